<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>ActionCatalogue</name>
    <message>
        <source>Nobody has asked for it.</source>
        <translation>لم يطلبه أحد.</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>تسليم…</translation>
    </message>
    <message>
        <source>Nobody else has asked for it.</source>
        <translation>لم يطلبه أحد غيره.</translation>
    </message>
    <message>
        <source>Cancel a request…</source>
        <translation>إلغاء طلب…</translation>
    </message>
    <message>
        <source>Change a priority…</source>
        <translation>تغيير أولوية…</translation>
    </message>
    <message>
        <source>Withdraw an arrival…</source>
        <translation>سحب وصول…</translation>
    </message>
    <message>
        <source>Nobody has arrived.</source>
        <translation>لم يصل أحد.</translation>
    </message>
    <message>
        <source>Rescue…</source>
        <translation>إنقاذ…</translation>
    </message>
    <message>
        <source>It has not failed.</source>
        <translation>لم يفشل.</translation>
    </message>
    <message>
        <source>It is open.</source>
        <translation>إنه مفتوح.</translation>
    </message>
    <message>
        <source>Reset…</source>
        <translation>إعادة ضبط…</translation>
    </message>
    <message>
        <source>It has not been executed.</source>
        <translation>لم يُنفَّذ.</translation>
    </message>
    <message>
        <source>Add to the counter…</source>
        <translation>إضافة إلى العدّاد…</translation>
    </message>
    <message>
        <source>Count as done…</source>
        <translation>عدّه منجزًا…</translation>
    </message>
    <message>
        <source>The counter is 0.</source>
        <translation>العدّاد 0.</translation>
    </message>
    <message>
        <source>Set the counter…</source>
        <translation>ضبط العدّاد…</translation>
    </message>
    <message>
        <source>Make the operator look again</source>
        <translation>جعل المشغّل ينظر مجددًا</translation>
    </message>
    <message>
        <source>Change its spec…</source>
        <translation>تغيير المواصفة…</translation>
    </message>
    <message>
        <source>Create another…</source>
        <translation>إنشاء آخر…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>حذف…</translation>
    </message>
    <message>
        <source>Create a %1…</source>
        <translation>إنشاء %1…</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message numerus="yes">
        <source>Release all that is held of %n objects…</source>
        <comment>Release all that is held of 1 object…</comment>
        <translation>
            <numerusform>تحرير كل ما هو محجوز من لا كائنات…</numerusform>
            <numerusform>تحرير كل ما هو محجوز من كائن واحد…</numerusform>
            <numerusform>تحرير كل ما هو محجوز من كائنين…</numerusform>
            <numerusform>تحرير كل ما هو محجوز من %n كائنات…</numerusform>
            <numerusform>تحرير كل ما هو محجوز من %n كائنًا…</numerusform>
            <numerusform>تحرير كل ما هو محجوز من %n كائن…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Force-expire all that is held of %n objects…</source>
        <comment>Force-expire all that is held of 1 object…</comment>
        <translation>
            <numerusform>إنهاء كل ما هو محجوز من لا كائنات…</numerusform>
            <numerusform>إنهاء كل ما هو محجوز من كائن واحد…</numerusform>
            <numerusform>إنهاء كل ما هو محجوز من كائنين…</numerusform>
            <numerusform>إنهاء كل ما هو محجوز من %n كائنات…</numerusform>
            <numerusform>إنهاء كل ما هو محجوز من %n كائنًا…</numerusform>
            <numerusform>إنهاء كل ما هو محجوز من %n كائن…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make the operator look at %n objects…</source>
        <comment>Make the operator look at 1 object…</comment>
        <translation>
            <numerusform>جعل المشغّل ينظر في لا كائنات…</numerusform>
            <numerusform>جعل المشغّل ينظر في كائن واحد…</numerusform>
            <numerusform>جعل المشغّل ينظر في كائنين…</numerusform>
            <numerusform>جعل المشغّل ينظر في %n كائنات…</numerusform>
            <numerusform>جعل المشغّل ينظر في %n كائنًا…</numerusform>
            <numerusform>جعل المشغّل ينظر في %n كائن…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n objects…</source>
        <comment>Delete 1 object…</comment>
        <translation>
            <numerusform>حذف لا كائنات…</numerusform>
            <numerusform>حذف كائن واحد…</numerusform>
            <numerusform>حذف كائنين…</numerusform>
            <numerusform>حذف %n كائنات…</numerusform>
            <numerusform>حذف %n كائنًا…</numerusform>
            <numerusform>حذف %n كائن…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Act on %n objects</source>
        <comment>Act on 1 object</comment>
        <translation>
            <numerusform>العمل على لا كائنات</numerusform>
            <numerusform>العمل على كائن واحد</numerusform>
            <numerusform>العمل على كائنين</numerusform>
            <numerusform>العمل على %n كائنات</numerusform>
            <numerusform>العمل على %n كائنًا</numerusform>
            <numerusform>العمل على %n كائن</numerusform>
        </translation>
    </message>
    <message>
        <source>a number</source>
        <translation>رقم</translation>
    </message>
    <message>
        <source>30s, 5m, 1h30m; empty for none</source>
        <translation>‏⁦30s⁩ أو ⁦5m⁩ أو ⁦1h30m⁩؛ فارغ لعدم وجودها</translation>
    </message>
</context>
<context>
    <name>ClockTime</name>
    <message>
        <source>MM-dd HH:mm</source>
        <translation>dd/MM HH:mm</translation>
    </message>
    <message>
        <source>yyyy-MM-dd HH:mm:ss</source>
        <translation>yyyy/MM/dd HH:mm:ss</translation>
    </message>
</context>
<context>
    <name>ClusterMark</name>
    <message>
        <source>Berry</source>
        <translation>توتي</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>بنفسجي</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>أزرق مخضرّ</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>زيتوني</translation>
    </message>
    <message>
        <source>Brown</source>
        <translation>بنّي</translation>
    </message>
    <message>
        <source>Slate</source>
        <translation>أردوازي</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>إنتاج</translation>
    </message>
</context>
<context>
    <name>CombinedWindow</name>
    <message numerus="yes">
        <source>in %n clusters</source>
        <comment>in 1 cluster</comment>
        <translation>
            <numerusform>في لا عناقيد</numerusform>
            <numerusform>في عنقود واحد</numerusform>
            <numerusform>في عنقودين</numerusform>
            <numerusform>في %n عناقيد</numerusform>
            <numerusform>في %n عنقودًا</numerusform>
            <numerusform>في %n عنقود</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n objects</source>
        <comment>%1: 1 object</comment>
        <translation>
            <numerusform>%1: لا كائنات</numerusform>
            <numerusform>%1: كائن واحد</numerusform>
            <numerusform>%1: كائنان</numerusform>
            <numerusform>%1: %n كائنات</numerusform>
            <numerusform>%1: %n كائنًا</numerusform>
            <numerusform>%1: %n كائن</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComparisonWindow</name>
    <message numerus="yes">
        <source>%n differ</source>
        <comment>1 differs</comment>
        <translation>
            <numerusform>المختلف: %n</numerusform>
            <numerusform>المختلف: واحد</numerusform>
            <numerusform>المختلف: اثنان</numerusform>
            <numerusform>المختلف: %n</numerusform>
            <numerusform>المختلف: %n</numerusform>
            <numerusform>المختلف: %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Connect</name>
    <message>
        <source>Kubeconfig files</source>
        <translation>ملفات kubeconfig</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>السياق</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>بيانات الدخول</translation>
    </message>
    <message>
        <source>Name lookup</source>
        <translation>البحث عن الاسم</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>الوكيل</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Server version</source>
        <translation>إصدار الخادم</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>الأنواع</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>الصلاحيات</translation>
    </message>
    <message>
        <source>%1: not there</source>
        <translation>%1: غير موجود</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n contexts</source>
        <comment>%1: 1 context</comment>
        <translation>
            <numerusform>%1: لا سياقات</numerusform>
            <numerusform>%1: سياق واحد</numerusform>
            <numerusform>%1: سياقان</numerusform>
            <numerusform>%1: %n سياقات</numerusform>
            <numerusform>%1: %n سياقًا</numerusform>
            <numerusform>%1: %n سياق</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: cannot be used</source>
        <translation>%1: لا يمكن استخدامه</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>لم يُبلَغ</translation>
    </message>
    <message>
        <source>none is read for this cluster</source>
        <translation>لا يُقرأ ملف لهذا العنقود</translation>
    </message>
    <message>
        <source>%1 read, %2</source>
        <translation>قُرئ %1، %2</translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <comment>1 file</comment>
        <translation>
            <numerusform>لا ملفات</numerusform>
            <numerusform>ملف واحد</numerusform>
            <numerusform>ملفان</numerusform>
            <numerusform>%n ملفات</numerusform>
            <numerusform>%n ملفًا</numerusform>
            <numerusform>%n ملف</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; others on this machine may read %2</source>
        <translation>%1؛ قد يقرأ آخرون على هذا الجهاز %2</translation>
    </message>
    <message>
        <source>Take that right from them: chmod 600.</source>
        <translation>انزع منهم هذه الصلاحية: chmod 600.</translation>
    </message>
    <message>
        <source>%1: cluster %2 as %3</source>
        <translation>%1: العنقود %2 باسم %3</translation>
    </message>
    <message>
        <source>%1, the current one: cluster %2 as %3</source>
        <translation>%1، الحالي: العنقود %2 باسم %3</translation>
    </message>
    <message>
        <source>%1; it has expired</source>
        <translation>%1؛ انتهت صلاحيتها</translation>
    </message>
    <message>
        <source>Get a new client certificate.</source>
        <translation>احصل على شهادة عميل جديدة.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>nothing signs in: the server will take us for nobody</source>
        <translation>لا شيء يسجّل الدخول: سيعدّنا الخادم لا أحد</translation>
    </message>
    <message>
        <source>Give the user in the kubeconfig a token, a client certificate or an exec plugin.</source>
        <translation>أعطِ المستخدم في kubeconfig رمزًا أو شهادة عميل أو ملحق exec.</translation>
    </message>
    <message>
        <source>%1, which is not sent: the server&apos;s address is plain http</source>
        <translation>%1، ولا يُرسل: عنوان الخادم http عادي</translation>
    </message>
    <message>
        <source>Use the server&apos;s https address.</source>
        <translation>استخدم عنوان https للخادم.</translation>
    </message>
    <message>
        <source>it gave a client certificate</source>
        <translation>أعطى شهادة عميل</translation>
    </message>
    <message>
        <source>it gave a token</source>
        <translation>أعطى رمزًا</translation>
    </message>
    <message>
        <source>it gave a token and a client certificate</source>
        <translation>أعطى رمزًا وشهادة عميل</translation>
    </message>
    <message>
        <source>valid until %1</source>
        <translation>صالح حتى %1</translation>
    </message>
    <message>
        <source>valid until the server refuses it</source>
        <translation>صالح حتى يرفضه الخادم</translation>
    </message>
    <message>
        <source>%1 is an address, there is nothing to look up</source>
        <translation>إن %1 عنوان، فلا شيء يُبحث عنه</translation>
    </message>
    <message>
        <source>the proxy&apos;s host, %1 is an address, there is nothing to look up</source>
        <translation>مضيف الوكيل، %1 عنوان، فلا شيء يُبحث عنه</translation>
    </message>
    <message>
        <source>the name servers do not answer</source>
        <translation>خوادم الأسماء لا تجيب</translation>
    </message>
    <message>
        <source>Check the network, and whether a VPN is needed.</source>
        <translation>افحص الشبكة وهل يلزم VPN.</translation>
    </message>
    <message>
        <source>the name is not known</source>
        <translation>الاسم غير معروف</translation>
    </message>
    <message>
        <source>Check the name, the network, and whether a VPN is needed.</source>
        <translation>افحص الاسم والشبكة وهل يلزم VPN.</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>صار %1 الآن %2</translation>
    </message>
    <message>
        <source>the proxy&apos;s host, %1 is %2</source>
        <translation>مضيف الوكيل، %1 هو %2</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>يجيب %1</translation>
    </message>
    <message>
        <source>the proxy at %1 answers</source>
        <translation>الوكيل عند %1 يجيب</translation>
    </message>
    <message>
        <source>none is named, or this server is excepted from it</source>
        <translation>لم يُسمَّ وكيل، أو أن هذا الخادم مستثنى منه</translation>
    </message>
    <message>
        <source>the environment</source>
        <translation>البيئة</translation>
    </message>
    <message>
        <source>the kubeconfig</source>
        <translation>kubeconfig</translation>
    </message>
    <message>
        <source>%1 at %2 from %3</source>
        <translation>%1 عند %2 من %3</translation>
    </message>
    <message>
        <source>%1; it is asked with each request</source>
        <translation>%1؛ يُسأل مع كل طلب</translation>
    </message>
    <message>
        <source>%1 makes the connection</source>
        <translation>%1 يجري الاتصال</translation>
    </message>
    <message>
        <source>the server&apos;s address is plain http</source>
        <translation>عنوان الخادم http عادي</translation>
    </message>
    <message>
        <source>encrypted, but nobody checks who the server is</source>
        <translation>مشفّر، لكن لا أحد يتحقق من هوية الخادم</translation>
    </message>
    <message>
        <source>Name its &quot;certificate-authority&quot; instead of insecure-skip-tls-verify.</source>
        <translation>سمِّ «certificate-authority» الخاصة به بدل insecure-skip-tls-verify.</translation>
    </message>
    <message>
        <source>the certificate &quot;%1&quot; is good until %2</source>
        <translation>الشهادة «%1» صالحة حتى %2</translation>
    </message>
    <message>
        <source>Renew the server&apos;s certificate soon.</source>
        <translation>جدّد شهادة الخادم قريبًا.</translation>
    </message>
    <message>
        <source>patch the status of</source>
        <translation>‏patch لحالة</translation>
    </message>
    <message>
        <source>all %1 kinds</source>
        <translation>كل الأنواع (%1)</translation>
    </message>
    <message>
        <source>may not list %1</source>
        <translation>لا يحقّ سرد %1</translation>
    </message>
    <message>
        <source>may not %1 %2</source>
        <translation>لا يحقّ %1 على %2</translation>
    </message>
    <message>
        <source>accepted; servers before 1.28 do not tell as whom</source>
        <translation>قُبل؛ الخوادم قبل 1.28 لا تقول باسم من</translation>
    </message>
    <message>
        <source>the server knows us, and does not tell as whom: %1</source>
        <translation>الخادم يعرفنا ولا يقول باسم من: %1</translation>
    </message>
    <message>
        <source>It does not accept %1. Sign in again, or renew it.</source>
        <translation>لا يقبل %1. سجّل الدخول مجددًا، أو جدّده.</translation>
    </message>
    <message>
        <source>groups: %1</source>
        <translation>المجموعات: %1</translation>
    </message>
    <message>
        <source>the server takes us for nobody (system:anonymous)</source>
        <translation>يعدّنا الخادم لا أحد (system:anonymous)</translation>
    </message>
    <message>
        <source>No credentials reached it: check those of the user in the kubeconfig.</source>
        <translation>لم تصله بيانات دخول: افحص بيانات المستخدم في kubeconfig.</translation>
    </message>
    <message>
        <source>signed in as %1</source>
        <translation>سُجّل الدخول باسم %1</translation>
    </message>
    <message>
        <source>we may not ask for it</source>
        <translation>لا يحقّ لنا السؤال عنه</translation>
    </message>
    <message>
        <source>%1; its clock is %2 ahead of this machine&apos;s</source>
        <translation>%1؛ ساعته متقدمة بـ %2 عن هذا الجهاز</translation>
    </message>
    <message>
        <source>%1; its clock is %2 behind this machine&apos;s</source>
        <translation>%1؛ ساعته متأخرة بـ %2 عن هذا الجهاز</translation>
    </message>
    <message>
        <source>Set the clock that is wrong: certificates and tokens depend on it.</source>
        <translation>اضبط الساعة الخاطئة: الشهادات والرموز تعتمد عليها.</translation>
    </message>
    <message>
        <source>we may not ask which kinds there are</source>
        <translation>لا يحقّ لنا السؤال عن الأنواع الموجودة</translation>
    </message>
    <message>
        <source>versions of %1: %2</source>
        <translation>إصدارات %1: %2</translation>
    </message>
    <message>
        <source>the server has none of these kinds</source>
        <translation>ليس لدى الخادم شيء من هذه الأنواع</translation>
    </message>
    <message>
        <source>the server has other versions only</source>
        <translation>لدى الخادم إصدارات أخرى فقط</translation>
    </message>
    <message>
        <source>Install Konductor&apos;s CRDs first.</source>
        <translation>ثبّت أولًا CRDs الخاصة بـ Konductor.</translation>
    </message>
    <message>
        <source>%1 of %2 kinds of %3</source>
        <translation>%1 من %2 من أنواع %3</translation>
    </message>
    <message>
        <source>%1; there is no %2</source>
        <translation>%1؛ لا يوجد %2</translation>
    </message>
    <message>
        <source>Install the missing CRDs.</source>
        <translation>ثبّت CRDs المفقودة.</translation>
    </message>
    <message>
        <source>may list in the whole cluster</source>
        <translation>يحقّ السرد في العنقود كله</translation>
    </message>
    <message>
        <source>may not list in the whole cluster: name namespaces with -n</source>
        <translation>لا يحقّ السرد في العنقود كله: سمِّ مساحات الأسماء بـ -n</translation>
    </message>
    <message>
        <source>the server cannot list every right; what it does not list may be granted all the same</source>
        <translation>لا يستطيع الخادم سرد كل صلاحية؛ وما لا يسرده قد يكون ممنوحًا مع ذلك</translation>
    </message>
    <message>
        <source>Ask for a Role with these verbs on %1 in %2.</source>
        <translation>اطلب Role بهذه الأفعال على %1 في %2.</translation>
    </message>
    <message>
        <source>you may see nothing in %1</source>
        <translation>لا يحقّ لك رؤية شيء في %1</translation>
    </message>
    <message>
        <source>you may see and change everything in %1</source>
        <translation>يحقّ لك رؤية كل شيء وتغييره في %1</translation>
    </message>
    <message>
        <source>you may see %1 of %2 kinds in %3, and not do everything</source>
        <translation>يحقّ لك رؤية %1 من %2 أنواع في %3، وليس فعل كل شيء</translation>
    </message>
    <message>
        <source>not checked (insecure-skip-tls-verify)</source>
        <translation>غير متحقق منها (insecure-skip-tls-verify)</translation>
    </message>
    <message>
        <source>the system&apos;s</source>
        <translation>سلطات النظام</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message numerus="yes">
        <source>%n certificates</source>
        <comment>1 certificate</comment>
        <translation>
            <numerusform>لا شهادات</numerusform>
            <numerusform>شهادة واحدة</numerusform>
            <numerusform>شهادتان</numerusform>
            <numerusform>%n شهادات</numerusform>
            <numerusform>%n شهادة</numerusform>
            <numerusform>%n شهادة</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 as %2, with a password that is not shown</source>
        <translation>%1 باسم %2، بكلمة مرور لا تُظهر</translation>
    </message>
    <message>
        <source>a client certificate that is not in PEM form</source>
        <translation>شهادة عميل ليست بصيغة PEM</translation>
    </message>
    <message>
        <source>a client certificate in %1 that is not in PEM form</source>
        <translation>شهادة عميل في %1 ليست بصيغة PEM</translation>
    </message>
    <message>
        <source>&quot;%1&quot; of %2</source>
        <translation>«%1» من %2</translation>
    </message>
    <message>
        <source>the client certificate %1, valid until %2</source>
        <translation>شهادة العميل %1، صالحة حتى %2</translation>
    </message>
    <message>
        <source>the client certificate %1 in %2, valid until %3</source>
        <translation>شهادة العميل %1 في %2، صالحة حتى %3</translation>
    </message>
    <message>
        <source>the exec plugin %1</source>
        <translation>ملحق exec %1</translation>
    </message>
    <message numerus="yes">
        <source>the exec plugin %1 with %n arguments</source>
        <comment>the exec plugin %1 with 1 argument</comment>
        <translation>
            <numerusform>ملحق exec %1 بلا وسائط</numerusform>
            <numerusform>ملحق exec %1 مع وسيط واحد</numerusform>
            <numerusform>ملحق exec %1 مع وسيطين</numerusform>
            <numerusform>ملحق exec %1 مع %n وسائط</numerusform>
            <numerusform>ملحق exec %1 مع %n وسيطًا</numerusform>
            <numerusform>ملحق exec %1 مع %n وسيط</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, and %2 in its environment</source>
        <translation>%1، و%2 في بيئته</translation>
    </message>
    <message>
        <source>the token in %1</source>
        <translation>الرمز في %1</translation>
    </message>
    <message>
        <source>a token</source>
        <translation>رمز</translation>
    </message>
    <message>
        <source>the user name %1 and a password</source>
        <translation>اسم المستخدم %1 وكلمة مرور</translation>
    </message>
    <message>
        <source>, and </source>
        <translation>، و</translation>
    </message>
    <message>
        <source>server: %1</source>
        <translation>الخادم: %1</translation>
    </message>
    <message>
        <source>namespace: %1</source>
        <translation>مساحة الأسماء: %1</translation>
    </message>
    <message>
        <source>user: %1</source>
        <translation>المستخدم: %1</translation>
    </message>
    <message>
        <source>signs in with: %1</source>
        <translation>يسجّل الدخول بـ: %1</translation>
    </message>
    <message>
        <source>certificate authority: %1</source>
        <translation>سلطة الشهادات: %1</translation>
    </message>
    <message>
        <source>acts as: %1</source>
        <translation>يعمل باسم: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n contexts</source>
        <comment>1 context</comment>
        <translation>
            <numerusform>لا سياقات</numerusform>
            <numerusform>سياق واحد</numerusform>
            <numerusform>سياقان</numerusform>
            <numerusform>%n سياقات</numerusform>
            <numerusform>%n سياقًا</numerusform>
            <numerusform>%n سياق</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionLine</name>
    <message>
        <source>○ connecting</source>
        <translation>○ يتصل</translation>
    </message>
    <message>
        <source>● live</source>
        <translation>● مباشر</translation>
    </message>
    <message>
        <source>◐ partly live</source>
        <translation>◐ مباشر جزئيًا</translation>
    </message>
    <message>
        <source>◐ stale</source>
        <translation>◐ قديم</translation>
    </message>
    <message>
        <source>✗ offline</source>
        <translation>✗ غير متصل</translation>
    </message>
    <message>
        <source>▣ snapshot, not live</source>
        <translation>▣ لقطة، غير مباشرة</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>حتى %1</translation>
    </message>
    <message>
        <source>reconnecting in %1</source>
        <translation>يعاود الاتصال خلال %1</translation>
    </message>
    <message>
        <source>server clock %1%2 s ± %3</source>
        <translation>ساعة الخادم ⁦%1%2⁩ ث ± %3</translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <comment>1 object</comment>
        <translation>
            <numerusform>لا كائنات</numerusform>
            <numerusform>كائن واحد</numerusform>
            <numerusform>كائنان</numerusform>
            <numerusform>%n كائنات</numerusform>
            <numerusform>%n كائنًا</numerusform>
            <numerusform>%n كائن</numerusform>
        </translation>
    </message>
    <message>
        <source>✗ insecure</source>
        <translation>✗ غير آمن</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>للقراءة فقط</translation>
    </message>
    <message numerus="yes">
        <source>%n changes/s</source>
        <comment>1 change/s</comment>
        <translation>
            <numerusform>%n تغيير/ث</numerusform>
            <numerusform>تغيير واحد/ث</numerusform>
            <numerusform>تغييران/ث</numerusform>
            <numerusform>%n تغييرات/ث</numerusform>
            <numerusform>%n تغييرًا/ث</numerusform>
            <numerusform>%n تغيير/ث</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>%1 ago</source>
        <translation>قبل %1</translation>
    </message>
</context>
<context>
    <name>Credentials</name>
    <message>
        <source>the exec plugin has not given credentials yet</source>
        <translation>لم يُعطِ ملحق exec بيانات الاعتماد بعدُ</translation>
    </message>
</context>
<context>
    <name>DeepLink</name>
    <message>
        <source>This link cannot be opened</source>
        <translation>لا يمكن فتح هذا الرابط</translation>
    </message>
    <message>
        <source>A link to an object has a kind, a namespace and a name.</source>
        <translation>رابط الكائن فيه نوع ومساحة أسماء واسم.</translation>
    </message>
    <message>
        <source>“%1” is no kind of Konductor&apos;s.</source>
        <translation>«%1» ليس من أنواع Konductor.</translation>
    </message>
    <message>
        <source>Its namespace or name is none that Kubernetes allows.</source>
        <translation>مساحة الأسماء أو الاسم مما لا يسمح به Kubernetes.</translation>
    </message>
    <message>
        <source>What it says of the view is not understood.</source>
        <translation>ما يقوله عن العرض غير مفهوم.</translation>
    </message>
    <message>
        <source>A link begins with konductor:// and is not longer than %1.</source>
        <translation>يبدأ الرابط بـ konductor:// ولا يزيد طوله على %1.</translation>
    </message>
    <message>
        <source>It has characters that a link cannot have.</source>
        <translation>فيه محارف لا تكون في رابط.</translation>
    </message>
    <message>
        <source>Its cluster&apos;s name is too long or has characters that cannot be seen.</source>
        <translation>اسم العنقود طويل جدًا أو فيه محارف لا تُرى.</translation>
    </message>
    <message>
        <source>It asks for something that is no view.</source>
        <translation>يطلب شيئًا ليس عرضًا.</translation>
    </message>
    <message>
        <source>A link to an object names its cluster.</source>
        <translation>رابط الكائن يسمّي عنقوده.</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Why it is open</source>
        <translation>سبب كونه مفتوحًا</translation>
    </message>
    <message>
        <source>%1 of %2 arrived; it opened %3 ago.</source>
        <translation>وصل %1 من %2؛ فُتح قبل %3.</translation>
    </message>
    <message>
        <source>Why it is closed</source>
        <translation>سبب كونه مغلقًا</translation>
    </message>
    <message>
        <source>%1 of %2 arrived. Its time-out passed %3 ago: no arrival can open it any more. Raise or remove its time-out.</source>
        <translation>وصل %1 من %2. انقضت مهلته قبل %3: لا وصول يفتحه بعد ذلك. زد المهلة أو أزلها.</translation>
    </message>
    <message>
        <source>%1 of %2 arrived; it waits for %3 more.</source>
        <translation>وصل %1 من %2؛ ما زال ينتظر %3.</translation>
    </message>
    <message>
        <source>It fails in %1.</source>
        <translation>يفشل خلال %1.</translation>
    </message>
    <message>
        <source>It has no time-out.</source>
        <translation>ليست له مهلة.</translation>
    </message>
    <message>
        <source>%1 of %2 arrived; the operator has not opened it yet.</source>
        <translation>وصل %1 من %2؛ لم يفتحه المشغّل بعد.</translation>
    </message>
    <message numerus="yes">
        <source>%n arrivals are not counted: without a controller owner reference nothing wakes the operator.</source>
        <comment>1 arrival is not counted: without a controller owner reference nothing wakes the operator.</comment>
        <translation>
            <numerusform>لا وصول غير محسوب: دون مرجع مالك متحكّم لا شيء يوقظ المشغّل.</numerusform>
            <numerusform>وصول واحد غير محسوب: دون مرجع مالك متحكّم لا شيء يوقظ المشغّل.</numerusform>
            <numerusform>وصولان غير محسوبين: دون مرجع مالك متحكّم لا شيء يوقظ المشغّل.</numerusform>
            <numerusform>%n وصولات غير محسوبة: دون مرجع مالك متحكّم لا شيء يوقظ المشغّل.</numerusform>
            <numerusform>%n وصولًا غير محسوب: دون مرجع مالك متحكّم لا شيء يوقظ المشغّل.</numerusform>
            <numerusform>%n وصول غير محسوب: دون مرجع مالك متحكّم لا شيء يوقظ المشغّل.</numerusform>
        </translation>
    </message>
    <message>
        <source>The time-out has passed: no arrival can open it.</source>
        <translation>انقضت المهلة: لا وصول يستطيع فتحه.</translation>
    </message>
    <message>
        <source>The barrier is open already.</source>
        <translation>‏Barrier مفتوح بالفعل.</translation>
    </message>
    <message>
        <source>Arrive for the %1 missing…</source>
        <translation>الوصول نيابة عن %1 من الغائبين…</translation>
    </message>
    <message>
        <source>Arrive…</source>
        <translation>وصول…</translation>
    </message>
    <message>
        <source>Arrivals: %1 of %2</source>
        <translation>الواصلون: %1 من %2</translation>
    </message>
    <message>
        <source>Quorum %1 of %2</source>
        <translation>النصاب %1 من %2</translation>
    </message>
    <message>
        <source>All must arrive</source>
        <translation>يجب أن يصل الجميع</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>✓ arrived</source>
        <translation>✓ وصل</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>قبل %1</translation>
    </message>
    <message>
        <source>○ missing</source>
        <translation>○ غائب</translation>
    </message>
    <message>
        <source>%1 more; the barrier itself names nobody</source>
        <translation>%1 آخرون؛ الـ Barrier نفسها لا تسمّي أحدًا</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>الكائن</translation>
    </message>
    <message>
        <source>Time-out</source>
        <translation>المهلة</translation>
    </message>
    <message>
        <source>Times out</source>
        <translation>تنقضي مهلته</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>المالك</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>UID</source>
        <translation>UID</translation>
    </message>
    <message>
        <source>Resource version</source>
        <translation>إصدار المورد</translation>
    </message>
    <message>
        <source>What could not be read</source>
        <translation>ما تعذّرت قراءته</translation>
    </message>
    <message>
        <source>%1 · %2 · not there</source>
        <translation>%1 · %2 · غير موجود</translation>
    </message>
    <message>
        <source>Why there is nothing</source>
        <translation>سبب عدم وجود شيء</translation>
    </message>
    <message>
        <source>It does not exist, or it was deleted.</source>
        <translation>لا وجود له، أو أنه حُذف.</translation>
    </message>
    <message>
        <source>%1 · %2 · created %3 ago</source>
        <translation>%1 · %2 · أُنشئ قبل %3</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>ما هو</translation>
    </message>
    <message>
        <source>A job that gates may wait for.</source>
        <translation>مهمة (Job) يمكن أن تنتظرها Gates.</translation>
    </message>
    <message>
        <source>Of {1} for {2} {3}.</source>
        <translation>من {1} لـ {2} {3}.</translation>
    </message>
    <message>
        <source>read</source>
        <translation>قراءة</translation>
    </message>
    <message>
        <source>write</source>
        <translation>كتابة</translation>
    </message>
    <message>
        <source>since %1 · %2</source>
        <translation>منذ %1 · %2</translation>
    </message>
    <message>
        <source>since when is not known</source>
        <translation>غير معروف منذ متى</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 و%2 غيرهم</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 و%2</translation>
    </message>
    <message>
        <source>no holder named</source>
        <translation>لا حامل مُسمّى</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>منذ %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>حتى %1</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>الحامل</translation>
    </message>
    <message>
        <source>Holders</source>
        <translation>الحاملون</translation>
    </message>
    <message>
        <source>Nobody holds it</source>
        <translation>لا أحد يحمله</translation>
    </message>
    <message>
        <source>Release…</source>
        <translation>تحرير…</translation>
    </message>
    <message>
        <source>Force-expire…</source>
        <translation>إنهاء قسري…</translation>
    </message>
    <message>
        <source>never expires</source>
        <translation>لا ينتهي أبدًا</translation>
    </message>
    <message>
        <source>expires in %1</source>
        <translation>ينتهي خلال %1</translation>
    </message>
    <message>
        <source>expired %1 ago</source>
        <translation>انتهى قبل %1</translation>
    </message>
    <message>
        <source>{1} {2} has ≥ %1 free</source>
        <translation>{1} {2} فيه ≥ %1 متاح</translation>
    </message>
    <message>
        <source>{1} {2} is {3}</source>
        <translation>{1} {2} بحالة {3}</translation>
    </message>
    <message>
        <source>○ not looked at</source>
        <translation>○ لم يُنظر فيه</translation>
    </message>
    <message>
        <source>✓ met</source>
        <translation>✓ متحقق</translation>
    </message>
    <message>
        <source>✗ not met</source>
        <translation>✗ غير متحقق</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 في %2</translation>
    </message>
    <message>
        <source>the operator never evaluates this</source>
        <translation>المشغّل لا يقيّم هذا أبدًا</translation>
    </message>
    <message>
        <source>%1 of %2 conditions are met.</source>
        <translation>تحقق %1 من %2 من الشروط.</translation>
    </message>
    <message>
        <source>It opened %1 ago.</source>
        <translation>فُتح قبل %1.</translation>
    </message>
    <message>
        <source>It waits for {1}.</source>
        <translation>ينتظر {1}.</translation>
    </message>
    <message>
        <source>It can never open: the operator does not evaluate one of its conditions. Edit the gate.</source>
        <translation>لا يمكن أن يُفتح أبدًا: المشغّل لا يقيّم أحد شروطه. عدّل Gate.</translation>
    </message>
    <message>
        <source>Its time-out has passed. It opens only if something touches it while all conditions hold.</source>
        <translation>انقضت مهلته. لا يُفتح إلا إذا لمسه شيء وكل الشروط متحققة.</translation>
    </message>
    <message>
        <source>Nothing it waits for wakes it: the operator looks again within %1.</source>
        <translation>لا شيء مما ينتظره يوقظه: ينظر المشغّل مجددًا خلال %1.</translation>
    </message>
    <message>
        <source>Conditions: %1 of %2 met</source>
        <translation>الشروط: تحقق %1 من %2</translation>
    </message>
    <message>
        <source>Blocked behind it</source>
        <translation>المتوقفون خلفه</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>و%1 غيرهم</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>مشكلة</translation>
    </message>
    <message>
        <source>What mends it: {1}</source>
        <translation>ما يصلحه: {1}</translation>
    </message>
    <message>
        <source>✗ error</source>
        <translation>✗ خطأ</translation>
    </message>
    <message>
        <source>⚠ warning</source>
        <translation>⚠ تحذير</translation>
    </message>
    <message>
        <source>● info</source>
        <translation>● ملاحظة</translation>
    </message>
    <message>
        <source>%1 behind it</source>
        <translation>%1 خلفه</translation>
    </message>
    <message>
        <source>Holder · %1</source>
        <translation>حامل · %1</translation>
    </message>
    <message>
        <source>What it holds and waits for</source>
        <translation>ما يحمله وما ينتظره</translation>
    </message>
    <message>
        <source>Waiting, in the order the operator will grant</source>
        <translation>المنتظرون، بترتيب منح المشغّل</translation>
    </message>
    <message>
        <source>priority %1, tied</source>
        <translation>الأولوية %1، بالتساوي</translation>
    </message>
    <message>
        <source>priority %1</source>
        <translation>الأولوية %1</translation>
    </message>
    <message>
        <source>Another request has the same priority: the operator takes any of them.</source>
        <translation>لطلب آخر الأولوية نفسها: يأخذ المشغّل أيًّا منهما.</translation>
    </message>
    <message>
        <source>The request of %1 still exists and would win again (priority %2).</source>
        <translation>طلب %1 ما زال قائمًا وسيفوز مجددًا (الأولوية %2).</translation>
    </message>
    <message>
        <source>The request of %1 still exists and competes again (priority %2).</source>
        <translation>طلب %1 ما زال قائمًا وينافس مجددًا (الأولوية %2).</translation>
    </message>
    <message>
        <source>Why it is stuck</source>
        <translation>سبب كونه عالقًا</translation>
    </message>
    <message>
        <source>Why it is held</source>
        <translation>سبب كونه محجوزًا</translation>
    </message>
    <message>
        <source>Why it is free</source>
        <translation>سبب كونه متاحًا</translation>
    </message>
    <message>
        <source>Held for %1 by %2.</source>
        <translation>محجوز منذ %1 لدى %2.</translation>
    </message>
    <message>
        <source>It expires in %1.</source>
        <translation>ينتهي خلال %1.</translation>
    </message>
    <message>
        <source>It expired %1 ago; the operator frees it at its next look.</source>
        <translation>انتهى قبل %1؛ يحرّره المشغّل في نظرته التالية.</translation>
    </message>
    <message>
        <source>No expiry is set, so it will never expire.</source>
        <translation>لم يُحدَّد له انتهاء، فلن ينتهي أبدًا.</translation>
    </message>
    <message>
        <source>The lease has no TTL, so it will never expire.</source>
        <translation>ليس لـ Lease مدة TTL، فلن ينتهي أبدًا.</translation>
    </message>
    <message>
        <source>%1 waits.</source>
        <translation>ينتظر %1.</translation>
    </message>
    <message>
        <source>%1 wait.</source>
        <translation>ينتظر كلٌّ من %1.</translation>
    </message>
    <message>
        <source>Nobody holds it and nobody waits.</source>
        <translation>لا أحد يحمله ولا أحد ينتظر.</translation>
    </message>
    <message>
        <source>Why nobody holds it</source>
        <translation>سبب عدم حمل أحد له</translation>
    </message>
    <message>
        <source>Nobody holds it, and %1 waits. The operator does not watch requests: it looks within 1 min.</source>
        <translation>لا أحد يحمله، و%1 ينتظر. المشغّل لا يراقب الطلبات: ينظر خلال دقيقة.</translation>
    </message>
    <message>
        <source>Nobody holds it, and %1 wait. The operator does not watch requests: it looks within 1 min.</source>
        <translation>لا أحد يحمله، و%1 ينتظرون. المشغّل لا يراقب الطلبات: ينظر خلال دقيقة.</translation>
    </message>
    <message>
        <source>Nobody holds this lease.</source>
        <translation>لا أحد يحمل هذا الـ Lease.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>منتظرون</translation>
    </message>
    <message>
        <source>Nobody waits</source>
        <translation>لا أحد ينتظر</translation>
    </message>
    <message>
        <source>TTL</source>
        <translation>TTL</translation>
    </message>
    <message>
        <source>Nobody has locked it.</source>
        <translation>لم يقفله أحد.</translation>
    </message>
    <message>
        <source>Why it is locked</source>
        <translation>سبب كونه مقفلًا</translation>
    </message>
    <message>
        <source>No expiry is set, so it stays until it is unlocked.</source>
        <translation>لم يُحدَّد له انتهاء، فيبقى حتى يُفتح قفله.</translation>
    </message>
    <message>
        <source>It expired %1 ago.</source>
        <translation>انتهى قبل %1.</translation>
    </message>
    <message>
        <source>Locked by %1 for %2.</source>
        <translation>قفله %1 منذ %2.</translation>
    </message>
    <message>
        <source>Locked for writing by %1 for %2.</source>
        <translation>قفله %1 للكتابة منذ %2.</translation>
    </message>
    <message>
        <source>Locked for reading by %1 for %2.</source>
        <translation>قفله %1 للقراءة منذ %2.</translation>
    </message>
    <message>
        <source>Why it is done</source>
        <translation>سبب كونه منجزًا</translation>
    </message>
    <message>
        <source>Why it is pending</source>
        <translation>سبب كونه معلّقًا</translation>
    </message>
    <message>
        <source>%1 did it %2 ago.</source>
        <translation>أنجزه %1 قبل %2.</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>أحدهم</translation>
    </message>
    <message>
        <source>No client has marked it as done.</source>
        <translation>لم يعلّمه أي عميل منجزًا.</translation>
    </message>
    <message>
        <source>Its TTL has passed, and nothing wakes the operator for that: it is deleted when touched.</source>
        <translation>انقضى TTL الخاص به، ولا شيء يوقظ المشغّل لذلك: يُحذف عند لمسه.</translation>
    </message>
    <message>
        <source>Executor</source>
        <translation>المنفّذ</translation>
    </message>
    <message>
        <source>Why it waits</source>
        <translation>سبب انتظاره</translation>
    </message>
    <message>
        <source>Its counter is at zero.</source>
        <translation>عدّاده صفر.</translation>
    </message>
    <message>
        <source>Its counter is at %1; it is done at zero.</source>
        <translation>عدّاده %1؛ يُنجز عند الصفر.</translation>
    </message>
    <message>
        <source>%1 (the operator does not use it)</source>
        <translation>%1 (المشغّل لا يستخدمه)</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>العدّاد</translation>
    </message>
    <message>
        <source>The next, of %1, %2.</source>
        <translation>التالي، لدى %1، %2.</translation>
    </message>
    <message>
        <source>None of them expires.</source>
        <translation>لا ينتهي أيٌّ منها.</translation>
    </message>
    <message>
        <source>Why it is over-committed</source>
        <translation>سبب تجاوز العدد</translation>
    </message>
    <message>
        <source>%1 permits are held of %2. The server refuses the operator&apos;s update, so the status is frozen until enough permits are freed or permits are raised.</source>
        <translation>%1 من التصاريح محجوزة من أصل %2. يرفض الخادم تحديث المشغّل، فتجمّدت الحالة حتى تُحرَّر تصاريح كافية أو يُرفع عددها.</translation>
    </message>
    <message>
        <source>%1 of %2 permits are held; %3 free.</source>
        <translation>%1 من %2 تصاريح محجوزة؛ %3 متاحة.</translation>
    </message>
    <message>
        <source>Why it is full</source>
        <translation>سبب امتلائه</translation>
    </message>
    <message>
        <source>No permit is held.</source>
        <translation>لا تصريح محجوز.</translation>
    </message>
    <message>
        <source>Permits</source>
        <translation>التصاريح</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>قيد الاستخدام</translation>
    </message>
    <message>
        <source>Expired, still visible</source>
        <translation>منتهية وما زالت ظاهرة</translation>
    </message>
    <message>
        <source>At the root of it</source>
        <translation>السبب في الأصل</translation>
    </message>
    <message numerus="yes">
        <source>%n times, last %1 ago</source>
        <comment>%n time, last %1 ago</comment>
        <translation>
            <numerusform>لا مرة، آخرها قبل %1</numerusform>
            <numerusform>مرة واحدة، قبل %1</numerusform>
            <numerusform>مرتين، آخرهما قبل %1</numerusform>
            <numerusform>%n مرات، آخرها قبل %1</numerusform>
            <numerusform>%n مرة، آخرها قبل %1</numerusform>
            <numerusform>%n مرة، آخرها قبل %1</numerusform>
        </translation>
    </message>
    <message>
        <source>first %1
last %2</source>
        <translation>أول مرة %1
آخر مرة %2</translation>
    </message>
    <message>
        <source>You may not list events in %1.</source>
        <translation>لا يحق لك سرد الأحداث في %1.</translation>
    </message>
    <message>
        <source>As of %1: you may not watch events in %2.</source>
        <translation>كما كانت في %1: لا يحق لك متابعة الأحداث في %2.</translation>
    </message>
    <message>
        <source>As of %1: the server tells no more at the moment.</source>
        <translation>كما كانت في %1: لا يخبر الخادم بالمزيد حاليًا.</translation>
    </message>
    <message>
        <source>Kubernetes events</source>
        <translation>أحداث Kubernetes</translation>
    </message>
    <message>
        <source>log</source>
        <translation>السجل</translation>
    </message>
    <message numerus="yes">
        <source>All %n permits are held.</source>
        <comment>Its one permit is held.</comment>
        <translation>
            <numerusform>لا تصاريح محجوزة.</numerusform>
            <numerusform>التصريح الوحيد محجوز.</numerusform>
            <numerusform>كلا التصريحين محجوزان.</numerusform>
            <numerusform>كل التصاريح (%n) محجوزة.</numerusform>
            <numerusform>كل التصاريح (%n) محجوزة.</numerusform>
            <numerusform>كل التصاريح (%n) محجوزة.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The status says %1 in use; %n permits count.</source>
        <comment>The status says %1 in use; 1 permit counts.</comment>
        <translation>
            <numerusform>تقول الحالة إن %1 قيد الاستخدام؛ ولا يُحسب أي تصريح.</numerusform>
            <numerusform>تقول الحالة إن %1 قيد الاستخدام؛ والمحسوب تصريح واحد.</numerusform>
            <numerusform>تقول الحالة إن %1 قيد الاستخدام؛ والمحسوب تصريحان.</numerusform>
            <numerusform>تقول الحالة إن %1 قيد الاستخدام؛ والمحسوب %n تصاريح.</numerusform>
            <numerusform>تقول الحالة إن %1 قيد الاستخدام؛ والمحسوب %n تصريحًا.</numerusform>
            <numerusform>تقول الحالة إن %1 قيد الاستخدام؛ والمحسوب %n تصريح.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hand over to %1…</source>
        <translation>التسليم إلى %1…</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The server cannot be reached</source>
        <translation>تعذّر الوصول إلى الخادم</translation>
    </message>
    <message>
        <source>Look at the network or VPN.</source>
        <translation>افحص الشبكة أو VPN.</translation>
    </message>
    <message>
        <source>The server did not answer in time</source>
        <translation>لم يجب الخادم في الوقت المحدد</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not accepted</source>
        <translation>شهادة الخادم غير مقبولة</translation>
    </message>
    <message>
        <source>Ask the cluster&apos;s owner, or choose another context.</source>
        <translation>اسأل مالك العنقود، أو اختر سياقًا آخر.</translation>
    </message>
    <message>
        <source>The server does not know who you are</source>
        <translation>الخادم لا يعرف من أنت</translation>
    </message>
    <message>
        <source>Renew the credentials of this context.</source>
        <translation>جدّد بيانات الدخول لهذا السياق.</translation>
    </message>
    <message>
        <source>The configuration cannot be used</source>
        <translation>لا يمكن استخدام الإعداد</translation>
    </message>
    <message>
        <source>Mend the file, or choose another context.</source>
        <translation>أصلح الملف، أو اختر سياقًا آخر.</translation>
    </message>
    <message>
        <source>The server asks for fewer requests</source>
        <translation>يطلب الخادم طلبات أقل</translation>
    </message>
    <message>
        <source>Wait a moment.</source>
        <translation>انتظر لحظة.</translation>
    </message>
    <message>
        <source>The server failed</source>
        <translation>تعطّل الخادم</translation>
    </message>
    <message>
        <source>The answer is not what the protocol says</source>
        <translation>الجواب ليس ما ينص عليه البروتوكول</translation>
    </message>
    <message>
        <source>You may not do this</source>
        <translation>لا يحقّ لك هذا</translation>
    </message>
    <message>
        <source>Ask the cluster&apos;s owner for the right.</source>
        <translation>اطلب الصلاحية من مالك العنقود.</translation>
    </message>
    <message>
        <source>It does not exist</source>
        <translation>لا وجود له</translation>
    </message>
    <message>
        <source>It exists already</source>
        <translation>إنه موجود بالفعل</translation>
    </message>
    <message>
        <source>It changed since you looked; nothing was overwritten</source>
        <translation>تغيّر منذ أن نظرت؛ لم يُكتب فوق شيء</translation>
    </message>
    <message>
        <source>Look again, then plan again.</source>
        <translation>انظر مجددًا، ثم خطّط مجددًا.</translation>
    </message>
    <message>
        <source>The server no longer has that version</source>
        <translation>لم تعد تلك النسخة لدى الخادم</translation>
    </message>
    <message>
        <source>The server is behind what was seen</source>
        <translation>الخادم متأخر عمّا شوهد</translation>
    </message>
    <message>
        <source>It was not accepted</source>
        <translation>لم يُقبل</translation>
    </message>
    <message>
        <source>This program cannot do that</source>
        <translation>لا يستطيع هذا البرنامج ذلك</translation>
    </message>
    <message>
        <source>The connection is read-only</source>
        <translation>الاتصال للقراءة فقط</translation>
    </message>
    <message>
        <source>Allow writing for this connection first.</source>
        <translation>اسمح أولًا بالكتابة على هذا الاتصال.</translation>
    </message>
    <message>
        <source>It was cancelled</source>
        <translation>أُلغي</translation>
    </message>
    <message>
        <source>The hold ended before it was given back</source>
        <translation>انتهى الحجز قبل أن يُعاد</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>حاول مجددًا</translation>
    </message>
    <message>
        <source>Choose another context</source>
        <translation>اختر سياقًا آخر</translation>
    </message>
    <message>
        <source>List again</source>
        <translation>اسرد مجددًا</translation>
    </message>
    <message>
        <source>Plan again</source>
        <translation>خطّط مجددًا</translation>
    </message>
    <message>
        <source>Allow writing</source>
        <translation>اسمح بالكتابة</translation>
    </message>
    <message>
        <source>The connection is read-only.</source>
        <translation>الاتصال للقراءة فقط.</translation>
    </message>
</context>
<context>
    <name>ExecPlugin</name>
    <message>
        <source>exec plugin &quot;%1&quot; of user &quot;%2&quot;</source>
        <translation>ملحق exec «%1» للمستخدم «%2»</translation>
    </message>
    <message>
        <source>it may not run until you agree to it</source>
        <translation>لا يُشغَّل حتى توافق عليه</translation>
    </message>
    <message>
        <source>Allow it when the console asks; in the terminal, with --allow-exec or kuberc&apos;s allowlist.</source>
        <translation>اسمح به حين تسأل الوحدة؛ وفي الطرفية بـ --allow-exec أو بقائمة السماح في kuberc.</translation>
    </message>
    <message>
        <source>it asks for a standard input (interactiveMode: Always), and there is none here</source>
        <translation>يطلب إدخالًا قياسيًا (interactiveMode: Always)، ولا يوجد هنا</translation>
    </message>
    <message>
        <source>it did not end within %1 s</source>
        <translation>لم ينتهِ خلال %1 ث</translation>
    </message>
    <message>
        <source>Run it by hand to see what it waits for.</source>
        <translation>شغّله يدويًا لترى ما الذي ينتظره.</translation>
    </message>
    <message>
        <source>it cannot be started</source>
        <translation>لا يمكن بدؤه</translation>
    </message>
    <message>
        <source>no such program in PATH, or it cannot be started</source>
        <translation>لا برنامج بهذا الاسم في PATH، أو لا يمكن بدؤه</translation>
    </message>
    <message>
        <source>Install it, or correct its command in %1.</source>
        <translation>ثبّته، أو صحّح أمره في %1.</translation>
    </message>
    <message>
        <source>it printed more than %1 KiB</source>
        <translation>أخرج أكثر من %1 KiB</translation>
    </message>
    <message>
        <source>it failed with exit code %1</source>
        <translation>فشل برمز الخروج %1</translation>
    </message>
    <message>
        <source>it was killed</source>
        <translation>قُتل</translation>
    </message>
    <message>
        <source>Run it by hand and look at its output.</source>
        <translation>شغّله يدويًا وانظر إلى مخرجاته.</translation>
    </message>
    <message>
        <source>it printed neither JSON nor YAML</source>
        <translation>لم يُخرج JSON ولا YAML</translation>
    </message>
    <message>
        <source>it printed something else than an ExecCredential</source>
        <translation>أخرج شيئًا غير ExecCredential</translation>
    </message>
    <message>
        <source>it answered in another apiVersion than &quot;%1&quot;</source>
        <translation>أجاب بـ apiVersion غير «%1»</translation>
    </message>
    <message>
        <source>its answer has no status</source>
        <translation>ليس في إجابته status</translation>
    </message>
    <message>
        <source>it gave a client certificate or a client key, but not both</source>
        <translation>أعطى شهادة عميل أو مفتاح عميل، لا كليهما</translation>
    </message>
    <message>
        <source>it gave neither a token nor a client certificate</source>
        <translation>لم يعطِ رمزًا ولا شهادة عميل</translation>
    </message>
    <message>
        <source>its token has characters that cannot be sent in a header</source>
        <translation>في رمزه محارف لا يمكن إرسالها في ترويسة</translation>
    </message>
    <message>
        <source>its expirationTimestamp is not a time</source>
        <translation>قيمة expirationTimestamp ليست وقتًا</translation>
    </message>
</context>
<context>
    <name>FieldPath</name>
    <message>
        <source>A path has at most %1 characters.</source>
        <translation>للمسار %1 حرفًا على الأكثر.</translation>
    </message>
    <message>
        <source>“%2” at character %1 is not understood here.</source>
        <translation>«%2» عند الحرف %1 غير مفهومة هنا.</translation>
    </message>
    <message>
        <source>At character %1 a name is missing.</source>
        <translation>عند الحرف %1 ينقص اسم.</translation>
    </message>
    <message>
        <source>At character %1 a number from 0, * or a name in quotes is missing; nothing else of JSONPath is understood in brackets.</source>
        <translation>عند الحرف %1 ينقص عدد يبدأ من 0 أو * أو اسم بين علامتي اقتباس؛ لا يُفهم بين القوسين غير ذلك من JSONPath.</translation>
    </message>
    <message>
        <source>The quote at character %1 is not closed.</source>
        <translation>علامة الاقتباس عند الحرف %1 غير مغلقة.</translation>
    </message>
    <message>
        <source>The number at character %1 is too large.</source>
        <translation>العدد عند الحرف %1 كبير جدًا.</translation>
    </message>
    <message>
        <source>A path is missing, for example %1.</source>
        <translation>المسار ناقص، مثال: %1.</translation>
    </message>
    <message>
        <source>At character %1 a “%2” is missing.</source>
        <translation>عند الحرف %1 تنقص «%2».</translation>
    </message>
    <message>
        <source>The “%2” at character %1 is not closed.</source>
        <translation>«%2» عند الحرف %1 غير مغلقة.</translation>
    </message>
</context>
<context>
    <name>FieldReader</name>
    <message>
        <source>not text</source>
        <translation>ليس نصًّا</translation>
    </message>
    <message>
        <source>not a whole number</source>
        <translation>ليس عددًا صحيحًا</translation>
    </message>
    <message>
        <source>not true or false</source>
        <translation>ليس true أو false</translation>
    </message>
    <message>
        <source>not a list</source>
        <translation>ليس قائمة</translation>
    </message>
    <message>
        <source>not an object</source>
        <translation>ليس كائنًا</translation>
    </message>
</context>
<context>
    <name>FindingsSummary</name>
    <message numerus="yes">
        <source>%n errors</source>
        <comment>1 error</comment>
        <translation>
            <numerusform>لا أخطاء</numerusform>
            <numerusform>خطأ واحد</numerusform>
            <numerusform>خطآن</numerusform>
            <numerusform>%n أخطاء</numerusform>
            <numerusform>%n خطأً</numerusform>
            <numerusform>%n خطأ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <comment>1 warning</comment>
        <translation>
            <numerusform>لا تحذيرات</numerusform>
            <numerusform>تحذير واحد</numerusform>
            <numerusform>تحذيران</numerusform>
            <numerusform>%n تحذيرات</numerusform>
            <numerusform>%n تحذيرًا</numerusform>
            <numerusform>%n تحذير</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remarks</source>
        <comment>1 remark</comment>
        <translation>
            <numerusform>لا ملاحظات</numerusform>
            <numerusform>ملاحظة واحدة</numerusform>
            <numerusform>ملاحظتان</numerusform>
            <numerusform>%n ملاحظات</numerusform>
            <numerusform>%n ملاحظة</numerusform>
            <numerusform>%n ملاحظة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Headlines</name>
    <message>
        <source>semaphore</source>
        <translation>Semaphore</translation>
    </message>
    <message>
        <source>permit</source>
        <translation>Permit</translation>
    </message>
    <message>
        <source>barrier</source>
        <translation>Barrier</translation>
    </message>
    <message>
        <source>arrival</source>
        <translation>Arrival</translation>
    </message>
    <message>
        <source>lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>lease request</source>
        <translation>LeaseRequest</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>Gate</translation>
    </message>
    <message>
        <source>mutex</source>
        <translation>Mutex</translation>
    </message>
    <message>
        <source>rw mutex</source>
        <translation>RWMutex</translation>
    </message>
    <message>
        <source>once</source>
        <translation>Once</translation>
    </message>
    <message>
        <source>wait group</source>
        <translation>WaitGroup</translation>
    </message>
    <message>
        <source>job</source>
        <translation>Job</translation>
    </message>
    <message>
        <source>semaphores</source>
        <translation>Semaphore</translation>
    </message>
    <message>
        <source>permits</source>
        <translation>Permit</translation>
    </message>
    <message>
        <source>barriers</source>
        <translation>Barrier</translation>
    </message>
    <message>
        <source>arrivals</source>
        <translation>Arrival</translation>
    </message>
    <message>
        <source>leases</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>lease requests</source>
        <translation>LeaseRequest</translation>
    </message>
    <message>
        <source>gates</source>
        <translation>Gate</translation>
    </message>
    <message>
        <source>mutexes</source>
        <translation>Mutex</translation>
    </message>
    <message>
        <source>rw mutexes</source>
        <translation>RWMutex</translation>
    </message>
    <message>
        <source>onces</source>
        <translation>Once</translation>
    </message>
    <message>
        <source>wait groups</source>
        <translation>WaitGroup</translation>
    </message>
    <message>
        <source>jobs</source>
        <translation>Job</translation>
    </message>
    <message numerus="yes">
        <source>%n new deadlocks</source>
        <comment>a new deadlock</comment>
        <translation>
            <numerusform>لا جمود جديدًا</numerusform>
            <numerusform>جمود جديد</numerusform>
            <numerusform>جمودان جديدان</numerusform>
            <numerusform>%n حالات جمود جديدة</numerusform>
            <numerusform>%n حالة جمود جديدة</numerusform>
            <numerusform>%n حالة جمود جديدة</numerusform>
        </translation>
    </message>
    <message>
        <source>the deadlock is resolved</source>
        <translation>انفكّ الجمود</translation>
    </message>
    <message numerus="yes">
        <source>%n deadlocks are resolved</source>
        <comment>a deadlock is resolved</comment>
        <translation>
            <numerusform>لم ينفكّ أي جمود</numerusform>
            <numerusform>انفكّ جمود</numerusform>
            <numerusform>انفكّ جمودان</numerusform>
            <numerusform>انفكّت %n حالات جمود</numerusform>
            <numerusform>انفكّت %n حالة جمود</numerusform>
            <numerusform>انفكّت %n حالة جمود</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 newly stuck</source>
        <translation>صار عالقًا: %1</translation>
    </message>
    <message>
        <source>%1 no longer stuck</source>
        <translation>لم يعد عالقًا: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n holders vanished</source>
        <comment>1 holder vanished</comment>
        <translation>
            <numerusform>لم يزُل أي حامل</numerusform>
            <numerusform>زال حامل واحد</numerusform>
            <numerusform>زال حاملان</numerusform>
            <numerusform>زال %n حاملين</numerusform>
            <numerusform>زال %n حاملًا</numerusform>
            <numerusform>زال %n حامل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n holders came back</source>
        <comment>1 holder came back</comment>
        <translation>
            <numerusform>لم يعد أي حامل</numerusform>
            <numerusform>عاد حامل واحد</numerusform>
            <numerusform>عاد حاملان</numerusform>
            <numerusform>عاد %n حاملين</numerusform>
            <numerusform>عاد %n حاملًا</numerusform>
            <numerusform>عاد %n حامل</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n leases changed hands</source>
        <comment>1 lease changed hands</comment>
        <translation>
            <numerusform>لم ينتقل أي Lease</numerusform>
            <numerusform>انتقل Lease واحد إلى حامل آخر</numerusform>
            <numerusform>انتقل Lease اثنان إلى حاملين آخرين</numerusform>
            <numerusform>انتقل %n من Leases إلى حاملين آخرين</numerusform>
            <numerusform>انتقل %n من Leases إلى حاملين آخرين</numerusform>
            <numerusform>انتقل %n من Leases إلى حاملين آخرين</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n leases taken</source>
        <comment>1 lease taken</comment>
        <translation>
            <numerusform>لم يُؤخذ أي Lease</numerusform>
            <numerusform>أُخذ Lease واحد</numerusform>
            <numerusform>أُخذ Lease اثنان</numerusform>
            <numerusform>أُخذ %n من Leases</numerusform>
            <numerusform>أُخذ %n من Leases</numerusform>
            <numerusform>أُخذ %n من Leases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n leases freed</source>
        <comment>1 lease freed</comment>
        <translation>
            <numerusform>لم يتحرر أي Lease</numerusform>
            <numerusform>تحرر Lease واحد</numerusform>
            <numerusform>تحرر Lease اثنان</numerusform>
            <numerusform>تحرر %n من Leases</numerusform>
            <numerusform>تحرر %n من Leases</numerusform>
            <numerusform>تحرر %n من Leases</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 now without a phase</source>
        <translation>صار بلا طور: %1</translation>
    </message>
    <message>
        <source>%1 now %2</source>
        <translation>%1 الآن %2</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>أُضيف: %1</translation>
    </message>
    <message>
        <source>%1 gone</source>
        <translation>زال: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n objects made anew under the same name</source>
        <comment>1 object made anew under the same name</comment>
        <translation>
            <numerusform>لم يُنشأ أي كائن من جديد بالاسم نفسه</numerusform>
            <numerusform>أُنشئ كائن واحد من جديد بالاسم نفسه</numerusform>
            <numerusform>أُنشئ كائنان من جديد بالاسم نفسه</numerusform>
            <numerusform>أُنشئت %n كائنات من جديد بأسمائها نفسها</numerusform>
            <numerusform>أُنشئ %n كائنًا من جديد بأسمائها نفسها</numerusform>
            <numerusform>أُنشئ %n كائن من جديد بأسمائها نفسها</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 no longer visible</source>
        <translation>لم يعد ظاهرًا: %1</translation>
    </message>
    <message>
        <source>%1 visible now</source>
        <translation>صار ظاهرًا: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n fields changed</source>
        <comment>1 field changed</comment>
        <translation>
            <numerusform>لم يتغير أي حقل</numerusform>
            <numerusform>تغير حقل واحد</numerusform>
            <numerusform>تغير حقلان</numerusform>
            <numerusform>تغيرت %n حقول</numerusform>
            <numerusform>تغير %n حقلًا</numerusform>
            <numerusform>تغير %n حقل</numerusform>
        </translation>
    </message>
    <message>
        <source>the operator is no longer at work</source>
        <translation>لم يعد المشغّل يعمل</translation>
    </message>
    <message>
        <source>the operator is at work again</source>
        <translation>عاد المشغّل إلى العمل</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Three places, two of them taken; others stand in line.</source>
        <translation>ثلاثة أماكن، اثنان منها مشغولان؛ وآخرون في الطابور.</translation>
    </message>
    <message>
        <source>A semaphore lets so many work at a time. Whoever works has a permit; who finds none left waits.</source>
        <translation>يسمح Semaphore لعدد محدد بالعمل معًا. من يعمل لديه تصريح؛ ومن لا يجد تصريحًا ينتظر.</translation>
    </message>
    <message>
        <source>The operator grants every permit that is asked for, also more than there are. Then it can no longer write the status, which stays as it was. A permit&apos;s TTL alone ends nothing: only an expiry time in its status does, and clients have to write that.</source>
        <translation>يمنح المشغّل كل تصريح يُطلب، وإن زاد على الموجود. عندها لا يستطيع كتابة الحالة فتبقى كما كانت. ومدة TTL للتصريح لا تُنهي شيئًا: لا ينهيه إلا وقت انتهاء في حالته، وعلى العملاء كتابته.</translation>
    </message>
    <message>
        <source>Release or expire a permit to make room, or raise the number of permits. A frozen status recovers by itself once no more are granted than there are.</source>
        <translation>حرّر تصريحًا أو أنهه لإفساح المجال، أو ارفع عدد التصاريح. تتعافى الحالة المجمّدة بنفسها حالما لا يزيد الممنوح على الموجود.</translation>
    </message>
    <message>
        <source>Three have come to the line, one is still on the way.</source>
        <translation>وصل ثلاثة إلى الخط، وواحد في الطريق.</translation>
    </message>
    <message>
        <source>A barrier lets nobody on until enough have arrived: as many as are expected, or the quorum where one is set.</source>
        <translation>لا يدع Barrier أحدًا يمضي حتى يصل ما يكفي: بعدد المتوقعين، أو النصاب حيث حُدّد.</translation>
    </message>
    <message>
        <source>Its time-out counts from its creation. Past it, no arrival opens the barrier any more. An arrival without an owner reference is not noticed until something else touches the barrier.</source>
        <translation>تُحسب مهلته من إنشائه. وبعدها لا وصول يفتحه. والوصول بلا مرجع مالك لا يُلاحظ حتى يلمس شيء آخر Barrier.</translation>
    </message>
    <message>
        <source>Arrive for those who are missing, lower what is expected, or raise the time-out; what is past its time-out is looked at again then.</source>
        <translation>صِل نيابة عن الغائبين، أو اخفض المتوقع، أو زد المهلة؛ فما انقضت مهلته يُنظر فيه مجددًا عندها.</translation>
    </message>
    <message>
        <source>One has the place for a time; three wait in their order.</source>
        <translation>لأحدهم المكان مدة؛ وثلاثة ينتظرون بترتيبهم.</translation>
    </message>
    <message>
        <source>A lease belongs to one holder at a time, for as long as its TTL. Others ask for it by requests; the highest priority gets it next, and among equal ones any of them.</source>
        <translation>ينتمي Lease إلى حامل واحد في كل وقت، مدة TTL الخاصة به. ويطلبه آخرون بطلبات؛ والأعلى أولوية يحصل عليه تاليًا، ومن المتساوين أيٌّ منهم.</translation>
    </message>
    <message>
        <source>Without a TTL a lease stays with its holder for ever, also when the holder is gone. A request that was granted before and still exists competes again: a dead holder may win anew.</source>
        <translation>بلا TTL يبقى Lease مع حامله إلى الأبد، وإن زال الحامل. والطلب الذي مُنح من قبل وما زال قائمًا ينافس مجددًا: قد يفوز حامل ميت من جديد.</translation>
    </message>
    <message>
        <source>Release it, expire it, or hand it to somebody who waits. Each of these first takes away the old holder&apos;s request, which would win again.</source>
        <translation>حرّره أو أنهه أو سلّمه إلى منتظر. كل من هذه ينزع أولًا طلب الحامل القديم، الذي كان سيفوز مجددًا.</translation>
    </message>
    <message>
        <source>Two conditions are met and one is not: the way stays shut.</source>
        <translation>تحقق شرطان ولم يتحقق واحد: يبقى الطريق مغلقًا.</translation>
    </message>
    <message>
        <source>A gate opens when all of its conditions hold at once: jobs that are complete, semaphores with enough permits left, barriers that are open, leases that are available.</source>
        <translation>يُفتح Gate حين تتحقق كل شروطه معًا: مهام مكتملة، وSemaphores فيها تصاريح كافية، وBarriers مفتوحة، وLeases متاحة.</translation>
    </message>
    <message>
        <source>Other kinds of condition are accepted and can never be met. What a gate depends on does not wake it: it looks again by its own timer. An opened gate shuts again when a condition no longer holds.</source>
        <translation>أنواع الشروط الأخرى تُقبل ولا يمكن أن تتحقق. وما يعتمد عليه Gate لا يوقظه: ينظر مجددًا بمؤقّته. وGate المفتوح يُغلق مجددًا حين لا يتحقق شرط.</translation>
    </message>
    <message>
        <source>A phase written by hand is undone at once. Make the conditions true, or change them; then have the operator look again.</source>
        <translation>الطور المكتوب يدويًا يُلغى فورًا. حقّق الشروط أو غيّرها؛ ثم اجعل المشغّل ينظر مجددًا.</translation>
    </message>
    <message>
        <source>One has the place; two wait.</source>
        <translation>لأحدهم المكان؛ واثنان ينتظران.</translation>
    </message>
    <message>
        <source>A mutex is held by one at a time. Clients take it by writing themselves into its status; the operator only ends what has expired.</source>
        <translation>يحمل Mutex واحد في كل وقت. يأخذه العملاء بكتابة أنفسهم في حالته؛ ولا ينهي المشغّل إلا ما انتهى وقته.</translation>
    </message>
    <message>
        <source>Its expiry time comes from the clock of whoever took it and is judged by the operator&apos;s. Without one, a holder that dies keeps the mutex.</source>
        <translation>يأتي وقت انتهائه من ساعة من أخذه ويُحكم عليه بساعة المشغّل. وبدونه يحتفظ الحامل الذي يموت بـ Mutex.</translation>
    </message>
    <message>
        <source>Release or expire it. Nobody who waits is told an order: whoever asks first has it.</source>
        <translation>حرّره أو أنهه. لا ترتيب للمنتظرين: من يطلب أولًا فهو له.</translation>
    </message>
    <message>
        <source>Three read at a time; the place of the one who writes is empty.</source>
        <translation>ثلاثة يقرؤون معًا؛ ومكان الكاتب خالٍ.</translation>
    </message>
    <message>
        <source>A read-write mutex is held by many who read or by one who writes, never by both.</source>
        <translation>يحمل RWMutex كثيرون يقرؤون أو واحد يكتب، ولا يجتمعان.</translation>
    </message>
    <message>
        <source>One reader that never lets go keeps every writer out. All readers share one expiry time, the latest that was written.</source>
        <translation>قارئ واحد لا يتخلى يمنع كل كاتب. ويشترك القرّاء في وقت انتهاء واحد، هو آخر ما كُتب.</translation>
    </message>
    <message>
        <source>Release a single reader, or the writer; expire the lock to end all of it.</source>
        <translation>حرّر قارئًا واحدًا أو الكاتب؛ أو أنهِ القفل لإنهائه كله.</translation>
    </message>
    <message>
        <source>The first one does it; for the others it is done.</source>
        <translation>يفعله الأول؛ وهو للآخرين منجز.</translation>
    </message>
    <message>
        <source>A once is done by the first who comes and by nobody else afterwards.</source>
        <translation>يُنجز Once أول من يأتي ولا أحد بعده.</translation>
    </message>
    <message>
        <source>It stays done until it is reset. One whose TTL has passed is deleted only when something touches it.</source>
        <translation>يبقى منجزًا حتى يُعاد ضبطه. وما انقضى TTL الخاص به لا يُحذف إلا حين يلمسه شيء.</translation>
    </message>
    <message>
        <source>Reset it to have the work done again, or touch it to have an expired one collected.</source>
        <translation>أعد ضبطه ليُنجز العمل مجددًا، أو المسه ليُجمع المنتهي.</translation>
    </message>
    <message>
        <source>Four tasks, two of them done; the way opens when none is left.</source>
        <translation>أربع مهام، أُنجزت اثنتان؛ يُفتح الطريق حين لا يبقى شيء.</translation>
    </message>
    <message>
        <source>A wait group counts open tasks. Who waits for it goes on when none is left.</source>
        <translation>يعدّ WaitGroup المهام المفتوحة. ومن ينتظره يمضي حين لا يبقى شيء.</translation>
    </message>
    <message>
        <source>A task that dies without saying that it is done leaves the counter too high for ever. Its TTL ends nothing.</source>
        <translation>المهمة التي تموت دون أن تقول إنها أُنجزت تترك العدّاد مرتفعًا إلى الأبد. ومدة TTL لا تُنهي شيئًا.</translation>
    </message>
    <message>
        <source>Say done for whoever cannot any more, or set the counter.</source>
        <translation>عُدّ منجزًا عمّن لم يعد يستطيع، أو اضبط العدّاد.</translation>
    </message>
    <message>
        <source>Everybody who holds or waits for something, a row for each hold, over all kinds.</source>
        <translation>كل من يحمل شيئًا أو ينتظره، صف لكل حجز، عبر كل الأنواع.</translation>
    </message>
    <message>
        <source>A holder is only a name that a client gave. Where it is the name of a pod, a node or a job, that is looked up: a holder that is gone cannot let go by itself.</source>
        <translation>الحامل مجرد اسم أعطاه عميل. وحيث يكون اسم Pod أو عقدة أو مهمة يُبحث عنه: الحامل الذي زال لا يستطيع التخلي بنفسه.</translation>
    </message>
    <message>
        <source>Select a row to see everything the same name holds, and to free all of it at once.</source>
        <translation>اختر صفًا لترى كل ما يحمله الاسم نفسه، ولتحرّره كله دفعة واحدة.</translation>
    </message>
    <message>
        <source>What is wrong, the worst first. Each finding says what it is seen by, what will follow if nobody acts, and what mends it.</source>
        <translation>ما الخلل، والأسوأ أولًا. تقول كل مشكلة بِمَ تُرى، وما يتبع إن لم يتصرف أحد، وما يصلحها.</translation>
    </message>
    <message>
        <source>“Mend” shows the exact calls and what they will cause before anything is written. Several findings can be selected and mended together.</source>
        <translation>«إصلاح» يُظهر الاستدعاءات بدقة وما تسببه قبل كتابة شيء. ويمكن اختيار عدة مشكلات وإصلاحها معًا.</translation>
    </message>
    <message>
        <source>What depends on pods is claimed only while their list is current.</source>
        <translation>ما يعتمد على الـ Pods لا يُدّعى إلا ما دامت قائمتها حديثة.</translation>
    </message>
    <message>
        <source>What happened since this window was opened: who got what, what opened, what failed. Kubernetes keeps no events of these objects, so what was before is not known.</source>
        <translation>ما حدث منذ فتح هذه النافذة: من حصل على ماذا، وما فُتح، وما فشل. لا يحتفظ Kubernetes بأحداث لهذه الكائنات، فما كان قبلها غير معروف.</translation>
    </message>
    <message>
        <source>What was done from here is kept longer, in the journal: konductor-inspect journal shows and checks it.</source>
        <translation>ما فُعل من هنا يُحفظ مدة أطول، في السجل: يُظهره ويفحصه konductor-inspect journal.</translation>
    </message>
    <message>
        <source>Who waits for whom, as boxes and arrows. At the end of every chain stands the one that has to move first; boxes that wait for each other in a ring are a deadlock.</source>
        <translation>من ينتظر من، مربعات وأسهمًا. في نهاية كل سلسلة من عليه أن يتحرك أولًا؛ والمربعات التي ينتظر بعضها بعضًا في حلقة جمود.</translation>
    </message>
    <message>
        <source>Select a box to see its way to the end. The same is there as a tree, which can be read aloud.</source>
        <translation>اختر مربعًا لترى طريقه إلى النهاية. والشيء نفسه موجود كشجرة يمكن قراءتها جهرًا.</translation>
    </message>
    <message>
        <source>Dashed arrows are inferred, from names or from what a pod runs.</source>
        <translation>الأسهم المتقطعة مستنتجة، من الأسماء أو مما يشغّله Pod.</translation>
    </message>
    <message>
        <source>Whether anything is wrong, who blocks most, what expires next and what has changed, of the whole cluster.</source>
        <translation>هل من خلل، ومن الأكثر تعطيلًا، وما ينتهي تاليًا، وما تغيّر، في العنقود كله.</translation>
    </message>
    <message>
        <source>Every name is a link. Start at “Who blocks most”: what stands first there holds up most others.</source>
        <translation>كل اسم رابط. ابدأ من «الأكثر تعطيلًا لغيره»: ما في أوله يعطّل أكثر من غيره.</translation>
    </message>
    <message>
        <source>The charts begin when the window is opened; nothing is known of the time before.</source>
        <translation>تبدأ المخططات حين تُفتح النافذة؛ ولا يُعرف شيء عمّا قبلها.</translation>
    </message>
</context>
<context>
    <name>Insight</name>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>%1 of %2 have arrived.</source>
        <translation>وصل %1 من %2.</translation>
    </message>
    <message>
        <source>Raise or remove the time-out of {1}; the operator then counts again.</source>
        <translation>زد مهلة {1} أو أزلها؛ يعدّ المشغّل عندها مجددًا.</translation>
    </message>
    <message>
        <source>{1} timed out with %1 of %2.</source>
        <translation>انقضت مهلة {1} وقد وصل %1 من %2.</translation>
    </message>
    <message>
        <source>Its time-out passed {1} ago.</source>
        <translation>انقضت مهلته قبل {1}.</translation>
    </message>
    <message>
        <source>No further arrival can open it.</source>
        <translation>لا وصول آخر يستطيع فتحه.</translation>
    </message>
    <message>
        <source>{1} waits {2} past its time-out.</source>
        <translation>{1} ينتظر منذ {2} بعد انقضاء مهلته.</translation>
    </message>
    <message>
        <source>Past the time-out the operator opens it no more, however many arrive.</source>
        <translation>بعد المهلة لا يفتحه المشغّل أبدًا، مهما كثر الواصلون.</translation>
    </message>
    <message>
        <source>{1} needs a quorum of %1 out of %2 expected.</source>
        <translation>يحتاج {1} نصابًا من %1 والمتوقعون %2.</translation>
    </message>
    <message>
        <source>The quorum, where there is one, is what the operator counts up to.</source>
        <translation>حيث يوجد نصاب يعدّ المشغّل حتى يبلغه.</translation>
    </message>
    <message>
        <source>If only the expected ones arrive, it never opens.</source>
        <translation>إن وصل المتوقعون وحدهم فلن يُفتح أبدًا.</translation>
    </message>
    <message>
        <source>Lower the quorum of {1} to %1 or less.</source>
        <translation>اخفض نصاب {1} إلى %1 أو أقل.</translation>
    </message>
    <message>
        <source>{1} expects %1, and %2 have arrived.</source>
        <translation>المتوقع في {1}: %1، وقد وصل %2.</translation>
    </message>
    <message>
        <source>Every labelled arrival counts, those of an earlier round too.</source>
        <translation>كل وصول يحمل الوسم يُحسب، وما كان من جولة سابقة أيضًا.</translation>
    </message>
    <message>
        <source>It opens or stays open although somebody may be missing.</source>
        <translation>يُفتح أو يبقى مفتوحًا وقد يكون أحدهم غائبًا.</translation>
    </message>
    <message>
        <source>Set expected to what is right, or delete the arrivals that are left over.</source>
        <translation>اضبط expected على الصحيح، أو احذف ما بقي من وصولات.</translation>
    </message>
    <message>
        <source>{1} has arrived %1 times at {2}.</source>
        <translation>وصل {1} إلى {2} مرات عددها %1.</translation>
    </message>
    <message>
        <source>The operator counts arrivals, not holders.</source>
        <translation>يعدّ المشغّل الوصولات لا الحاملين.</translation>
    </message>
    <message>
        <source>It opens before everybody has come.</source>
        <translation>يُفتح قبل أن يأتي الجميع.</translation>
    </message>
    <message>
        <source>Delete all arrivals of {1} but one.</source>
        <translation>احذف كل وصولات {1} إلا واحدًا.</translation>
    </message>
    <message>
        <source>{1} does not count for {2}: its label is missing or names another.</source>
        <translation>لا يُحسب {1} لـ {2}: وسمه مفقود أو يسمّي غيره.</translation>
    </message>
    <message>
        <source>Its spec names {1}; its label {2} is {3}.</source>
        <translation>مواصفته تسمّي {1}؛ ووسمه {2} هو {3}.</translation>
    </message>
    <message>
        <source>Its spec names {1}; its label {2} is absent.</source>
        <translation>مواصفته تسمّي {1}؛ ووسمه {2} غائب.</translation>
    </message>
    <message>
        <source>The operator lists by label, so it never sees it there.</source>
        <translation>يسرد المشغّل بالوسم، فلا يراه هناك أبدًا.</translation>
    </message>
    <message>
        <source>Set the label {1} to {2}.</source>
        <translation>اضبط الوسم {1} على {2}.</translation>
    </message>
    <message>
        <source>{1} belongs to another object than {2}.</source>
        <translation>ينتمي {1} إلى كائن غير {2}.</translation>
    </message>
    <message>
        <source>{1} has no controller owner reference to {2}.</source>
        <translation>ليس لـ {1} مرجع مالك متحكّم إلى {2}.</translation>
    </message>
    <message>
        <source>It is of {1}.</source>
        <translation>إنه لـ {1}.</translation>
    </message>
    <message>
        <source>The operator does not count it until something touches {1}.</source>
        <translation>لا يعدّه المشغّل حتى يلمس شيء {1}.</translation>
    </message>
    <message>
        <source>The operator notices it late, and it stays when {1} is deleted.</source>
        <translation>يلاحظه المشغّل متأخرًا، ويبقى إذا حُذف {1}.</translation>
    </message>
    <message>
        <source>Touch {1}.</source>
        <translation>المس {1}.</translation>
    </message>
    <message>
        <source>Add the owner reference.</source>
        <translation>أضف مرجع المالك.</translation>
    </message>
    <message>
        <source>{1} is for {2}, which does not exist.</source>
        <translation>{1} لـ {2}، وهو غير موجود.</translation>
    </message>
    <message>
        <source>Nothing will come of it; if the name comes back, it counts at once.</source>
        <translation>لن ينتج عنه شيء؛ وإن عاد الاسم يُحسب فورًا.</translation>
    </message>
    <message>
        <source>Delete {1}, or create {2}.</source>
        <translation>احذف {1}، أو أنشئ {2}.</translation>
    </message>
    <message>
        <source>{1} reads {2}.</source>
        <translation>{1} يقرأ {2}.</translation>
    </message>
    <message>
        <source>{1} writes {2}.</source>
        <translation>{1} يكتب {2}.</translation>
    </message>
    <message>
        <source>{1} holds {2}.</source>
        <translation>{1} يحمل {2}.</translation>
    </message>
    <message>
        <source>{1} no longer reads {2}.</source>
        <translation>{1} لم يعد يقرأ {2}.</translation>
    </message>
    <message>
        <source>{1} no longer writes {2}.</source>
        <translation>{1} لم يعد يكتب {2}.</translation>
    </message>
    <message>
        <source>{1} no longer holds {2}.</source>
        <translation>{1} لم يعد يحمل {2}.</translation>
    </message>
    <message>
        <source>{1} passed from {2} to {3}.</source>
        <translation>انتقل {1} من {2} إلى {3}.</translation>
    </message>
    <message>
        <source>{1} has a permit of {2}.</source>
        <translation>لدى {1} تصريح من {2}.</translation>
    </message>
    <message>
        <source>{1} no longer has a permit of {2}.</source>
        <translation>لم يعد لدى {1} تصريح من {2}.</translation>
    </message>
    <message>
        <source>{1} arrived at {2}.</source>
        <translation>وصل {1} إلى {2}.</translation>
    </message>
    <message>
        <source>{1} is no longer at {2}.</source>
        <translation>لم يعد {1} عند {2}.</translation>
    </message>
    <message>
        <source>{1} asks for {2}.</source>
        <translation>{1} يطلب {2}.</translation>
    </message>
    <message>
        <source>{1} no longer asks for {2}.</source>
        <translation>{1} لم يعد يطلب {2}.</translation>
    </message>
    <message>
        <source>{1} was created.</source>
        <translation>أُنشئ {1}.</translation>
    </message>
    <message>
        <source>{1} was deleted.</source>
        <translation>حُذف {1}.</translation>
    </message>
    <message>
        <source>{1} was changed by somebody.</source>
        <translation>غيّر أحدهم {1}.</translation>
    </message>
    <message>
        <source>{1} is {2} now.</source>
        <translation>صار {1} الآن {2}.</translation>
    </message>
    <message>
        <source>without a phase</source>
        <translation>بلا طور</translation>
    </message>
    <message>
        <source>{1}, which does not exist</source>
        <translation>{1}، وهو غير موجود</translation>
    </message>
    <message>
        <source>{1} (%1 of %2)</source>
        <translation>{1} (%1 من %2)</translation>
    </message>
    <message>
        <source>{1} (%1 available)</source>
        <translation>{1} (%1 متاح)</translation>
    </message>
    <message>
        <source>{1} is no condition that the operator evaluates (type {2}, state {3}), so it is never met.</source>
        <translation>{1} شرط لا يقيّمه المشغّل (النوع {2}، الحالة {3})، فلا يتحقق أبدًا.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>{1} is asked for without a value, so the condition is never met.</source>
        <translation>يُطلب {1} بلا قيمة، فلا يتحقق الشرط أبدًا.</translation>
    </message>
    <message>
        <source>{1} has failed, so the condition is not met any more.</source>
        <translation>فشل {1}، فلم يعد الشرط متحققًا.</translation>
    </message>
    <message>
        <source>{1} is open; it opened {2} ago.</source>
        <translation>{1} مفتوح؛ فُتح قبل {2}.</translation>
    </message>
    <message>
        <source>{1} is open.</source>
        <translation>{1} مفتوح.</translation>
    </message>
    <message>
        <source>{1} has timed out; all its conditions hold now, but nobody looks at it until it is touched.</source>
        <translation>انقضت مهلة {1}؛ كل شروطه متحققة الآن، لكن لا أحد ينظر فيه حتى يُلمس.</translation>
    </message>
    <message>
        <source>{1} has all its conditions met and opens when the operator looks, within 30 s.</source>
        <translation>تحققت كل شروط {1} ويُفتح حين ينظر المشغّل، خلال 30 ث.</translation>
    </message>
    <message>
        <source>{1} has timed out waiting for {2}.</source>
        <translation>انقضت مهلة {1} وهو ينتظر {2}.</translation>
    </message>
    <message>
        <source>{1} waits for {2}; it times out in {3}.</source>
        <translation>{1} ينتظر {2}؛ تنقضي مهلته خلال {3}.</translation>
    </message>
    <message>
        <source>{1} waits for {2}.</source>
        <translation>{1} ينتظر {2}.</translation>
    </message>
    <message>
        <source>Next is {1} (priority %1).</source>
        <translation>التالي {1} (الأولوية %1).</translation>
    </message>
    <message>
        <source>Next is one of {1} (all of priority %1: the operator takes any).</source>
        <translation>التالي أحد {1} (كلهم بأولوية %1: يأخذ المشغّل أيًّا منهم).</translation>
    </message>
    <message>
        <source>The request of {1} ranks first, so it wins again when it expires.</source>
        <translation>طلب {1} في المقدمة، فيفوز مجددًا حين ينتهي الحجز.</translation>
    </message>
    <message>
        <source>The request of {1} has the same priority, so it may win again.</source>
        <translation>لطلب {1} الأولوية نفسها، فقد يفوز مجددًا.</translation>
    </message>
    <message>
        <source>Missing at {1}, by name: {2}.</source>
        <translation>الغائبون عند {1}، بالاسم: {2}.</translation>
    </message>
    <message>
        <source>Missing at {1}, by name %1 of {2}.</source>
        <translation>الغائبون عند {1}، بالاسم %1 من {2}.</translation>
    </message>
    <message>
        <source>{1} and %1 more</source>
        <translation>{1} و%1 غيرهم</translation>
    </message>
    <message>
        <source>{1} and {2}</source>
        <translation>{1} و{2}</translation>
    </message>
    <message>
        <source>{1} is {2}; it expired {3} ago, and the operator has not freed it.</source>
        <translation>{1} {2}؛ انتهى قبل {3}، ولم يحرّره المشغّل.</translation>
    </message>
    <message>
        <source>{1} is {2}; it expires in {3}.</source>
        <translation>{1} {2}؛ ينتهي خلال {3}.</translation>
    </message>
    <message numerus="yes">
        <source>%n permits of {1}</source>
        <comment>1 permit of {1}</comment>
        <translation>
            <numerusform>لا تصاريح من {1}</numerusform>
            <numerusform>تصريح واحد من {1}</numerusform>
            <numerusform>تصريحان من {1}</numerusform>
            <numerusform>%n تصاريح من {1}</numerusform>
            <numerusform>%n تصريحًا من {1}</numerusform>
            <numerusform>%n تصريح من {1}</numerusform>
        </translation>
    </message>
    <message>
        <source>{1} is open (%1 of %2 have arrived).</source>
        <translation>{1} مفتوح (وصل %1 من %2).</translation>
    </message>
    <message>
        <source>{1} has timed out (%1 of %2 have arrived); no arrival can open it.</source>
        <translation>انقضت مهلة {1} (وصل %1 من %2)؛ لا وصول يستطيع فتحه.</translation>
    </message>
    <message>
        <source>{1} waits (%1 of %2 have arrived).</source>
        <translation>{1} ينتظر (وصل %1 من %2).</translation>
    </message>
    <message>
        <source>{1} is free.</source>
        <translation>{1} متاح.</translation>
    </message>
    <message>
        <source>{1} is free; the operator grants it when it next looks.</source>
        <translation>{1} متاح؛ يمنحه المشغّل في نظرته التالية.</translation>
    </message>
    <message>
        <source>{1} is {2}; no expiry was set, so it will never expire.</source>
        <translation>{1} {2}؛ لم يُحدَّد له انتهاء، فلن ينتهي أبدًا.</translation>
    </message>
    <message>
        <source>{1} is {2}; it has no TTL, so it will never expire.</source>
        <translation>{1} {2}؛ ليس له TTL، فلن ينتهي أبدًا.</translation>
    </message>
    <message>
        <source>read-locked by {1}</source>
        <translation>مقفل للقراءة لدى {1}</translation>
    </message>
    <message>
        <source>write-locked by {1}</source>
        <translation>مقفل للكتابة لدى {1}</translation>
    </message>
    <message>
        <source>locked by {1}</source>
        <translation>مقفل لدى {1}</translation>
    </message>
    <message>
        <source>read-locked for {1} by {2}</source>
        <translation>مقفل للقراءة منذ {1} لدى {2}</translation>
    </message>
    <message>
        <source>write-locked for {1} by {2}</source>
        <translation>مقفل للكتابة منذ {1} لدى {2}</translation>
    </message>
    <message>
        <source>locked for {1} by {2}</source>
        <translation>مقفل منذ {1} لدى {2}</translation>
    </message>
    <message>
        <source>{1} is {2}; it never expires.</source>
        <translation>{1} {2}؛ لا ينتهي أبدًا.</translation>
    </message>
    <message>
        <source>{1} has not been executed.</source>
        <translation>لم يُنفَّذ {1}.</translation>
    </message>
    <message>
        <source>{1} was executed {2} ago.</source>
        <translation>نُفّذ {1} قبل {2}.</translation>
    </message>
    <message>
        <source>{1} was executed.</source>
        <translation>نُفّذ {1}.</translation>
    </message>
    <message>
        <source>{1} was executed by {2} {3} ago.</source>
        <translation>{1}: نفّذه {2} قبل {3}.</translation>
    </message>
    <message>
        <source>{1} was executed by {2}.</source>
        <translation>{1}: نفّذه {2}.</translation>
    </message>
    <message>
        <source>{1} of {2}</source>
        <translation>{1} لـ {2}</translation>
    </message>
    <message>
        <source>{1} has been granted {2}.</source>
        <translation>حصل {1} على {2}.</translation>
    </message>
    <message>
        <source>{1} was granted before and still competes for {2}.</source>
        <translation>مُنح {1} من قبل وما زال ينافس على {2}.</translation>
    </message>
    <message>
        <source>{1} is number %1 of %2 for {2} (priority %3, tied).</source>
        <translation>{1} رقم %1 من %2 على {2} (الأولوية %3، بالتساوي).</translation>
    </message>
    <message>
        <source>{1} is number %1 of %2 for {2} (priority %3).</source>
        <translation>{1} رقم %1 من %2 على {2} (الأولوية %3).</translation>
    </message>
    <message>
        <source>{1} does not count for {2}: its label does not name it.</source>
        <translation>لا يُحسب {1} لـ {2}: وسمه لا يسمّيه.</translation>
    </message>
    <message>
        <source>The job {1} was deleted</source>
        <translation>حُذفت المهمة {1}</translation>
    </message>
    <message>
        <source>The job {1} has finished</source>
        <translation>انتهت المهمة {1}</translation>
    </message>
    <message>
        <source>The pod of {1} was deleted</source>
        <translation>حُذف Pod {1}</translation>
    </message>
    <message>
        <source>The pod of {1} has finished</source>
        <translation>انتهى Pod {1}</translation>
    </message>
    <message>
        <source>The pod of {1} is restarting.</source>
        <translation>يعيد Pod {1} التشغيل.</translation>
    </message>
    <message>
        <source>More than one thing is called {1}.</source>
        <translation>أكثر من شيء واحد يُسمّى {1}.</translation>
    </message>
    <message>
        <source>There is no pod {1}.</source>
        <translation>لا يوجد Pod باسم {1}.</translation>
    </message>
    <message>
        <source>{1}, {2} ago.</source>
        <translation>{1}، قبل {2}.</translation>
    </message>
    <message>
        <source>Whether {1} still lives is unknown: the list of pods is stale.</source>
        <translation>لا يُعرف هل {1} حيّ: قائمة الـ Pods قديمة.</translation>
    </message>
    <message>
        <source>Whether {1} still lives is unknown: pods may not be listed.</source>
        <translation>لا يُعرف هل {1} حيّ: لا يحقّ سرد الـ Pods.</translation>
    </message>
    <message>
        <source>{1} has %1 of %2 permits granted; its status is frozen at %3 in use.</source>
        <translation>{1}: مُنح %1 من %2 تصاريح؛ وحالته مجمّدة عند %3 قيد الاستخدام.</translation>
    </message>
    <message>
        <source>{1} has %1 of %2 permits granted.</source>
        <translation>{1}: مُنح %1 من %2 تصاريح.</translation>
    </message>
    <message>
        <source>They are with {1}.</source>
        <translation>إنها لدى {1}.</translation>
    </message>
    <message>
        <source>{1} waits for %1 more.</source>
        <translation>{1} ينتظر: بقي %1.</translation>
    </message>
    <message>
        <source>{1} is done.</source>
        <translation>أُنجز {1}.</translation>
    </message>
    <message>
        <source>{1} is of {2}.</source>
        <translation>{1} لـ {2}.</translation>
    </message>
    <message>
        <source>{1} is of {2}; it never expires.</source>
        <translation>{1} لـ {2}؛ لا ينتهي أبدًا.</translation>
    </message>
    <message>
        <source>{1} is of {2}; it expired {3} ago and no longer counts.</source>
        <translation>{1} لـ {2}؛ انتهى قبل {3} ولم يعد يُحسب.</translation>
    </message>
    <message>
        <source>{1} is of {2}; it expires in {3}.</source>
        <translation>{1} لـ {2}؛ ينتهي خلال {3}.</translation>
    </message>
    <message>
        <source>{1} has waited {2} for {3}.</source>
        <translation>{1} ينتظر {3} منذ {2}.</translation>
    </message>
    <message>
        <source>{1} has arrived and waits at {2}.</source>
        <translation>وصل {1} وينتظر عند {2}.</translation>
    </message>
    <message>
        <source>{1}, by what its container runs, waits for {2}.</source>
        <translation>{1}، بحسب ما تشغّله حاويته، ينتظر {2}.</translation>
    </message>
    <message>
        <source>{1} does not exist.</source>
        <translation>لا وجود لـ {1}.</translation>
    </message>
    <message>
        <source>The chain goes on.</source>
        <translation>تستمر السلسلة.</translation>
    </message>
    <message>
        <source>That seems to be a deadlock of {1}; it can dissolve in {2}.</source>
        <translation>يبدو هذا جمودًا بين {1}؛ قد ينحلّ خلال {2}.</translation>
    </message>
    <message>
        <source>That is a deadlock of {1}; it can dissolve in {2}.</source>
        <translation>هذا جمود بين {1}؛ قد ينحلّ خلال {2}.</translation>
    </message>
    <message>
        <source>That seems to be a deadlock of {1}.</source>
        <translation>يبدو هذا جمودًا بين {1}.</translation>
    </message>
    <message>
        <source>That is a deadlock of {1}.</source>
        <translation>هذا جمود بين {1}.</translation>
    </message>
    <message>
        <source>{1} waits because of {2}.</source>
        <translation>{1} ينتظر بسبب {2}.</translation>
    </message>
    <message>
        <source>{1} wait because of {2}.</source>
        <translation>{1} ينتظرون بسبب {2}.</translation>
    </message>
    <message>
        <source>{1} for {2}</source>
        <translation>{1} منذ {2}</translation>
    </message>
    <message>
        <source>{1} holds nothing.</source>
        <translation>لا يحمل {1} شيئًا.</translation>
    </message>
    <message>
        <source>{1} is held by {2}</source>
        <translation>{1} محجوز لدى {2}</translation>
    </message>
    <message>
        <source>{1} lacks {2}</source>
        <translation>{1} ينقصه {2}</translation>
    </message>
    <message>
        <source>{1} runs in {2}</source>
        <translation>يعمل {1} في {2}</translation>
    </message>
    <message>
        <source>{1} has arrived at {2}</source>
        <translation>وصل {1} إلى {2}</translation>
    </message>
    <message>
        <source>{1} waits for {2}</source>
        <translation>{1} ينتظر {2}</translation>
    </message>
    <message>
        <source>{1}, by its name or habit.</source>
        <translation>{1}، بحسب الاسم أو العادة.</translation>
    </message>
    <message>
        <source>These seem to wait for each other: {1}.</source>
        <translation>يبدو أن هؤلاء ينتظر بعضهم بعضًا: {1}.</translation>
    </message>
    <message>
        <source>These wait for each other: {1}.</source>
        <translation>هؤلاء ينتظر بعضهم بعضًا: {1}.</translation>
    </message>
    <message>
        <source>It can dissolve in {1}, when a hold ends.</source>
        <translation>قد ينحلّ خلال {1}، حين ينتهي حجز.</translation>
    </message>
    <message>
        <source>None of them gets on by itself, and no expiry takes a hold from its holder for good.</source>
        <translation>لا يتقدم أحد منهم بنفسه، ولا انتهاء ينزع من حاملٍ حجزه نهائيًا.</translation>
    </message>
    <message>
        <source>The server has no {1}.</source>
        <translation>ليس لدى الخادم {1}.</translation>
    </message>
    <message>
        <source>The CRD %1.%2 is missing.</source>
        <translation>تعريف CRD %1.%2 مفقود.</translation>
    </message>
    <message>
        <source>Nobody can use this kind, and the operator may not start.</source>
        <translation>لا أحد يستطيع استخدام هذا النوع، وقد لا يبدأ المشغّل.</translation>
    </message>
    <message>
        <source>Install the CRD; a real server rejects upstream&apos;s for four kinds.</source>
        <translation>ثبّت CRD؛ الخادم الحقيقي يرفض ما ينشره المشروع لأربعة أنواع.</translation>
    </message>
    <message>
        <source>The server&apos;s clock is %1 ahead of this machine&apos;s.</source>
        <translation>ساعة الخادم متقدمة بـ %1 عن هذا الجهاز.</translation>
    </message>
    <message>
        <source>The server&apos;s clock is %1 behind this machine&apos;s.</source>
        <translation>ساعة الخادم متأخرة بـ %1 عن هذا الجهاز.</translation>
    </message>
    <message>
        <source>Clients that write expiry times from a clock like this one end or keep holds at the wrong time; the console counts in the server&apos;s time.</source>
        <translation>العملاء الذين يكتبون أوقات الانتهاء من ساعة كهذه يُنهون الحجوز أو يُبقونها في غير وقتها؛ وتحسب هذه النافذة بوقت الخادم.</translation>
    </message>
    <message>
        <source>Set the clock of this machine, or of the server.</source>
        <translation>اضبط ساعة هذا الجهاز أو الخادم.</translation>
    </message>
    <message>
        <source>The operator evaluates no condition of type {1} with state {2}.</source>
        <translation>لا يقيّم المشغّل شرطًا من النوع {1} بحالة {2}.</translation>
    </message>
    <message>
        <source>A semaphore condition needs a value, and this one has none.</source>
        <translation>شرط Semaphore يحتاج قيمة، وهذا بلا قيمة.</translation>
    </message>
    <message>
        <source>The job has failed.</source>
        <translation>فشلت المهمة.</translation>
    </message>
    <message>
        <source>The barrier has timed out.</source>
        <translation>انقضت مهلة Barrier.</translation>
    </message>
    <message>
        <source>{1} can never open: {2} cannot be met.</source>
        <translation>لا يمكن أن يُفتح {1} أبدًا: لا يمكن تحقيق {2}.</translation>
    </message>
    <message>
        <source>The operator says: {1}.</source>
        <translation>يقول المشغّل: {1}.</translation>
    </message>
    <message>
        <source>Whoever waits for the gate waits for ever.</source>
        <translation>من ينتظر Gate ينتظر إلى الأبد.</translation>
    </message>
    <message>
        <source>Change or remove the condition of {1}; a patched phase would be undone.</source>
        <translation>غيّر شرط {1} أو أزله؛ الطور المعدَّل يدويًا يُلغى.</translation>
    </message>
    <message>
        <source>{1} waits for {2}, which does not exist.</source>
        <translation>{1} ينتظر {2}، وهو غير موجود.</translation>
    </message>
    <message>
        <source>The gate is {1} old.</source>
        <translation>عمر هذا الـ Gate هو {1}.</translation>
    </message>
    <message>
        <source>It cannot open before somebody creates it.</source>
        <translation>لا يمكن أن يُفتح قبل أن ينشئه أحدهم.</translation>
    </message>
    <message>
        <source>Create {1}, or correct the name in the gate.</source>
        <translation>أنشئ {1}، أو صحّح الاسم في Gate.</translation>
    </message>
    <message>
        <source>{1} has failed, but all its conditions hold now.</source>
        <translation>فشل {1}، لكن كل شروطه متحققة الآن.</translation>
    </message>
    <message>
        <source>%1 of %1 conditions are met.</source>
        <translation>تحقق %1 من %1 من الشروط.</translation>
    </message>
    <message>
        <source>A failed gate has no timer: nobody looks at it again.</source>
        <translation>‏Gate الفاشل بلا مؤقّت: لا أحد ينظر فيه مجددًا.</translation>
    </message>
    <message>
        <source>Touch {1}: it then opens.</source>
        <translation>المس {1}: عندها يُفتح.</translation>
    </message>
    <message>
        <source>{1} timed out; {2} is not met.</source>
        <translation>انقضت مهلة {1}؛ {2} غير متحقق.</translation>
    </message>
    <message>
        <source>Even when its conditions hold, it opens only if something touches it.</source>
        <translation>حتى إن تحققت شروطه لا يُفتح إلا إذا لمسه شيء.</translation>
    </message>
    <message>
        <source>Make the condition true and raise the time-out of {1}.</source>
        <translation>حقّق الشرط وزد مهلة {1}.</translation>
    </message>
    <message>
        <source>{1} still waits, though its conditions have held for {2}.</source>
        <translation>ما زال {1} ينتظر، وشروطه متحققة منذ {2}.</translation>
    </message>
    <message>
        <source>The operator looks at a waiting gate twice a minute; it does not seem to run.</source>
        <translation>ينظر المشغّل في Gate المنتظر مرتين في الدقيقة؛ لا يبدو أنه يعمل.</translation>
    </message>
    <message>
        <source>Check the operator; touch {1} to wake it.</source>
        <translation>افحص المشغّل؛ المس {1} لإيقاظه.</translation>
    </message>
    <message>
        <source>{1} has fields that cannot be read.</source>
        <translation>في {1} حقول تتعذّر قراءتها.</translation>
    </message>
    <message>
        <source>Those fields are shown as absent; what depends on them may be wrong.</source>
        <translation>تُعرض تلك الحقول غائبة؛ وما يعتمد عليها قد يكون خاطئًا.</translation>
    </message>
    <message>
        <source>Correct the fields.</source>
        <translation>صحّح الحقول.</translation>
    </message>
    <message>
        <source>{1} has been about to be deleted for {2}.</source>
        <translation>{1} على وشك الحذف منذ {2}.</translation>
    </message>
    <message>
        <source>Its deletionTimestamp is set, and it is still there.</source>
        <translation>وُضع deletionTimestamp له، وما زال موجودًا.</translation>
    </message>
    <message>
        <source>It goes on counting until its finalizers are removed.</source>
        <translation>يستمر في العدّ حتى تُزال finalizers الخاصة به.</translation>
    </message>
    <message>
        <source>See who should remove the finalizers.</source>
        <translation>انظر من ينبغي أن يزيل finalizers.</translation>
    </message>
    <message>
        <source>The operator has not looked at {1}.</source>
        <translation>لم ينظر المشغّل في {1}.</translation>
    </message>
    <message>
        <source>It is {1} old, and its status has no phase.</source>
        <translation>عمره {1}، وحالته بلا طور.</translation>
    </message>
    <message>
        <source>Nothing is granted, opened or freed while the operator does not run.</source>
        <translation>لا شيء يُمنح أو يُفتح أو يُحرَّر ما دام المشغّل لا يعمل.</translation>
    </message>
    <message>
        <source>Look at the deployment konductor-controller-manager in konductor-system.</source>
        <translation>انظر في النشر konductor-controller-manager في konductor-system.</translation>
    </message>
    <message numerus="yes">
        <source>%n requests waiting: {1} and more.</source>
        <comment>1 request waiting: {1} and more.</comment>
        <translation>
            <numerusform>لا طلبات في الانتظار: {1} وغيرهم.</numerusform>
            <numerusform>طلب واحد في الانتظار: {1} وغيرهم.</numerusform>
            <numerusform>طلبان في الانتظار: {1} وغيرهم.</numerusform>
            <numerusform>%n طلبات في الانتظار: {1} وغيرهم.</numerusform>
            <numerusform>%n طلبًا في الانتظار: {1} وغيرهم.</numerusform>
            <numerusform>%n طلب في الانتظار: {1} وغيرهم.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests waiting: {1}.</source>
        <comment>1 request waiting: {1}.</comment>
        <translation>
            <numerusform>لا طلبات في الانتظار: {1}.</numerusform>
            <numerusform>طلب واحد في الانتظار: {1}.</numerusform>
            <numerusform>طلبان في الانتظار: {1}.</numerusform>
            <numerusform>%n طلبات في الانتظار: {1}.</numerusform>
            <numerusform>%n طلبًا في الانتظار: {1}.</numerusform>
            <numerusform>%n طلب في الانتظار: {1}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Release {1}: delete the request of {2}, then clear the holder.</source>
        <translation>حرّر {1}: احذف طلب {2}، ثم أفرغ الحامل.</translation>
    </message>
    <message>
        <source>{1} is {2} and never expires, while others wait.</source>
        <translation>{1} {2} ولا ينتهي أبدًا، وآخرون ينتظرون.</translation>
    </message>
    <message>
        <source>It was taken without an expiry.</source>
        <translation>أُخذ بلا انتهاء.</translation>
    </message>
    <message>
        <source>The lease has no TTL, so the operator sets no expiry.</source>
        <translation>ليس لهذا الـ Lease مدة TTL، فلا يضع المشغّل انتهاء.</translation>
    </message>
    <message>
        <source>Who waits gets it only when {1} or a person gives it back.</source>
        <translation>من ينتظر لا يحصل عليه إلا حين يعيده {1} أو إنسان.</translation>
    </message>
    <message>
        <source>{1} is {2}, whose request is gone.</source>
        <translation>{1} {2}، وقد زال طلبه.</translation>
    </message>
    <message>
        <source>No labelled request of {1} exists.</source>
        <translation>لا يوجد طلب موسوم لـ {1}.</translation>
    </message>
    <message>
        <source>It stays held for {1} more.</source>
        <translation>يبقى محجوزًا {1} أخرى.</translation>
    </message>
    <message>
        <source>It stays held for ever: the lease does not expire.</source>
        <translation>يبقى محجوزًا إلى الأبد: لا ينتهي هذا الـ Lease.</translation>
    </message>
    <message>
        <source>The lease is with {1} now; the request is still marked Granted.</source>
        <translation>صار Lease الآن لدى {1}؛ وما زال الطلب معلّمًا Granted.</translation>
    </message>
    <message>
        <source>The lease can go to {1} again, whether it still wants it or not.</source>
        <translation>قد يعود Lease إلى {1}، سواء ما زال يريده أم لا.</translation>
    </message>
    <message>
        <source>Delete {1}.</source>
        <translation>احذف {1}.</translation>
    </message>
    <message>
        <source>{1} has waited for {2} and will not be next.</source>
        <translation>{1} منتظر منذ {2} ولن يكون التالي.</translation>
    </message>
    <message>
        <source>Its priority is %1; the request of the holder {1} has %2 and still stands.</source>
        <translation>أولويته %1؛ وطلب الحامل {1} أولويته %2 وما زال قائمًا.</translation>
    </message>
    <message>
        <source>When the lease expires, it goes back to {1}.</source>
        <translation>حين ينتهي Lease يعود إلى {1}.</translation>
    </message>
    <message>
        <source>Delete {1}, or raise the priority of {2}.</source>
        <translation>احذف {1}، أو ارفع أولوية {2}.</translation>
    </message>
    <message>
        <source>{1} is free, and nobody grants it to {2}.</source>
        <translation>{1} متاح، ولا أحد يمنحه لـ {2}.</translation>
    </message>
    <message>
        <source>{1} is {2} old.</source>
        <translation>{1} عمره {2}.</translation>
    </message>
    <message>
        <source>The operator looks at a free lease every minute; it does not seem to run.</source>
        <translation>ينظر المشغّل في Lease المتاح كل دقيقة؛ لا يبدو أنه يعمل.</translation>
    </message>
    <message>
        <source>{1} is {2}, and {3}.</source>
        <translation>{1} {2}، و{3}.</translation>
    </message>
    <message>
        <source>The hold ends by itself in {1}.</source>
        <translation>ينتهي الحجز بنفسه خلال {1}.</translation>
    </message>
    <message>
        <source>The hold has no expiry.</source>
        <translation>ليس للحجز انتهاء.</translation>
    </message>
    <message>
        <source>Nobody can use it until then.</source>
        <translation>لا أحد يستطيع استخدامه حتى ذلك الحين.</translation>
    </message>
    <message>
        <source>Nobody will give it back.</source>
        <translation>لن يعيده أحد.</translation>
    </message>
    <message>
        <source>Release what {1} holds of {2}.</source>
        <translation>حرّر ما يحمله {1} من {2}.</translation>
    </message>
    <message>
        <source>{1} expired {2} ago and is still held.</source>
        <translation>انتهى {1} قبل {2} وما زال محجوزًا.</translation>
    </message>
    <message>
        <source>The operator frees an expired hold at once when it runs.</source>
        <translation>حين يعمل المشغّل يحرّر المنتهي فورًا.</translation>
    </message>
    <message>
        <source>It stays held, and so will every other hold, until the operator runs again.</source>
        <translation>يبقى محجوزًا، وكذلك كل حجز آخر، حتى يعمل المشغّل مجددًا.</translation>
    </message>
    <message>
        <source>{1} has a writer and readers at once.</source>
        <translation>لدى {1} كاتب وقرّاء معًا.</translation>
    </message>
    <message>
        <source>Writer: {1}; readers: %1, first {2}.</source>
        <translation>الكاتب: {1}؛ القرّاء: %1، أولهم {2}.</translation>
    </message>
    <message>
        <source>The lock excludes nobody: readers may see half-written data.</source>
        <translation>القفل لا يمنع أحدًا: قد يرى القرّاء بيانات نصف مكتوبة.</translation>
    </message>
    <message>
        <source>Stop one side and release its lock.</source>
        <translation>أوقف أحد الطرفين وحرّر قفله.</translation>
    </message>
    <message>
        <source>{1} stands %1 times among the readers of {2}.</source>
        <translation>{1} مكرر بين قرّاء {2}: %1 مرات.</translation>
    </message>
    <message>
        <source>A read lock appends the holder each time.</source>
        <translation>قفل القراءة يضيف الحامل كل مرة.</translation>
    </message>
    <message>
        <source>One unlock leaves the lock read-locked; no writer gets it.</source>
        <translation>فتح واحد يُبقي القفل مقفلًا للقراءة؛ فلا يحصل عليه كاتب.</translation>
    </message>
    <message>
        <source>Release the read locks of {1}.</source>
        <translation>حرّر أقفال القراءة لدى {1}.</translation>
    </message>
    <message>
        <source>{1} expired {2} ago and is still there.</source>
        <translation>انتهى {1} قبل {2} وما زال موجودًا.</translation>
    </message>
    <message>
        <source>The operator sets no timer for it; only a change makes it look.</source>
        <translation>لا يضع المشغّل مؤقّتًا له؛ التغيير وحده يجعله ينظر.</translation>
    </message>
    <message>
        <source>What should run again does not: it counts as executed until it is collected.</source>
        <translation>ما ينبغي أن يُنفَّذ مجددًا لا يُنفَّذ: يُعدّ منفَّذًا حتى يُجمع.</translation>
    </message>
    <message>
        <source>Touch {1}: the operator then deletes it.</source>
        <translation>المس {1}: عندها يحذفه المشغّل.</translation>
    </message>
    <message>
        <source>held for {1} by {2}</source>
        <translation>محجوز منذ {1} لدى {2}</translation>
    </message>
    <message>
        <source>held by {1}</source>
        <translation>محجوز لدى {1}</translation>
    </message>
    <message>
        <source>its pod was deleted {1} ago</source>
        <translation>حُذف الـ Pod الخاص به قبل {1}</translation>
    </message>
    <message>
        <source>its pod was deleted</source>
        <translation>حُذف الـ Pod الخاص به</translation>
    </message>
    <message>
        <source>its job finished {1} ago</source>
        <translation>انتهت مهمته قبل {1}</translation>
    </message>
    <message>
        <source>its pod finished {1} ago</source>
        <translation>انتهى الـ Pod الخاص به قبل {1}</translation>
    </message>
    <message>
        <source>its job finished</source>
        <translation>انتهت مهمته</translation>
    </message>
    <message>
        <source>its pod finished</source>
        <translation>انتهى الـ Pod الخاص به</translation>
    </message>
    <message>
        <source>there is no pod {1}</source>
        <translation>لا يوجد Pod باسم {1}</translation>
    </message>
    <message>
        <source>Held by {1} and %1 more.</source>
        <translation>يحمله {1} و%1 غيرهم.</translation>
    </message>
    <message>
        <source>Held by {1}.</source>
        <translation>يحمله {1}.</translation>
    </message>
    <message numerus="yes">
        <source>{1} has %n permits granted on %1; its status is frozen.</source>
        <comment>{1} has 1 permit granted on %1; its status is frozen.</comment>
        <translation>
            <numerusform>{1}: لم يُمنح أي تصريح من أصل %1؛ وحالته مجمّدة.</numerusform>
            <numerusform>{1}: مُنح تصريح واحد من أصل %1؛ وحالته مجمّدة.</numerusform>
            <numerusform>{1}: مُنح تصريحان من أصل %1؛ وحالته مجمّدة.</numerusform>
            <numerusform>{1}: مُنحت %n تصاريح من أصل %1؛ وحالته مجمّدة.</numerusform>
            <numerusform>{1}: مُنح %n تصريحًا من أصل %1؛ وحالته مجمّدة.</numerusform>
            <numerusform>{1}: مُنح %n تصريح من أصل %1؛ وحالته مجمّدة.</numerusform>
        </translation>
    </message>
    <message>
        <source>The status says %1 in use and %2 available.</source>
        <translation>تقول الحالة إن %1 قيد الاستخدام و%2 متاح.</translation>
    </message>
    <message>
        <source>The operator cannot write a negative number, so the status stays as it is, and further permits are granted all the same.</source>
        <translation>لا يستطيع المشغّل كتابة عدد سالب، فتبقى الحالة كما هي، وتُمنح مع ذلك تصاريح أخرى.</translation>
    </message>
    <message numerus="yes">
        <source>Release %n permits, or raise the permits to %1.</source>
        <comment>Release 1 permit, or raise the permits to %1.</comment>
        <translation>
            <numerusform>ارفع التصاريح إلى %1.</numerusform>
            <numerusform>حرّر تصريحًا واحدًا، أو ارفع التصاريح إلى %1.</numerusform>
            <numerusform>حرّر تصريحين، أو ارفع التصاريح إلى %1.</numerusform>
            <numerusform>حرّر %n تصاريح، أو ارفع التصاريح إلى %1.</numerusform>
            <numerusform>حرّر %n تصريحًا، أو ارفع التصاريح إلى %1.</numerusform>
            <numerusform>حرّر %n تصريح، أو ارفع التصاريح إلى %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>{1} has %1 permits of {2} that never expire.</source>
        <translation>من {2} لدى {1} تصاريح لا تنتهي أبدًا، عددها %1.</translation>
    </message>
    <message>
        <source>The oldest is {1}, {2} old.</source>
        <translation>أقدمها {1}، عمره {2}.</translation>
    </message>
    <message>
        <source>Permits taken by the Go SDK are not given back by its release; they add up until none is left.</source>
        <translation>التصاريح التي يأخذها Go SDK لا يعيدها تحريره؛ فتتراكم حتى لا يبقى شيء.</translation>
    </message>
    <message>
        <source>Release the old permits of {1}.</source>
        <translation>حرّر التصاريح القديمة لدى {1}.</translation>
    </message>
    <message>
        <source>{1} is past its TTL of %1 and still counts.</source>
        <translation>تجاوز {1} مدة TTL البالغة %1 وما زال يُحسب.</translation>
    </message>
    <message>
        <source>Its TTL ended {1} ago; its status has no expiry.</source>
        <translation>انتهى TTL الخاص به قبل {1}؛ وليس في حالته انتهاء.</translation>
    </message>
    <message>
        <source>The operator does not act on the TTL: {1} keeps the permit for ever.</source>
        <translation>لا يعمل المشغّل بـ TTL: يحتفظ {1} بالتصريح إلى الأبد.</translation>
    </message>
    <message>
        <source>Expire or delete {1} if {2} is done.</source>
        <translation>أنهِ {1} أو احذفه إن كان {2} قد انتهى.</translation>
    </message>
    <message>
        <source>Konductor&apos;s operator is not at work.</source>
        <translation>مشغّل Konductor لا يعمل.</translation>
    </message>
    <message>
        <source>Konductor&apos;s operator is not where it usually is.</source>
        <translation>مشغّل Konductor ليس في مكانه المعتاد.</translation>
    </message>
    <message>
        <source>The operator: %1.</source>
        <translation>المشغّل: %1.</translation>
    </message>
    <message>
        <source>Nobody can use it until the operator does.</source>
        <translation>لا يستطيع أحد استخدامه حتى يفعل المشغّل ذلك.</translation>
    </message>
    <message>
        <source>It expired {1} ago, and the operator has not freed it.</source>
        <translation>انتهى منذ {1}، ولم يحرّره المشغّل.</translation>
    </message>
    <message>
        <source>Arrive for one of them by hand, or stop it.</source>
        <translation>صِل يدويًا عن أحدهم، أو أوقفه.</translation>
    </message>
    <message>
        <source>{1} arrived at {3} {2} ago and waits there.</source>
        <translation>وصل {1} إلى {3} قبل {2} وينتظر هناك.</translation>
    </message>
    <message numerus="yes">
        <source>{1} does not have %n permits, so the condition is never met.</source>
        <comment>{1} does not have 1 permit, so the condition is never met.</comment>
        <translation>
            <numerusform>{1} ليس فيه أي تصريح، فلا يتحقق الشرط أبدًا.</numerusform>
            <numerusform>{1} ليس فيه تصريح واحد، فلا يتحقق الشرط أبدًا.</numerusform>
            <numerusform>{1} ليس فيه تصريحان، فلا يتحقق الشرط أبدًا.</numerusform>
            <numerusform>{1} ليس فيه %n تصاريح، فلا يتحقق الشرط أبدًا.</numerusform>
            <numerusform>{1} ليس فيه %n تصريحًا، فلا يتحقق الشرط أبدًا.</numerusform>
            <numerusform>{1} ليس فيه %n تصريح، فلا يتحقق الشرط أبدًا.</numerusform>
        </translation>
    </message>
    <message>
        <source>{1} has pods: %1 active, %2 succeeded, %3 failed.</source>
        <translation>لدى {1} من الـ Pods: %1 عاملة و%2 ناجحة و%3 فاشلة.</translation>
    </message>
    <message numerus="yes">
        <source>It asks for %n permits, more than the semaphore has.</source>
        <comment>It asks for 1 permit, more than the semaphore has.</comment>
        <translation>
            <numerusform>لا يطلب أي تصريح.</numerusform>
            <numerusform>يطلب تصريحًا واحدًا، أكثر مما في Semaphore.</numerusform>
            <numerusform>يطلب تصريحين، أكثر مما في Semaphore.</numerusform>
            <numerusform>يطلب %n تصاريح، أكثر مما في Semaphore.</numerusform>
            <numerusform>يطلب %n تصريحًا، أكثر مما في Semaphore.</numerusform>
            <numerusform>يطلب %n تصريح، أكثر مما في Semaphore.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There were %n permits when that was written.</source>
        <comment>There was 1 permit when that was written.</comment>
        <translation>
            <numerusform>لم يكن هناك أي تصريح حين كُتب ذلك.</numerusform>
            <numerusform>كان هناك تصريح واحد حين كُتب ذلك.</numerusform>
            <numerusform>كان هناك تصريحان حين كُتب ذلك.</numerusform>
            <numerusform>كانت هناك %n تصاريح حين كُتب ذلك.</numerusform>
            <numerusform>كان هناك %n تصريحًا حين كُتب ذلك.</numerusform>
            <numerusform>كان هناك %n تصريح حين كُتب ذلك.</numerusform>
        </translation>
    </message>
    <message>
        <source>{1} counts %1, was %2.</source>
        <translation>عدّاد {1} الآن: %1، وكان %2.</translation>
    </message>
    <message>
        <source>Release {1}: clear the holder {2}.</source>
        <translation>حرّر {1}: أفرغ الحامل {2}.</translation>
    </message>
    <message>
        <source>Take {1} from {2}, or another hold from its holder: from whom can best start again.</source>
        <translation>خذ {1} من {2}، أو من غيره ما يحمله: ممن يسهل عليه البدء من جديد.</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>the folder cannot be made</source>
        <translation>لا يمكن إنشاء المجلد</translation>
    </message>
    <message>
        <source>its rights cannot be set: %1</source>
        <translation>لا يمكن ضبط الصلاحيات: %1</translation>
    </message>
    <message>
        <source>Qt&apos;s SQLite driver is not installed (libqt6sql6-sqlite)</source>
        <translation>برنامج تشغيل SQLite الخاص بـ Qt غير مثبّت (libqt6sql6-sqlite)</translation>
    </message>
    <message>
        <source>there is no journal yet</source>
        <translation>لا يوجد سجلّ بعد</translation>
    </message>
</context>
<context>
    <name>Keychain</name>
    <message>
        <source>keychain</source>
        <translation>حافظة المفاتيح</translation>
    </message>
    <message>
        <source>nothing is kept under this name</source>
        <translation>لا شيء محفوظ بهذا الاسم</translation>
    </message>
    <message>
        <source>it was not opened</source>
        <translation>لم تُفتح</translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation>افتح قفلها وحاول مجددًا.</translation>
    </message>
    <message>
        <source>Without a keychain a secret is kept until the program ends.</source>
        <translation>دون حافظة مفاتيح يُحفظ السر حتى ينتهي البرنامج.</translation>
    </message>
</context>
<context>
    <name>Kubeconfig</name>
    <message>
        <source>%1 is not a file</source>
        <translation>إن %1 ليس ملفًا</translation>
    </message>
    <message>
        <source>%1 does not exist</source>
        <translation>لا وجود لـ %1</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>لا يمكن قراءة %1: %2</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MiB</source>
        <translation>إن %1 أكبر من %2 MiB</translation>
    </message>
    <message>
        <source>user &quot;%1&quot;</source>
        <translation>المستخدم «%1»</translation>
    </message>
    <message>
        <source>the user it acts as has characters that cannot be sent in a header</source>
        <translation>في اسم المستخدم الذي يعمل باسمه محارف لا يمكن إرسالها في ترويسة</translation>
    </message>
    <message>
        <source>the token has characters that cannot be sent in a header</source>
        <translation>في الرمز محارف لا يمكن إرسالها في ترويسة</translation>
    </message>
    <message>
        <source>token file %1</source>
        <translation>ملف الرمز %1</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>الملف فارغ</translation>
    </message>
    <message>
        <source>it does not hold a token</source>
        <translation>لا رمز فيه</translation>
    </message>
    <message>
        <source>an entry of credentialPluginAllowlist has no name</source>
        <translation>مدخل في credentialPluginAllowlist بلا اسم</translation>
    </message>
    <message>
        <source>its credentialPluginPolicy &quot;%1&quot; is unknown</source>
        <translation>قيمة credentialPluginPolicy «%1» غير معروفة</translation>
    </message>
    <message>
        <source>There are AllowAll, DenyAll and Allowlist.</source>
        <translation>القيم هي AllowAll وDenyAll وAllowlist.</translation>
    </message>
    <message>
        <source>kuberc %1</source>
        <translation>ملف kuberc %1</translation>
    </message>
    <message>
        <source>user &quot;%1&quot; in %2</source>
        <translation>المستخدم «%1» في %2</translation>
    </message>
    <message>
        <source>its exec plugin %1 is not allowed by kuberc&apos;s credentialPluginPolicy</source>
        <translation>لا تسمح credentialPluginPolicy في kuberc بملحق exec %1</translation>
    </message>
    <message>
        <source>Only a change of kuberc can allow it.</source>
        <translation>لا يسمح به إلا تغيير kuberc.</translation>
    </message>
    <message>
        <source>its exec plugin %1 may not run yet</source>
        <translation>لا يُسمح بعدُ بتشغيل ملحق exec %1</translation>
    </message>
    <message>
        <source>Agree with --allow-exec, or name it in kuberc&apos;s credentialPluginAllowlist.</source>
        <translation>وافق بـ --allow-exec، أو سمِّه في credentialPluginAllowlist في kuberc.</translation>
    </message>
    <message>
        <source>pod&apos;s environment</source>
        <translation>بيئة الحاوية (pod)</translation>
    </message>
    <message>
        <source>KUBERNETES_SERVICE_HOST and _PORT are no address</source>
        <translation>‏KUBERNETES_SERVICE_HOST و_PORT ليسا عنوانًا</translation>
    </message>
    <message>
        <source>service account token</source>
        <translation>رمز حساب الخدمة</translation>
    </message>
    <message>
        <source>service account ca.crt</source>
        <translation>‏ca.crt لحساب الخدمة</translation>
    </message>
    <message>
        <source>service account namespace</source>
        <translation>مساحة أسماء حساب الخدمة</translation>
    </message>
    <message>
        <source>there is none: looked for %1</source>
        <translation>لا يوجد؛ جرى البحث عن: %1</translation>
    </message>
    <message>
        <source>Set KUBECONFIG or name a file with --kubeconfig; without a cluster, use the sandbox.</source>
        <translation>اضبط KUBECONFIG أو سمِّ ملفًا بـ --kubeconfig؛ وبلا عنقود استخدم صندوق التجربة.</translation>
    </message>
    <message>
        <source>kubeconfig %1</source>
        <translation>ملف kubeconfig %1</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1، السطر %2</translation>
    </message>
    <message>
        <source>it is not YAML: %1</source>
        <translation>ليس YAML: %1</translation>
    </message>
    <message>
        <source>it has no current context</source>
        <translation>ليس فيه سياق حالي</translation>
    </message>
    <message>
        <source>Name a context with --context.</source>
        <translation>سمِّ سياقًا بـ --context.</translation>
    </message>
    <message>
        <source>context &quot;%1&quot;</source>
        <translation>السياق «%1»</translation>
    </message>
    <message>
        <source>there is no such context</source>
        <translation>لا يوجد سياق كهذا</translation>
    </message>
    <message>
        <source>The kubeconfig has no contexts at all.</source>
        <translation>ليس في kubeconfig أي سياق.</translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation>الموجود: %1.</translation>
    </message>
    <message>
        <source>it is not a kubeconfig (not a YAML mapping)</source>
        <translation>ليس kubeconfig (ليس قائمة مفاتيح وقيم في YAML)</translation>
    </message>
    <message>
        <source>kubeconfig %1, line %2</source>
        <translation>‏kubeconfig %1، السطر %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a list</source>
        <translation>«%1» ليست قائمة</translation>
    </message>
    <message>
        <source>the name &quot;%1&quot; appears twice in &quot;%2&quot;</source>
        <translation>يرد الاسم «%1» مرتين في «%2»</translation>
    </message>
    <message>
        <source>%1 is not base64</source>
        <translation>%1 ليس base64</translation>
    </message>
    <message>
        <source>There are client.authentication.k8s.io/v1 and client.authentication.k8s.io/v1beta1.</source>
        <translation>الموجود: client.authentication.k8s.io/v1 وclient.authentication.k8s.io/v1beta1.</translation>
    </message>
    <message>
        <source>Use the exec plugin gke-gcloud-auth-plugin, as kubectl does since 1.26.</source>
        <translation>استخدم ملحق exec gke-gcloud-auth-plugin كما يفعل kubectl منذ 1.26.</translation>
    </message>
    <message>
        <source>Use the exec plugin kubelogin, as kubectl does since 1.26.</source>
        <translation>استخدم ملحق exec kubelogin كما يفعل kubectl منذ 1.26.</translation>
    </message>
    <message>
        <source>Use an exec plugin, a token or a client certificate.</source>
        <translation>استخدم ملحق exec أو رمزًا أو شهادة عميل.</translation>
    </message>
    <message>
        <source>its proxy-url is not an http, https or socks5 URL with a host</source>
        <translation>قيمة proxy-url ليست عنوان http أو https أو socks5 بمضيف</translation>
    </message>
    <message>
        <source>cluster &quot;%1&quot; in %2</source>
        <translation>العنقود «%1» في %2</translation>
    </message>
    <message>
        <source>its namespace &quot;%1&quot; is not a valid name</source>
        <translation>مساحة الأسماء «%1» ليست اسمًا صالحًا</translation>
    </message>
    <message>
        <source>it names no cluster</source>
        <translation>لا يسمّي عنقودًا</translation>
    </message>
    <message>
        <source>its cluster &quot;%1&quot; is not in the kubeconfig</source>
        <translation>العنقود «%1» ليس في kubeconfig</translation>
    </message>
    <message>
        <source>it names no user</source>
        <translation>لا يسمّي مستخدمًا</translation>
    </message>
    <message>
        <source>its user &quot;%1&quot; is not in the kubeconfig</source>
        <translation>المستخدم «%1» ليس في kubeconfig</translation>
    </message>
    <message>
        <source>its server is empty</source>
        <translation>قيمة server فارغة</translation>
    </message>
    <message>
        <source>its server &quot;%1&quot; is not an http or https URL</source>
        <translation>قيمة server «%1» ليست عنوان http أو https</translation>
    </message>
    <message>
        <source>it has both a certificate authority and insecure-skip-tls-verify</source>
        <translation>فيه سلطة شهادات وinsecure-skip-tls-verify معًا</translation>
    </message>
    <message>
        <source>Remove one of them.</source>
        <translation>أزل أحدهما.</translation>
    </message>
    <message>
        <source>it has both an exec plugin and an auth-provider</source>
        <translation>فيه ملحق exec وauth-provider معًا</translation>
    </message>
    <message>
        <source>it signs in through the auth-provider &quot;%1&quot;, which this program does not have</source>
        <translation>يسجّل الدخول عبر auth-provider «%1»، وهو ليس في هذا البرنامج</translation>
    </message>
    <message>
        <source>it acts with a uid, groups or extra fields, but as no user (&quot;as&quot; is missing)</source>
        <translation>يعمل بـ uid أو مجموعات أو حقول إضافية، لكن باسم لا أحد («as» مفقود)</translation>
    </message>
    <message>
        <source>it has a client certificate but no client key</source>
        <translation>فيه شهادة عميل بلا مفتاح عميل</translation>
    </message>
    <message>
        <source>it has a client key but no client certificate</source>
        <translation>فيه مفتاح عميل بلا شهادة عميل</translation>
    </message>
    <message>
        <source>it has more than one way to sign in: a token and a user name</source>
        <translation>فيه أكثر من طريقة لتسجيل الدخول: رمز واسم مستخدم</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>إن %1 فارغ</translation>
    </message>
    <message>
        <source>Set it to Never, IfAvailable or Always.</source>
        <translation>اجعله Never أو IfAvailable أو Always.</translation>
    </message>
    <message>
        <source>it names no command</source>
        <translation>لا يسمّي أمرًا</translation>
    </message>
    <message>
        <source>its apiVersion is missing</source>
        <translation>قيمة apiVersion مفقودة</translation>
    </message>
    <message>
        <source>one of its environment variables has no name</source>
        <translation>أحد متغيّرات بيئته بلا اسم</translation>
    </message>
    <message>
        <source>its interactiveMode is missing</source>
        <translation>قيمة interactiveMode مفقودة</translation>
    </message>
    <message>
        <source>its interactiveMode &quot;%1&quot; is unknown</source>
        <translation>قيمة interactiveMode «%1» غير معروفة</translation>
    </message>
    <message>
        <source>its apiVersion &quot;%1&quot; is not one that kubectl takes</source>
        <translation>قيمة apiVersion «%1» ليست مما يقبله kubectl</translation>
    </message>
    <message>
        <source>proxy of the environment</source>
        <translation>وكيل البيئة</translation>
    </message>
    <message>
        <source>proxy-url of cluster &quot;%1&quot;</source>
        <translation>‏proxy-url للعنقود «%1»</translation>
    </message>
    <message>
        <source>it is not the address of a proxy</source>
        <translation>ليس عنوان وكيل</translation>
    </message>
    <message>
        <source>the proxy %1 wants to be spoken to in TLS (https), which this program cannot do</source>
        <translation>الوكيل %1 يريد أن يُخاطَب بـ TLS (https)، وهذا البرنامج لا يستطيع ذلك</translation>
    </message>
    <message>
        <source>Most such proxies take http on another port; or use socks5.</source>
        <translation>معظم هذه الوكلاء تقبل http على منفذ آخر؛ أو استخدم socks5.</translation>
    </message>
    <message>
        <source>a proxy is http or socks5, and this one is &quot;%1&quot;</source>
        <translation>الوكيل http أو socks5، وهذا «%1»</translation>
    </message>
    <message>
        <source>client certificate</source>
        <translation>شهادة العميل</translation>
    </message>
    <message>
        <source>the client key is encrypted</source>
        <translation>مفتاح العميل مشفّر</translation>
    </message>
    <message>
        <source>Its passphrase is needed.</source>
        <translation>عبارة مروره لازمة.</translation>
    </message>
    <message>
        <source>the passphrase of the client key is wrong, or its type is unsupported</source>
        <translation>عبارة مرور مفتاح العميل خاطئة، أو نوعه غير مدعوم</translation>
    </message>
    <message>
        <source>RSA and EC keys can be used; Ed25519 cannot.</source>
        <translation>تُستخدم مفاتيح RSA وEC؛ أما Ed25519 فلا.</translation>
    </message>
    <message>
        <source>unsupported key type of the client key</source>
        <translation>نوع مفتاح العميل غير مدعوم</translation>
    </message>
    <message>
        <source>RSA and EC keys in PEM form (PKCS#1, SEC1 or PKCS#8) can be used; Ed25519 cannot.</source>
        <translation>تُستخدم مفاتيح RSA وEC بصيغة PEM (PKCS#1 أو SEC1 أو PKCS#8)؛ أما Ed25519 فلا.</translation>
    </message>
    <message>
        <source>a client certificate without its key</source>
        <translation>شهادة عميل بلا مفتاحها</translation>
    </message>
    <message>
        <source>a client key without its certificate</source>
        <translation>مفتاح عميل بلا شهادته</translation>
    </message>
    <message>
        <source>the client certificate is not a PEM certificate</source>
        <translation>شهادة العميل ليست شهادة PEM</translation>
    </message>
    <message>
        <source>the client key does not belong to the client certificate</source>
        <translation>مفتاح العميل لا يخصّ شهادة العميل</translation>
    </message>
    <message>
        <source>this installation of Qt has no TLS</source>
        <translation>تثبيت Qt هذا بلا TLS</translation>
    </message>
    <message>
        <source>Install OpenSSL (libssl3).</source>
        <translation>ثبّت OpenSSL (libssl3).</translation>
    </message>
    <message>
        <source>cluster &quot;%1&quot;</source>
        <translation>العنقود «%1»</translation>
    </message>
    <message>
        <source>the certificate authority is not a PEM certificate</source>
        <translation>سلطة الشهادات ليست شهادة PEM</translation>
    </message>
    <message>
        <source>&quot;%1&quot;</source>
        <translation>«%1»</translation>
    </message>
    <message>
        <source>it is not YAML, line %1: %2</source>
        <translation>ليس YAML، السطر %1: %2</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
</context>
<context>
    <name>OpenedSnapshot</name>
    <message>
        <source>a snapshot is no cluster</source>
        <translation>اللقطة ليست عنقودًا</translation>
    </message>
    <message>
        <source>This is a snapshot: nothing can be run here. Copy the plan as kubectl and run it where the cluster is.</source>
        <translation>هذه لقطة: لا يمكن تنفيذ شيء هنا. انسخ الخطة بصيغة kubectl ونفّذها حيث العنقود.</translation>
    </message>
    <message>
        <source>This is a redacted snapshot: nothing can be run here, and its names are not the cluster&apos;s. Whoever took it knows those.</source>
        <translation>هذه لقطة محجوبة الأسماء: لا يمكن تنفيذ شيء هنا، وأسماؤها ليست أسماء العنقود. يعرفها من التقطها.</translation>
    </message>
</context>
<context>
    <name>Operator</name>
    <message>
        <source>%1 ago</source>
        <translation>قبل %1</translation>
    </message>
    <message>
        <source>there is no Deployment %1 in %2: nobody grants, opens or expires anything</source>
        <translation>لا يوجد نشر %1 في %2: لا أحد يمنح شيئًا أو يفتحه أو ينهيه</translation>
    </message>
    <message>
        <source>it is scaled to 0 replicas: nobody grants, opens or expires anything</source>
        <translation>عدد نسخه 0: لا أحد يمنح شيئًا أو يفتحه أو ينهيه</translation>
    </message>
    <message numerus="yes">
        <source>none of its %n replicas is ready: nobody grants, opens or expires anything</source>
        <comment>none of its 1 replica is ready: nobody grants, opens or expires anything</comment>
        <translation>
            <numerusform>لا شيء جاهز من لا نسخ له: لا أحد يمنح شيئًا أو يفتحه أو ينهيه</numerusform>
            <numerusform>لا شيء جاهز من نسخة واحدة له: لا أحد يمنح شيئًا أو يفتحه أو ينهيه</numerusform>
            <numerusform>لا شيء جاهز من نسختين له: لا أحد يمنح شيئًا أو يفتحه أو ينهيه</numerusform>
            <numerusform>لا شيء جاهز من %n نسخ له: لا أحد يمنح شيئًا أو يفتحه أو ينهيه</numerusform>
            <numerusform>لا شيء جاهز من %n نسخة له: لا أحد يمنح شيئًا أو يفتحه أو ينهيه</numerusform>
            <numerusform>لا شيء جاهز من %n نسخة له: لا أحد يمنح شيئًا أو يفتحه أو ينهيه</numerusform>
        </translation>
    </message>
    <message>
        <source>its leader %1 has not renewed its lease since %2</source>
        <translation>لم يعد قائده %1 يجدّد Lease الخاص به، وآخر مرة %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n replicas ready</source>
        <comment>%1 of 1 replica ready</comment>
        <translation>
            <numerusform>الجاهز %1 من لا نسخ</numerusform>
            <numerusform>الجاهز %1 من نسخة واحدة</numerusform>
            <numerusform>الجاهز %1 من نسختين</numerusform>
            <numerusform>الجاهز %1 من %n نسخ</numerusform>
            <numerusform>الجاهز %1 من %n نسخة</numerusform>
            <numerusform>الجاهز %1 من %n نسخة</numerusform>
        </translation>
    </message>
    <message>
        <source>led by %1, renewed %2</source>
        <translation>يقوده %1، وجُدّد %2</translation>
    </message>
    <message>
        <source>newest status written %1 by %2</source>
        <translation>أحدث حالة كتبها %2 %1</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Done; the effect was seen after %1 ms.</source>
        <translation>تم؛ ظهر الأثر بعد %1 م‌ث.</translation>
    </message>
    <message>
        <source>The server would take every call.</source>
        <translation>سيقبل الخادم كل استدعاء.</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>لم يُكتب شيء.</translation>
    </message>
    <message numerus="yes">
        <source>%n calls were made before it.</source>
        <comment>One call was made before it.</comment>
        <translation>
            <numerusform>لم يُجرَ أي استدعاء قبله.</numerusform>
            <numerusform>أُجري استدعاء واحد قبله.</numerusform>
            <numerusform>أُجري استدعاءان قبله.</numerusform>
            <numerusform>أُجريت %n استدعاءات قبله.</numerusform>
            <numerusform>أُجري %n استدعاءً قبله.</numerusform>
            <numerusform>أُجري %n استدعاء قبله.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageState</name>
    <message>
        <source>Trying now.</source>
        <translation>يحاول الآن.</translation>
    </message>
    <message>
        <source>Next try in %1.</source>
        <translation>المحاولة التالية خلال %1.</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 و%2 غيرهم</translation>
    </message>
    <message>
        <source>Only what you may see: %1.</source>
        <translation>ما يحقّ لك رؤيته فقط: %1.</translation>
    </message>
    <message>
        <source>Not visible: %1.</source>
        <translation>غير مرئي: %1.</translation>
    </message>
    <message>
        <source>Asking the server.</source>
        <translation>يُسأل الخادم.</translation>
    </message>
    <message>
        <source>%1 of about %2</source>
        <translation>%1 من نحو %2</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>%1 حتى الآن</translation>
    </message>
    <message>
        <source>Loading %1…</source>
        <translation>تحميل %1…</translation>
    </message>
    <message>
        <source>This cluster has no %1</source>
        <translation>ليس في هذا العنقود %1</translation>
    </message>
    <message>
        <source>Their CustomResourceDefinition in sync.konductor.io is missing. Ask the cluster&apos;s owner to install it; the page fills by itself.</source>
        <translation>تعريفها CustomResourceDefinition في sync.konductor.io مفقود. اطلب من مالك العنقود تثبيته؛ تمتلئ الصفحة من تلقاء نفسها.</translation>
    </message>
    <message>
        <source>You may not see %1 here</source>
        <translation>لا يحقّ لك رؤية %1 هنا</translation>
    </message>
    <message>
        <source>Type in the namespaces that you may see, or ask for the verbs list and watch.</source>
        <translation>اكتب مساحات الأسماء التي يحقّ لك رؤيتها، أو اطلب الفعلين list وwatch.</translation>
    </message>
    <message>
        <source>Type in namespaces…</source>
        <translation>اكتب مساحات الأسماء…</translation>
    </message>
    <message>
        <source>No answer from the server</source>
        <translation>لا جواب من الخادم</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>حاول الآن</translation>
    </message>
    <message>
        <source>Not live. Shown as of %1. %2</source>
        <translation>غير مباشر. كما كان عند %1. %2</translation>
    </message>
    <message>
        <source>No %1</source>
        <translation>لا %1</translation>
    </message>
    <message>
        <source>None exist in what you can see. They appear here as soon as somebody creates one.</source>
        <translation>لا شيء منها فيما تستطيع رؤيته. تظهر هنا حالما ينشئ أحدهم واحدًا.</translation>
    </message>
    <message>
        <source>No %1 match</source>
        <translation>لا %1 مطابقة</translation>
    </message>
    <message numerus="yes">
        <source>%n are hidden by the filter or the namespace.</source>
        <comment>1 is hidden by the filter or the namespace.</comment>
        <translation>
            <numerusform>لا كائنات مخفيّة بسبب المرشّح أو مساحة الأسماء.</numerusform>
            <numerusform>كائن واحد مخفيّ بسبب المرشّح أو مساحة الأسماء.</numerusform>
            <numerusform>كائنان مخفيّان بسبب المرشّح أو مساحة الأسماء.</numerusform>
            <numerusform>%n كائنات مخفيّة بسبب المرشّح أو مساحة الأسماء.</numerusform>
            <numerusform>%n كائنًا مخفيًّا بسبب المرشّح أو مساحة الأسماء.</numerusform>
            <numerusform>%n كائن مخفيّ بسبب المرشّح أو مساحة الأسماء.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>أظهر الكل</translation>
    </message>
    <message>
        <source>Create a %1…</source>
        <translation>إنشاء %1…</translation>
    </message>
    <message>
        <source>It was not live when the snapshot was taken, but as of %1.</source>
        <translation>لم يكن ذلك مباشرًا حين أُخذت اللقطة، بل كما كان عند %1.</translation>
    </message>
    <message>
        <source>There is no connection</source>
        <translation>لا يوجد اتصال</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>its arrival at %1: withdraw it to take it back</source>
        <translation>وصوله إلى %1: اسحبه لاسترجاعه</translation>
    </message>
    <message>
        <source>%1, which it executed: reset it to have the work done again</source>
        <translation>ما نفّذه وهو %1: أعد ضبطه ليُنجز العمل مجددًا</translation>
    </message>
    <message>
        <source>its request for %1: cancel it, or it may get the lease</source>
        <translation>طلبه لـ %1: ألغه، وإلا فقد يحصل على Lease</translation>
    </message>
    <message>
        <source>Release all</source>
        <translation>تحرير الكل</translation>
    </message>
    <message>
        <source>Force-expire all</source>
        <translation>إنهاء الكل قسرًا</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>انظر مجددًا</translation>
    </message>
    <message>
        <source>Delete all</source>
        <translation>حذف الكل</translation>
    </message>
    <message numerus="yes">
        <source>Release all that is held of %n objects</source>
        <comment>Release all that is held of 1 object</comment>
        <translation>
            <numerusform>تحرير كل ما هو محجوز من لا كائنات</numerusform>
            <numerusform>تحرير كل ما هو محجوز من كائن واحد</numerusform>
            <numerusform>تحرير كل ما هو محجوز من كائنين</numerusform>
            <numerusform>تحرير كل ما هو محجوز من %n كائنات</numerusform>
            <numerusform>تحرير كل ما هو محجوز من %n كائنًا</numerusform>
            <numerusform>تحرير كل ما هو محجوز من %n كائن</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Force-expire all that is held of %n objects</source>
        <comment>Force-expire all that is held of 1 object</comment>
        <translation>
            <numerusform>إنهاء كل ما هو محجوز من لا كائنات</numerusform>
            <numerusform>إنهاء كل ما هو محجوز من كائن واحد</numerusform>
            <numerusform>إنهاء كل ما هو محجوز من كائنين</numerusform>
            <numerusform>إنهاء كل ما هو محجوز من %n كائنات</numerusform>
            <numerusform>إنهاء كل ما هو محجوز من %n كائنًا</numerusform>
            <numerusform>إنهاء كل ما هو محجوز من %n كائن</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make the operator look at %n objects</source>
        <comment>Make the operator look at 1 object</comment>
        <translation>
            <numerusform>جعل المشغّل ينظر في لا كائنات</numerusform>
            <numerusform>جعل المشغّل ينظر في كائن واحد</numerusform>
            <numerusform>جعل المشغّل ينظر في كائنين</numerusform>
            <numerusform>جعل المشغّل ينظر في %n كائنات</numerusform>
            <numerusform>جعل المشغّل ينظر في %n كائنًا</numerusform>
            <numerusform>جعل المشغّل ينظر في %n كائن</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n objects and what hangs on them</source>
        <comment>Delete 1 object and what hangs on it</comment>
        <translation>
            <numerusform>حذف لا كائنات وما يتعلق بها</numerusform>
            <numerusform>حذف كائن واحد وما يتعلق به</numerusform>
            <numerusform>حذف كائنين وما يتعلق بهما</numerusform>
            <numerusform>حذف %n كائنات وما يتعلق بها</numerusform>
            <numerusform>حذف %n كائنًا وما يتعلق بها</numerusform>
            <numerusform>حذف %n كائن وما يتعلق بها</numerusform>
        </translation>
    </message>
    <message>
        <source>holds nothing that could be given back</source>
        <translation>لا يحمل شيئًا يمكن إعادته</translation>
    </message>
    <message>
        <source>Force-expire all that %1 holds</source>
        <translation>إنهاء كل ما يحمله %1</translation>
    </message>
    <message>
        <source>Release all that %1 holds</source>
        <translation>تحرير كل ما يحمله %1</translation>
    </message>
    <message>
        <source>there is nothing to do</source>
        <translation>لا شيء يُفعل</translation>
    </message>
    <message>
        <source>Gate %1 would see it but has no timer: it opens only when something touches it.</source>
        <translation>سيراه Gate %1 لكنه بلا مؤقّت: لا يُفتح إلا إذا لمسه شيء.</translation>
    </message>
    <message>
        <source>Gate %1 would see it but has no timer: it closes again only when something touches it.</source>
        <translation>سيراه Gate %1 لكنه بلا مؤقّت: لا يُغلق مجددًا إلا إذا لمسه شيء.</translation>
    </message>
    <message>
        <source>Gate %1 would see it but has no timer: it fails only when something touches it.</source>
        <translation>سيراه Gate %1 لكنه بلا مؤقّت: لا يفشل إلا إذا لمسه شيء.</translation>
    </message>
    <message>
        <source>Gate %1 is not woken by this; it looks within %2 and then opens.</source>
        <translation>لا يوقظ هذا Gate %1؛ ينظر خلال %2 ثم يُفتح.</translation>
    </message>
    <message>
        <source>Gate %1 is not woken by this; it looks within %2 and then closes again.</source>
        <translation>لا يوقظ هذا Gate %1؛ ينظر خلال %2 ثم يُغلق مجددًا.</translation>
    </message>
    <message>
        <source>Gate %1 is not woken by this; it looks within %2 and then fails.</source>
        <translation>لا يوقظ هذا Gate %1؛ ينظر خلال %2 ثم يفشل.</translation>
    </message>
    <message>
        <source>Nothing here wakes the operator: it sees the change at its own timer, within 1 min.</source>
        <translation>لا شيء هنا يوقظ المشغّل: يرى التغيير بمؤقّته الخاص، خلال دقيقة.</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 أو %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>it is gone</source>
        <translation>لقد زال</translation>
    </message>
    <message>
        <source>it was deleted and created anew</source>
        <translation>حُذف وأُنشئ من جديد</translation>
    </message>
    <message>
        <source>only its metadata</source>
        <translation>بياناته الوصفية فقط</translation>
    </message>
    <message>
        <source>not a whole number</source>
        <translation>ليس عددًا صحيحًا</translation>
    </message>
    <message>
        <source>must be %1 to %2</source>
        <translation>يجب أن يكون من %1 إلى %2</translation>
    </message>
    <message>
        <source>Permits</source>
        <translation>التصاريح</translation>
    </message>
    <message>
        <source>TTL</source>
        <translation>TTL</translation>
    </message>
    <message>
        <source>The operator ignores a semaphore&apos;s TTL; clients may take it for their permits.</source>
        <translation>يتجاهل المشغّل TTL الخاص بـ Semaphore؛ وقد يأخذه العملاء لتصاريحهم.</translation>
    </message>
    <message>
        <source>The operator ignores a permit&apos;s TTL: only its expiresAt counts, and its client writes that.</source>
        <translation>يتجاهل المشغّل TTL الخاص بالتصريح: لا يُعتدّ إلا بـ expiresAt، والعميل يكتبه.</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>المتوقع</translation>
    </message>
    <message>
        <source>Quorum</source>
        <translation>النصاب</translation>
    </message>
    <message>
        <source>Time-out</source>
        <translation>المهلة</translation>
    </message>
    <message>
        <source>It takes effect at the next grant: the present hold keeps its expiry, or has none.</source>
        <translation>يسري عند المنح التالي: يحتفظ الحجز الحالي بانتهائه، أو لا انتهاء له.</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>الأولوية</translation>
    </message>
    <message>
        <source>It decides at the next grant only: it takes the lease from nobody.</source>
        <translation>تقرّر عند المنح التالي فقط: لا تنزع Lease من أحد.</translation>
    </message>
    <message>
        <source>Clients read it when they lock: the present hold keeps its expiry, or has none.</source>
        <translation>يقرؤه العملاء حين يقفلون: يحتفظ الحجز الحالي بانتهائه، أو لا انتهاء له.</translation>
    </message>
    <message>
        <source>Past its creation and TTL the operator deletes the once at the next touch, and this is one.</source>
        <translation>بعد إنشائه ومضي TTL يحذف المشغّل Once عند اللمس التالي، وهذا لمس.</translation>
    </message>
    <message>
        <source>The operator ignores a wait group&apos;s TTL.</source>
        <translation>يتجاهل المشغّل TTL الخاص بـ WaitGroup.</translation>
    </message>
    <message>
        <source>cannot be taken away</source>
        <translation>لا يمكن إزالته</translation>
    </message>
    <message>
        <source>not a duration; write it as 30s, 5m or 1h30m</source>
        <translation>ليس مدة؛ اكتبها ⁦30s⁩ أو ⁦5m⁩ أو ⁦1h30m⁩</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>لم يُكتب شيء.</translation>
    </message>
    <message>
        <source>%1 of %2 calls had been made.</source>
        <translation>أُجري %1 من %2 من الاستدعاءات.</translation>
    </message>
    <message>
        <source>%1 has changed since: %2.</source>
        <translation>تغيّر %1 منذئذ: %2.</translation>
    </message>
    <message>
        <source>%1 is gone.</source>
        <translation>زال %1.</translation>
    </message>
    <message>
        <source>%1 exists already.</source>
        <translation>إن %1 موجود بالفعل.</translation>
    </message>
    <message>
        <source>it has changed since the plan was made</source>
        <translation>تغيّر منذ وُضعت الخطة</translation>
    </message>
    <message>
        <source>the watch of %1 is not live, so the effect cannot be seen from here</source>
        <translation>مراقبة %1 غير مباشرة، فلا يُرى الأثر من هنا</translation>
    </message>
    <message>
        <source>%1 is gone</source>
        <translation>زال %1</translation>
    </message>
    <message>
        <source>more permits are held than there are: the API server refuses the operator&apos;s update</source>
        <translation>التصاريح المحجوزة أكثر من الموجود: يرفض خادم API تحديث المشغّل</translation>
    </message>
    <message>
        <source>the operator would have written by now if it had looked: it may be down, or its updates fail</source>
        <translation>كان المشغّل سيكتب الآن لو نظر: قد يكون متوقفًا، أو أن تحديثاته تفشل</translation>
    </message>
    <message>
        <source>it has nothing to write and no timer: it looks again only when something touches the object</source>
        <translation>ليس لديه ما يكتبه ولا مؤقّت: لا ينظر مجددًا إلا إذا لمس شيء الكائن</translation>
    </message>
    <message>
        <source>it has nothing to write in the present state; it looks again within %1</source>
        <translation>ليس لديه ما يكتبه في الحالة الراهنة؛ ينظر مجددًا خلال %1</translation>
    </message>
    <message>
        <source>Written, but the operator has not reacted after %1, because %2.</source>
        <translation>كُتب، لكن المشغّل لم يتجاوب بعد %1، لأن: %2.</translation>
    </message>
    <message>
        <source>%1 is not a condition</source>
        <translation>ليس %1 شرطًا</translation>
    </message>
    <message>
        <source>Write Barrier/extract=Open or Semaphore/gpu&gt;=2.</source>
        <translation>اكتب Barrier/extract=Open أو Semaphore/gpu&gt;=2.</translation>
    </message>
    <message>
        <source>its name</source>
        <translation>اسمه</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>الحامل</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>الشروط</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>رقم</translation>
    </message>
    <message>
        <source>30s, 5m, 1h30m; empty for none</source>
        <translation>‏⁦30s⁩ أو ⁦5m⁩ أو ⁦1h30m⁩؛ فارغ لعدم وجودها</translation>
    </message>
    <message>
        <source>%1 must be given</source>
        <translation>يجب إعطاء %1</translation>
    </message>
    <message>
        <source>it has changed since it was read</source>
        <translation>تغيّر منذ قُرئ</translation>
    </message>
    <message>
        <source>Read it again and make the change anew.</source>
        <translation>اقرأه مجددًا وأعد التغيير.</translation>
    </message>
    <message>
        <source>%1 cannot be changed here</source>
        <translation>لا يمكن تغيير %1 هنا</translation>
    </message>
    <message>
        <source>Only spec, labels and annotations can; what the operator writes is done by the actions.</source>
        <translation>لا يتغير إلا المواصفة والوسوم والتعليقات؛ وما يكتبه المشغّل تتولاه الإجراءات.</translation>
    </message>
    <message>
        <source>nothing is changed</source>
        <translation>لم يتغير شيء</translation>
    </message>
    <message>
        <source>Change %1: %2</source>
        <translation>تغيير %1: %2</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>تغيير</translation>
    </message>
    <message>
        <source>%1 has changed</source>
        <translation>تغيّر %1</translation>
    </message>
    <message>
        <source>its name is longer than 63 characters, so no arrival can name it</source>
        <translation>اسمه أطول من 63 محرفًا، فلا يستطيع وصول أن يسمّيه</translation>
    </message>
    <message>
        <source>no holder was given to arrive as</source>
        <translation>لم يُعطَ حامل للوصول باسمه</translation>
    </message>
    <message>
        <source>a holder has 1 to 253 characters</source>
        <translation>الحامل من 1 إلى 253 محرفًا</translation>
    </message>
    <message>
        <source>%1 has already arrived</source>
        <translation>وصل %1 بالفعل</translation>
    </message>
    <message>
        <source>with label and controller owner reference, so that the operator counts it at once</source>
        <translation>بوسم ومرجع مالك متحكّم، ليعدّه المشغّل فورًا</translation>
    </message>
    <message>
        <source>The barrier&apos;s time-out has passed; it is open, and an arrival changes nothing but the count.</source>
        <translation>انقضت مهلة Barrier؛ وهو مفتوح، ولا يغيّر الوصول إلا العدد.</translation>
    </message>
    <message>
        <source>The barrier&apos;s time-out has passed: an arrival can no longer open it. Raise or remove spec.timeout, then it looks again.</source>
        <translation>انقضت مهلة Barrier: لم يعد وصول يستطيع فتحه. زد spec.timeout أو أزله، فينظر مجددًا.</translation>
    </message>
    <message>
        <source>The barrier is open already.</source>
        <translation>‏Barrier مفتوح بالفعل.</translation>
    </message>
    <message numerus="yes">
        <source>%n arrivals are not counted yet, because nothing woke the operator; this counts it too.</source>
        <comment>1 arrival is not counted yet, because nothing woke the operator; this counts it too.</comment>
        <translation>
            <numerusform>كل وصول محسوب؛ وهذا يُحسب أيضًا.</numerusform>
            <numerusform>وصول واحد لم يُحسب بعد، إذ لا شيء أيقظ المشغّل؛ وهذا يحسبه أيضًا.</numerusform>
            <numerusform>وصولان لم يُحسبا بعد، إذ لا شيء أيقظ المشغّل؛ وهذا يحسبهما أيضًا.</numerusform>
            <numerusform>%n وصولات لم تُحسب بعد، إذ لا شيء أيقظ المشغّل؛ وهذا يحسبها أيضًا.</numerusform>
            <numerusform>%n وصولًا لم تُحسب بعد، إذ لا شيء أيقظ المشغّل؛ وهذا يحسبها أيضًا.</numerusform>
            <numerusform>%n وصول لم تُحسب بعد، إذ لا شيء أيقظ المشغّل؛ وهذا يحسبها أيضًا.</numerusform>
        </translation>
    </message>
    <message>
        <source>Those waiting at the barrier cannot tell this arrival from the worker&apos;s own.</source>
        <translation>من ينتظر عند Barrier لا يميّز هذا الوصول من وصول العامل نفسه.</translation>
    </message>
    <message>
        <source>the barrier counts %1</source>
        <translation>يعدّ Barrier الآن %1</translation>
    </message>
    <message>
        <source>the barrier counts all %1</source>
        <translation>يعدّ Barrier الجميع وهم %1</translation>
    </message>
    <message>
        <source>Arrive at %1 as %2</source>
        <translation>الوصول إلى %1 باسم %2</translation>
    </message>
    <message>
        <source>Arrive</source>
        <translation>وصول</translation>
    </message>
    <message>
        <source>no arrival is missing: %1 of %2 have arrived</source>
        <translation>لا وصول غائب: وصل %1 من %2</translation>
    </message>
    <message>
        <source>Let %1 of %2 missing arrive at %3</source>
        <translation>إيصال %1 من %2 من الغائبين إلى %3</translation>
    </message>
    <message numerus="yes">
        <source>Only %n arrivals are missing: the names after %1 are not used.</source>
        <comment>Only 1 arrival is missing: the names after %1 are not used.</comment>
        <translation>
            <numerusform>الغائب لا وصول فقط: الأسماء بعد %1 لا تُستخدم.</numerusform>
            <numerusform>الغائب وصول واحد فقط: الأسماء بعد %1 لا تُستخدم.</numerusform>
            <numerusform>الغائب وصولان فقط: الأسماء بعد %1 لا تُستخدم.</numerusform>
            <numerusform>الغائب %n وصولات فقط: الأسماء بعد %1 لا تُستخدم.</numerusform>
            <numerusform>الغائب %n وصولًا فقط: الأسماء بعد %1 لا تُستخدم.</numerusform>
            <numerusform>الغائب %n وصول فقط: الأسماء بعد %1 لا تُستخدم.</numerusform>
        </translation>
    </message>
    <message>
        <source>a name has at most 253 lower case letters, digits, - and .</source>
        <translation>الاسم 253 محرفًا على الأكثر من حروف صغيرة وأرقام و- و.</translation>
    </message>
    <message>
        <source>no namespace was given</source>
        <translation>لم تُعطَ مساحة أسماء</translation>
    </message>
    <message>
        <source>there is one already</source>
        <translation>يوجد واحد بالفعل</translation>
    </message>
    <message>
        <source>spec.%1 is no field of a %2, or has no value; the server would drop it in silence</source>
        <translation>ليس spec.%1 حقلًا في %2، أو أنه بلا قيمة؛ سيُسقطه الخادم صامتًا</translation>
    </message>
    <message>
        <source>The operator does not watch requests: it sees this one within 1 min, or when the lease is touched.</source>
        <translation>لا يراقب المشغّل الطلبات: يرى هذا خلال دقيقة، أو حين يُلمس Lease.</translation>
    </message>
    <message>
        <source>There is no %1 %2: nothing will count it.</source>
        <translation>لا يوجد %1 %2: لن يعدّه شيء.</translation>
    </message>
    <message>
        <source>jobs are not Konductor&apos;s</source>
        <translation>المهام ليست من Konductor</translation>
    </message>
    <message>
        <source>Konductor&apos;s kinds have apiVersion sync.konductor.io/v1.</source>
        <translation>أنواع Konductor لها apiVersion sync.konductor.io/v1.</translation>
    </message>
    <message>
        <source>Create %1 in %2</source>
        <translation>إنشاء %1 في %2</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>إنشاء</translation>
    </message>
    <message>
        <source>%1 exists</source>
        <translation>صار %1 موجودًا</translation>
    </message>
    <message>
        <source>it has no owner reference: nobody else would remove it</source>
        <translation>بلا مرجع مالك: لن يزيله أحد غيرك</translation>
    </message>
    <message>
        <source>Gate %1 waits for it and can never open without it.</source>
        <translation>ينتظره Gate %1 ولا يمكن أن يُفتح بدونه.</translation>
    </message>
    <message>
        <source>What is deleted does not come back; a client that waits for it waits in vain.</source>
        <translation>ما حُذف لا يعود؛ والعميل الذي ينتظره ينتظر عبثًا.</translation>
    </message>
    <message>
        <source>Delete it with kubectl.</source>
        <translation>احذفه بـ kubectl.</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>حذف %1</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>nothing in its spec can be changed by hand</source>
        <translation>لا شيء في مواصفته يُغيَّر يدويًا</translation>
    </message>
    <message>
        <source>%1 is not a value of its spec; those are %2</source>
        <translation>ليس %1 قيمة في مواصفته؛ وقيمها %2</translation>
    </message>
    <message>
        <source>its spec is so already</source>
        <translation>مواصفته كذلك بالفعل</translation>
    </message>
    <message>
        <source>a quorum of %1 is more than the %2 expected</source>
        <translation>نصاب %1 أكثر من %2 المتوقعين</translation>
    </message>
    <message>
        <source>Those that were let through have gone on; closing it again does not call them back.</source>
        <translation>من سُمح لهم بالمرور قد مضوا؛ والإغلاق مجددًا لا يعيدهم.</translation>
    </message>
    <message>
        <source>%1 has the new spec and the operator has looked at it</source>
        <translation>لـ %1 المواصفة الجديدة وقد نظر فيه المشغّل</translation>
    </message>
    <message>
        <source>no waiter was chosen to hand it to</source>
        <translation>لم يُختر منتظر يُسلَّم إليه</translation>
    </message>
    <message>
        <source>%1 holds it already</source>
        <translation>إن %1 يحمله بالفعل</translation>
    </message>
    <message>
        <source>%1 has not asked for it</source>
        <translation>لم يطلبه %1</translation>
    </message>
    <message>
        <source>The operator grants a lease to requests only; a client must ask first.</source>
        <translation>لا يمنح المشغّل Lease إلا للطلبات؛ يجب أن يطلب العميل أولًا.</translation>
    </message>
    <message>
        <source>another request has the highest priority there is</source>
        <translation>لطلب آخر أعلى أولوية ممكنة</translation>
    </message>
    <message>
        <source>Cancel that request first.</source>
        <translation>ألغِ ذلك الطلب أولًا.</translation>
    </message>
    <message>
        <source>above every other request, so that the operator takes it</source>
        <translation>فوق كل طلب آخر، ليأخذه المشغّل</translation>
    </message>
    <message>
        <source>or %1 may win the lease again</source>
        <translation>وإلا فقد يفوز %1 بـ Lease مجددًا</translation>
    </message>
    <message>
        <source>the operator expires it and grants it in one write: nobody comes between</source>
        <translation>ينهيه المشغّل ويمنحه في كتابة واحدة: لا يتوسط أحد</translation>
    </message>
    <message>
        <source>Hand %1 to %2</source>
        <translation>تسليم %1 إلى %2</translation>
    </message>
    <message>
        <source>Hand %1 from %2 to %3</source>
        <translation>تسليم %1 من %2 إلى %3</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>تسليم</translation>
    </message>
    <message>
        <source>%1 holds the lease</source>
        <translation>يحمل Lease الآن %1</translation>
    </message>
    <message>
        <source>The request of %1 keeps its raised priority.</source>
        <translation>يحتفظ طلب %1 بأولويته المرفوعة.</translation>
    </message>
    <message>
        <source>Cancel request %1 of %2 for %3</source>
        <translation>إلغاء الطلب %1 لـ %2 على %3</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>إلغاء الطلب</translation>
    </message>
    <message>
        <source>a request is withdrawn by deleting it</source>
        <translation>يُسحب الطلب بحذفه</translation>
    </message>
    <message>
        <source>request %1 is gone</source>
        <translation>زال الطلب %1</translation>
    </message>
    <message>
        <source>%1 holds the lease: this does not free it. Release the lease for that.</source>
        <translation>إن %1 يحمل Lease: هذا لا يحرّره. حرّر Lease لذلك.</translation>
    </message>
    <message>
        <source>%1 is not told; if it still waits, it waits in vain until its time-out.</source>
        <translation>لا يُبلَّغ %1؛ إن كان ما زال ينتظر فإنه ينتظر عبثًا حتى مهلته.</translation>
    </message>
    <message>
        <source>the operator&apos;s own expiry path runs at once</source>
        <translation>يعمل مسار الانتهاء لدى المشغّل فورًا</translation>
    </message>
    <message>
        <source>frees the lease and wakes the operator</source>
        <translation>يحرّر Lease ويوقظ المشغّل</translation>
    </message>
    <message>
        <source>%1 no longer holds the lease</source>
        <translation>لم يعد %1 يحمل Lease</translation>
    </message>
    <message>
        <source>If %1 asks for the lease again, it competes like any other.</source>
        <translation>إن طلب %1 هذا الـ Lease مجددًا فإنه ينافس كغيره.</translation>
    </message>
    <message>
        <source>any change wakes the operator, an annotation too</source>
        <translation>أي تغيير يوقظ المشغّل، والتعليق كذلك</translation>
    </message>
    <message>
        <source>the operator does not look at it by itself</source>
        <translation>لا ينظر فيه المشغّل بنفسه</translation>
    </message>
    <message>
        <source>Touch its %1 instead.</source>
        <translation>المس %1 الخاص به بدلًا منه.</translation>
    </message>
    <message>
        <source>jobs are not the operator&apos;s</source>
        <translation>المهام ليست للمشغّل</translation>
    </message>
    <message>
        <source>Make the operator look at %1 again</source>
        <translation>جعل المشغّل ينظر في %1 مجددًا</translation>
    </message>
    <message>
        <source>the operator has nothing left to write for %1</source>
        <translation>لم يبق للمشغّل ما يكتبه لـ %1</translation>
    </message>
    <message>
        <source>By the rules the operator has nothing to change in its present state.</source>
        <translation>بحسب القواعد ليس للمشغّل ما يغيّره في حالته الراهنة.</translation>
    </message>
    <message>
        <source>nothing here mends it</source>
        <translation>لا شيء هنا يصلحه</translation>
    </message>
    <message>
        <source>a person has to decide how to mend it</source>
        <translation>على إنسان أن يقرّر كيف يُصلَح</translation>
    </message>
    <message>
        <source>none of them can be mended from here</source>
        <translation>لا شيء منها يُصلَح من هنا</translation>
    </message>
    <message numerus="yes">
        <source>Mend %n findings</source>
        <comment>Mend 1 finding</comment>
        <translation>
            <numerusform>إصلاح لا مشكلات</numerusform>
            <numerusform>إصلاح مشكلة واحدة</numerusform>
            <numerusform>إصلاح مشكلتين</numerusform>
            <numerusform>إصلاح %n مشكلات</numerusform>
            <numerusform>إصلاح %n مشكلة</numerusform>
            <numerusform>إصلاح %n مشكلة</numerusform>
        </translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>إصلاح</translation>
    </message>
    <message>
        <source>as its holder would unlock it</source>
        <translation>كما يفتح حامله القفل</translation>
    </message>
    <message>
        <source>%1 no longer holds the mutex</source>
        <translation>لم يعد %1 يحمل Mutex</translation>
    </message>
    <message>
        <source>a %1 is not held by anybody, so there is nothing to release or expire</source>
        <translation>إن %1 لا يحمله أحد، فلا شيء يُحرَّر أو يُنهى</translation>
    </message>
    <message>
        <source>nobody holds it</source>
        <translation>لا أحد يحمله</translation>
    </message>
    <message>
        <source>it is held by %1, not by %2</source>
        <translation>يحمله %1 لا %2</translation>
    </message>
    <message>
        <source>Force-expire</source>
        <translation>إنهاء قسري</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>فتح القفل</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>تحرير</translation>
    </message>
    <message>
        <source>Force-expire %1 held by %2</source>
        <translation>إنهاء %1 قسرًا، ويحمله %2</translation>
    </message>
    <message>
        <source>Unlock %1 held by %2</source>
        <translation>فتح قفل %1، ويحمله %2</translation>
    </message>
    <message>
        <source>Release %1 held by %2</source>
        <translation>تحرير %1، ويحمله %2</translation>
    </message>
    <message>
        <source>there is no such object</source>
        <translation>لا يوجد كائن كهذا</translation>
    </message>
    <message>
        <source>semaphore</source>
        <translation>Semaphore</translation>
    </message>
    <message>
        <source>permit</source>
        <translation>Permit</translation>
    </message>
    <message>
        <source>barrier</source>
        <translation>Barrier</translation>
    </message>
    <message>
        <source>arrival</source>
        <translation>Arrival</translation>
    </message>
    <message>
        <source>lease</source>
        <translation>Lease</translation>
    </message>
    <message>
        <source>leaserequest</source>
        <translation>LeaseRequest</translation>
    </message>
    <message>
        <source>gate</source>
        <translation>Gate</translation>
    </message>
    <message>
        <source>mutex</source>
        <translation>Mutex</translation>
    </message>
    <message>
        <source>rwmutex</source>
        <translation>RWMutex</translation>
    </message>
    <message>
        <source>once</source>
        <translation>Once</translation>
    </message>
    <message>
        <source>waitgroup</source>
        <translation>WaitGroup</translation>
    </message>
    <message>
        <source>job</source>
        <translation>Job</translation>
    </message>
    <message>
        <source>%1 is not told and may still be at work: Konductor has no fencing.</source>
        <translation>لا يُبلَّغ %1 وقد يكون ما زال يعمل: ليس في Konductor تسييج.</translation>
    </message>
    <message>
        <source>it belongs to semaphore %1, not to %2</source>
        <translation>ينتمي إلى Semaphore %1 لا إلى %2</translation>
    </message>
    <message>
        <source>no permit of it is held</source>
        <translation>لا تصريح منه محجوز</translation>
    </message>
    <message>
        <source>%1 permits of it are held</source>
        <translation>%1 من تصاريحه محجوزة</translation>
    </message>
    <message>
        <source>Name the holder or the permit.</source>
        <translation>سمِّ الحامل أو التصريح.</translation>
    </message>
    <message>
        <source>%1 holds no permit of it</source>
        <translation>لا يحمل %1 تصريحًا منه</translation>
    </message>
    <message>
        <source>The permit has no controller owner reference: the operator notices at its timer, within 1 min.</source>
        <translation>التصريح بلا مرجع مالك متحكّم: يلاحظ المشغّل بمؤقّته، خلال دقيقة.</translation>
    </message>
    <message>
        <source>it has expired already and does not count</source>
        <translation>انتهى بالفعل ولا يُحسب</translation>
    </message>
    <message>
        <source>Release it to remove it.</source>
        <translation>حرّره لإزالته.</translation>
    </message>
    <message>
        <source>Force-expire permit %1 of %2 held by %3</source>
        <translation>إنهاء التصريح %1 من %2 قسرًا، ويحمله %3</translation>
    </message>
    <message>
        <source>Release permit %1 of %2 held by %3</source>
        <translation>تحرير التصريح %1 من %2، ويحمله %3</translation>
    </message>
    <message>
        <source>it stops counting and stays visible as evidence</source>
        <translation>يتوقف عن العدّ ويبقى ظاهرًا دليلًا</translation>
    </message>
    <message>
        <source>a permit is freed by deleting it</source>
        <translation>يُحرَّر التصريح بحذفه</translation>
    </message>
    <message>
        <source>permit %1 no longer counts</source>
        <translation>لم يعد التصريح %1 يُحسب</translation>
    </message>
    <message>
        <source>Give a longer one, or none.</source>
        <translation>أعطِ أطول، أو لا شيء.</translation>
    </message>
    <message>
        <source>Rescue %1</source>
        <translation>إنقاذ %1</translation>
    </message>
    <message>
        <source>Rescue</source>
        <translation>إنقاذ</translation>
    </message>
    <message>
        <source>without the passed time-out the operator evaluates it again; a patched phase would not stay</source>
        <translation>دون المهلة المنقضية يقيّمه المشغّل مجددًا؛ أما الطور المعدَّل فلا يبقى</translation>
    </message>
    <message>
        <source>its time-out has not passed: an arrival can still open it</source>
        <translation>لم تنقضِ مهلته: ما زال وصول يستطيع فتحه</translation>
    </message>
    <message>
        <source>it is open</source>
        <translation>إنه مفتوح</translation>
    </message>
    <message>
        <source>the barrier is no longer Failed</source>
        <translation>لم يعد Barrier بحالة Failed</translation>
    </message>
    <message numerus="yes">
        <source>It then waits for %n arrivals more; arrive for them, or lower expected or quorum.</source>
        <comment>It then waits for 1 arrival more; arrive for them, or lower expected or quorum.</comment>
        <translation>
            <numerusform>لا ينتظر بعدها أي وصول آخر.</numerusform>
            <numerusform>ينتظر بعدها وصولًا آخر؛ صِل نيابة عنه، أو اخفض expected أو quorum.</numerusform>
            <numerusform>ينتظر بعدها وصولين آخرين؛ صِل نيابة عنهما، أو اخفض expected أو quorum.</numerusform>
            <numerusform>ينتظر بعدها %n وصولات أخرى؛ صِل نيابة عنها، أو اخفض expected أو quorum.</numerusform>
            <numerusform>ينتظر بعدها %n وصولًا آخر؛ صِل نيابة عنها، أو اخفض expected أو quorum.</numerusform>
            <numerusform>ينتظر بعدها %n وصول آخر؛ صِل نيابة عنها، أو اخفض expected أو quorum.</numerusform>
        </translation>
    </message>
    <message>
        <source>It will not open before this holds: %1 %2 (%3).</source>
        <translation>لن يُفتح قبل أن يتحقق هذا: %1 %2 (%3).</translation>
    </message>
    <message>
        <source>A gate&apos;s phase cannot be set by hand: the operator undoes it at once. Make its conditions true, or edit them.</source>
        <translation>لا يُضبط طور Gate يدويًا: يلغيه المشغّل فورًا. حقّق شروطه، أو عدّلها.</translation>
    </message>
    <message>
        <source>all its conditions hold; the operator has only to look</source>
        <translation>كل شروطه متحققة؛ على المشغّل أن ينظر فقط</translation>
    </message>
    <message>
        <source>the gate is Open</source>
        <translation>صار Gate بحالة Open</translation>
    </message>
    <message>
        <source>it has not failed: it waits for its conditions</source>
        <translation>لم يفشل: ينتظر شروطه</translation>
    </message>
    <message>
        <source>Make its conditions true; its phase cannot be set by hand.</source>
        <translation>حقّق شروطه؛ فطوره لا يُضبط يدويًا.</translation>
    </message>
    <message>
        <source>the gate is Waiting again and looks by itself</source>
        <translation>عاد Gate بحالة Waiting وينظر بنفسه</translation>
    </message>
    <message>
        <source>only barriers and gates have a time-out to be rescued from</source>
        <translation>وحدها Barriers وGates لها مهلة يُنقَذ منها</translation>
    </message>
    <message>
        <source>there is no connection</source>
        <translation>لا يوجد اتصال</translation>
    </message>
    <message>
        <source>The watch shows that %1.</source>
        <translation>تُظهر المراقبة: %1.</translation>
    </message>
    <message>
        <source>Not as predicted: %1.</source>
        <translation>ليس كما تُوقّع: %1.</translation>
    </message>
    <message>
        <source>%1 readers hold it</source>
        <translation>يحمله %1 من القرّاء</translation>
    </message>
    <message>
        <source>Name the holder.</source>
        <translation>سمِّ الحامل.</translation>
    </message>
    <message>
        <source>%1 does not hold it</source>
        <translation>لا يحمله %1</translation>
    </message>
    <message>
        <source>Force-expire write lock of %1 held by %2</source>
        <translation>إنهاء قفل الكتابة على %1 قسرًا، ويحمله %2</translation>
    </message>
    <message>
        <source>Force-expire read lock of %1 held by %2</source>
        <translation>إنهاء قفل القراءة على %1 قسرًا، ويحمله %2</translation>
    </message>
    <message>
        <source>Release write lock of %1 held by %2</source>
        <translation>تحرير قفل الكتابة على %1، ويحمله %2</translation>
    </message>
    <message>
        <source>Release read lock of %1 held by %2</source>
        <translation>تحرير قفل القراءة على %1، ويحمله %2</translation>
    </message>
    <message>
        <source>nobody holds the lock any more</source>
        <translation>لم يعد أحد يحمل القفل</translation>
    </message>
    <message>
        <source>The expiry is shared: all %1 readers lose the lock, not only %2: %3.</source>
        <translation>الانتهاء مشترك: يفقد القرّاء كلهم (%1) القفل، لا %2 وحده: %3.</translation>
    </message>
    <message>
        <source>%1 no longer has this lock</source>
        <translation>لم يعد لـ %1 هذا القفل</translation>
    </message>
    <message>
        <source>%1 stands %2 times among the readers; one entry is removed.</source>
        <translation>يرد %1 %2 مرات بين القرّاء؛ يُزال مدخل واحد.</translation>
    </message>
    <message>
        <source>Add %1 to %2</source>
        <translation>إضافة %1 إلى %2</translation>
    </message>
    <message>
        <source>Count %1 done at %2</source>
        <translation>عدّ %1 منجزًا في %2</translation>
    </message>
    <message>
        <source>Set the counter of %2 to %1</source>
        <translation>ضبط عدّاد %2 على %1</translation>
    </message>
    <message>
        <source>it has not been executed, so there is nothing to reset</source>
        <translation>لم يُنفَّذ، فلا شيء يُعاد ضبطه</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>إعادة ضبط %1</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>إعادة الضبط</translation>
    </message>
    <message>
        <source>as a client rolls it back after an error</source>
        <translation>كما يتراجع عميل عنه بعد خطأ</translation>
    </message>
    <message>
        <source>the once is Pending</source>
        <translation>صار Once بحالة Pending</translation>
    </message>
    <message>
        <source>The next client that comes does the work again; what the first one did is not undone.</source>
        <translation>يعيد العميل التالي القادم العمل؛ وما فعله الأول لا يُلغى.</translation>
    </message>
    <message>
        <source>%1 is not a number to count by</source>
        <translation>ليس %1 عددًا يُعدّ به</translation>
    </message>
    <message>
        <source>its counter is %1 already</source>
        <translation>عدّاده %1 بالفعل</translation>
    </message>
    <message>
        <source>its counter cannot go beyond %1</source>
        <translation>لا يتجاوز عدّاده %1</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Count as done</source>
        <translation>عدّه منجزًا</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>ضبط</translation>
    </message>
    <message>
        <source>the counter goes from %1 to %2</source>
        <translation>ينتقل العدّاد من %1 إلى %2</translation>
    </message>
    <message>
        <source>the counter is %1</source>
        <translation>العدّاد %1</translation>
    </message>
    <message>
        <source>Those that still work are not told: each will count itself done as well.</source>
        <translation>من ما زال يعمل لا يُبلَّغ: سيعدّ كل واحد نفسه منجزًا أيضًا.</translation>
    </message>
    <message>
        <source>%1 has not arrived</source>
        <translation>لم يصل %1</translation>
    </message>
    <message>
        <source>no arrival is called %1</source>
        <translation>لا وصول يُسمّى %1</translation>
    </message>
    <message>
        <source>%1 have arrived</source>
        <translation>وصل %1</translation>
    </message>
    <message>
        <source>Name the holder or the arrival.</source>
        <translation>سمِّ الحامل أو الوصول.</translation>
    </message>
    <message>
        <source>Withdraw arrival %1 of %2 from %3</source>
        <translation>سحب الوصول %1 لـ %2 من %3</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>سحب</translation>
    </message>
    <message>
        <source>an arrival is withdrawn by deleting it</source>
        <translation>يُسحب الوصول بحذفه</translation>
    </message>
    <message>
        <source>the barrier no longer counts arrival %1</source>
        <translation>لم يعد Barrier يعدّ الوصول %1</translation>
    </message>
    <message>
        <source>%1 is not told and believes that it has arrived.</source>
        <translation>لا يُبلَّغ %1 ويظن أنه وصل.</translation>
    </message>
    <message>
        <source>you may not %1</source>
        <translation>لا يحقّ لك: %1</translation>
    </message>
    <message>
        <source>Ask for a Role with this verb. %1 says the same.</source>
        <translation>اطلب Role بهذا الفعل. %1 يقول الشيء نفسه.</translation>
    </message>
    <message>
        <source>%1 is still the one seen (uid %2), with the same spec</source>
        <translation>ما زال %1 هو الذي شوهد (uid %2)، بالمواصفة نفسها</translation>
    </message>
    <message>
        <source>%1 is still the one seen (uid %2), with the same spec, held by %3</source>
        <translation>ما زال %1 هو الذي شوهد (uid %2)، بالمواصفة نفسها، ويحمله %3</translation>
    </message>
    <message>
        <source>%1 is still the one seen (uid %2) and unchanged (resourceVersion %3)</source>
        <translation>ما زال %1 هو الذي شوهد (uid %2) ولم يتغير (resourceVersion %3)</translation>
    </message>
    <message>
        <source>%1 is still the one seen (uid %2) and unchanged (resourceVersion %3), held by %4</source>
        <translation>ما زال %1 هو الذي شوهد (uid %2) ولم يتغير (resourceVersion %3)، ويحمله %4</translation>
    </message>
    <message>
        <source>there is no %1 yet</source>
        <translation>لا يوجد %1 بعد</translation>
    </message>
    <message>
        <source>%1 of %2 permits in use, none is free: whoever creates a permit next has it; semaphores keep no queue.</source>
        <translation>%1 من %2 تصاريح قيد الاستخدام، ولا شيء متاح: من ينشئ تصريحًا تاليًا فهو له؛ لا طوابير في Semaphores.</translation>
    </message>
    <message>
        <source>%1 of %2 permits in use, %3 free: whoever creates a permit next has it; semaphores keep no queue.</source>
        <translation>%1 من %2 تصاريح قيد الاستخدام، و%3 متاحة: من ينشئ تصريحًا تاليًا فهو له؛ لا طوابير في Semaphores.</translation>
    </message>
    <message>
        <source>%1 of %2 needed (quorum) arrived</source>
        <translation>وصل %1 من %2 لازمين (النصاب)</translation>
    </message>
    <message>
        <source>%1 of %2 arrived</source>
        <translation>وصل %1 من %2</translation>
    </message>
    <message>
        <source>The barrier stays open: %1.</source>
        <translation>يبقى Barrier مفتوحًا: %1.</translation>
    </message>
    <message>
        <source>The barrier opens: %1.</source>
        <translation>يُفتح Barrier: %1.</translation>
    </message>
    <message>
        <source>The barrier stays %1: its time-out has passed. %2.</source>
        <translation>يبقى Barrier بحالة %1: انقضت مهلته. %2.</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>مغلق</translation>
    </message>
    <message>
        <source>The barrier stays closed: %1, %2 missing.</source>
        <translation>يبقى Barrier مغلقًا: %1، والغائبون %2.</translation>
    </message>
    <message>
        <source>nobody else asks for it</source>
        <translation>لا يطلبه أحد غيره</translation>
    </message>
    <message>
        <source>%1 is next</source>
        <translation>والتالي %1</translation>
    </message>
    <message>
        <source>The lease becomes Available: nobody has asked for it.</source>
        <translation>يصير Lease بحالة Available: لم يطلبه أحد.</translation>
    </message>
    <message>
        <source>%1 keeps the lease; this hold never expires; %2.</source>
        <translation>يحتفظ %1 بـ Lease؛ وهذا الحجز لا ينتهي أبدًا؛ %2.</translation>
    </message>
    <message>
        <source>One of %1 gets the lease at once; the lease has no TTL, so it never expires: their requests have the same priority, so the operator takes any.</source>
        <translation>يحصل أحد %1 على Lease فورًا؛ وليس له TTL فلا ينتهي أبدًا: لطلباتهم الأولوية نفسها، فيأخذ المشغّل أيًّا منها.</translation>
    </message>
    <message>
        <source>%1 gets the lease at once; the lease has no TTL, so it never expires.</source>
        <translation>يحصل %1 على Lease فورًا؛ وليس له TTL فلا ينتهي أبدًا.</translation>
    </message>
    <message>
        <source>The mutex becomes Unlocked: the first client that locks it has it; there is no queue.</source>
        <translation>يصير Mutex بحالة Unlocked: أول عميل يقفله فهو له؛ لا طابور.</translation>
    </message>
    <message>
        <source>%1 keeps the mutex.</source>
        <translation>يحتفظ %1 بـ Mutex.</translation>
    </message>
    <message>
        <source>The gate stays %1.</source>
        <translation>يبقى Gate بحالة %1.</translation>
    </message>
    <message>
        <source>The gate becomes %1.</source>
        <translation>يصير Gate بحالة %1.</translation>
    </message>
    <message>
        <source>The counter is %1; the wait group stays %2.</source>
        <translation>العدّاد %1؛ ويبقى WaitGroup بحالة %2.</translation>
    </message>
    <message>
        <source>The counter is %1; those that wait go on.</source>
        <translation>العدّاد %1؛ يمضي المنتظرون.</translation>
    </message>
    <message>
        <source>The counter is %1; who comes now has to wait again.</source>
        <translation>العدّاد %1؛ من يأتي الآن عليه أن ينتظر مجددًا.</translation>
    </message>
    <message>
        <source>The once is deleted; the next client that wants it creates it anew and does the work again.</source>
        <translation>يُحذف Once؛ والعميل التالي الذي يريده ينشئه من جديد ويعيد العمل.</translation>
    </message>
    <message numerus="yes">
        <source>Still read-locked by %n readers; a writer has to wait.</source>
        <comment>Still read-locked by 1 reader; a writer has to wait.</comment>
        <translation>
            <numerusform>لا قارئ يقفله الآن.</numerusform>
            <numerusform>ما زال مقفلًا للقراءة لدى قارئ واحد؛ على الكاتب أن ينتظر.</numerusform>
            <numerusform>ما زال مقفلًا للقراءة لدى قارئين؛ على الكاتب أن ينتظر.</numerusform>
            <numerusform>ما زال مقفلًا للقراءة لدى %n قرّاء؛ على الكاتب أن ينتظر.</numerusform>
            <numerusform>ما زال مقفلًا للقراءة لدى %n قارئًا؛ على الكاتب أن ينتظر.</numerusform>
            <numerusform>ما زال مقفلًا للقراءة لدى %n قارئ؛ على الكاتب أن ينتظر.</numerusform>
        </translation>
    </message>
    <message>
        <source>Still write-locked by %1.</source>
        <translation>ما زال مقفلًا للكتابة لدى %1.</translation>
    </message>
    <message>
        <source>The lock becomes Unlocked: the first client that locks it has it; there is no queue.</source>
        <translation>يصير القفل بحالة Unlocked: أول عميل يأخذه فهو له؛ لا طابور.</translation>
    </message>
    <message>
        <source>The once stays Executed.</source>
        <translation>يبقى Once بحالة Executed.</translation>
    </message>
    <message>
        <source>The once is Pending: the next client that comes does the work.</source>
        <translation>صار Once بحالة Pending: يعمل العميل التالي القادم.</translation>
    </message>
    <message numerus="yes">
        <source>All %n permits are held. The operator grants this one all the same, and the semaphore&apos;s status freezes: %1 of %n.</source>
        <comment>Its one permit is held. The operator grants this one all the same, and the semaphore&apos;s status freezes: %1 of 1.</comment>
        <translation>
            <numerusform>لا تصاريح فيه. يمنح المشغّل هذا مع ذلك، وتتجمد حالة Semaphore: %1 من %n.</numerusform>
            <numerusform>التصريح الوحيد محجوز. يمنح المشغّل هذا مع ذلك، وتتجمد حالة Semaphore: %1 من %n.</numerusform>
            <numerusform>كلا التصريحين محجوزان. يمنح المشغّل هذا مع ذلك، وتتجمد حالة Semaphore: %1 من %n.</numerusform>
            <numerusform>كل التصاريح (%n) محجوزة. يمنح المشغّل هذا مع ذلك، وتتجمد حالة Semaphore: %1 من %n.</numerusform>
            <numerusform>كل التصاريح (%n) محجوزة. يمنح المشغّل هذا مع ذلك، وتتجمد حالة Semaphore: %1 من %n.</numerusform>
            <numerusform>كل التصاريح (%n) محجوزة. يمنح المشغّل هذا مع ذلك، وتتجمد حالة Semaphore: %1 من %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objects are owned by it: the cluster&apos;s garbage collector removes them afterwards.</source>
        <comment>1 object is owned by it: the cluster&apos;s garbage collector removes it afterwards.</comment>
        <translation>
            <numerusform>لا يملك أي كائن.</numerusform>
            <numerusform>يملك كائنًا واحدًا: يزيله جامع القمامة في العنقود بعد ذلك.</numerusform>
            <numerusform>يملك كائنين: يزيلهما جامع القمامة في العنقود بعد ذلك.</numerusform>
            <numerusform>يملك %n كائنات: يزيلها جامع القمامة في العنقود بعد ذلك.</numerusform>
            <numerusform>يملك %n كائنًا: يزيلها جامع القمامة في العنقود بعد ذلك.</numerusform>
            <numerusform>يملك %n كائن: يزيلها جامع القمامة في العنقود بعد ذلك.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %1 and %n objects that hang on it</source>
        <comment>Delete %1 and 1 object that hangs on it</comment>
        <translation>
            <numerusform>حذف %1</numerusform>
            <numerusform>حذف %1 وكائن واحد متعلق به</numerusform>
            <numerusform>حذف %1 وكائنين متعلقين به</numerusform>
            <numerusform>حذف %1 و%n كائنات متعلقة به</numerusform>
            <numerusform>حذف %1 و%n كائنًا متعلقًا به</numerusform>
            <numerusform>حذف %1 و%n كائن متعلق به</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 permits are held: with %2 the API server refuses the operator&apos;s update, and the status stays frozen until %n are gone. Nobody loses a permit.</source>
        <comment>%1 permits are held: with %2 the API server refuses the operator&apos;s update, and the status stays frozen until 1 is gone. Nobody loses a permit.</comment>
        <translation>
            <numerusform>%1 من التصاريح محجوزة: مع %2 يرفض خادم API تحديث المشغّل، وتبقى الحالة مجمّدة. لا يفقد أحد تصريحًا.</numerusform>
            <numerusform>%1 من التصاريح محجوزة: مع %2 يرفض خادم API تحديث المشغّل، وتبقى الحالة مجمّدة حتى يزول واحد. لا يفقد أحد تصريحًا.</numerusform>
            <numerusform>%1 من التصاريح محجوزة: مع %2 يرفض خادم API تحديث المشغّل، وتبقى الحالة مجمّدة حتى يزول اثنان. لا يفقد أحد تصريحًا.</numerusform>
            <numerusform>%1 من التصاريح محجوزة: مع %2 يرفض خادم API تحديث المشغّل، وتبقى الحالة مجمّدة حتى تزول %n تصاريح. لا يفقد أحد تصريحًا.</numerusform>
            <numerusform>%1 من التصاريح محجوزة: مع %2 يرفض خادم API تحديث المشغّل، وتبقى الحالة مجمّدة حتى يزول %n تصريحًا. لا يفقد أحد تصريحًا.</numerusform>
            <numerusform>%1 من التصاريح محجوزة: مع %2 يرفض خادم API تحديث المشغّل، وتبقى الحالة مجمّدة حتى يزول %n تصريح. لا يفقد أحد تصريحًا.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 permits are still held: the semaphore&apos;s status stays frozen until %n more are gone.</source>
        <comment>%1 of %2 permits are still held: the semaphore&apos;s status stays frozen until 1 more is gone.</comment>
        <translation>
            <numerusform>%1 من %2 تصاريح ما زالت محجوزة: تبقى حالة Semaphore مجمّدة.</numerusform>
            <numerusform>%1 من %2 تصاريح ما زالت محجوزة: تبقى حالة Semaphore مجمّدة حتى يزول واحد آخر.</numerusform>
            <numerusform>%1 من %2 تصاريح ما زالت محجوزة: تبقى حالة Semaphore مجمّدة حتى يزول اثنان آخران.</numerusform>
            <numerusform>%1 من %2 تصاريح ما زالت محجوزة: تبقى حالة Semaphore مجمّدة حتى تزول %n تصاريح أخرى.</numerusform>
            <numerusform>%1 من %2 تصاريح ما زالت محجوزة: تبقى حالة Semaphore مجمّدة حتى يزول %n تصريحًا آخر.</numerusform>
            <numerusform>%1 من %2 تصاريح ما زالت محجوزة: تبقى حالة Semaphore مجمّدة حتى يزول %n تصريح آخر.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 keeps the lease, for %2 more; %3.</source>
        <translation>يحتفظ %1 بـ Lease، لمدة %2 أخرى؛ %3.</translation>
    </message>
    <message>
        <source>One of %1 gets the lease at once, for %2: their requests have the same priority, so the operator takes any.</source>
        <translation>يحصل أحد %1 على Lease فورًا، لمدة %2: لطلباتهم الأولوية نفسها، فيأخذ المشغّل أيًّا منها.</translation>
    </message>
    <message>
        <source>%1 gets the lease at once, for %2.</source>
        <translation>يحصل %1 على Lease فورًا، لمدة %2.</translation>
    </message>
    <message>
        <source>%1: status.%2: predicted %3, seen %4</source>
        <translation>%1: ‏status.%2: المتوقّع %3، والمرئي %4</translation>
    </message>
    <message>
        <source>%1: predicted, not seen</source>
        <translation>%1: متوقّع، ولم يُرَ</translation>
    </message>
    <message>
        <source>%1: predicted to be gone, seen</source>
        <translation>%1: كان متوقّعًا زواله، وهو موجود</translation>
    </message>
    <message>
        <source>%1: somebody else changed it</source>
        <translation>%1: غيّره شخص آخر</translation>
    </message>
    <message>
        <source>%1 %2 in %3</source>
        <translation>%1 %2 في %3</translation>
    </message>
    <message>
        <source>%1 waits for %2, and %2 for this lease: with %1 as its holder neither gets on. Hand it to %2 first.</source>
        <translation>%1 ينتظر %2، و%2 ينتظر هذا الـ Lease: إن حمله %1 فلن يمضي أيّ منهما. سلّمه أولًا إلى %2.</translation>
    </message>
    <message>
        <source>%1 waits for %2, and that for this lease: with %1 as its holder neither gets on.</source>
        <translation>%1 ينتظر %2، وهذا ينتظر هذا الـ Lease: إن حمله %1 فلن يمضي أيّ منهما.</translation>
    </message>
</context>
<context>
    <name>PlanBody</name>
    <message numerus="yes">
        <source>What will be written (%n calls, each only if nothing changed since)</source>
        <comment>What will be written (1 call, only if nothing changed since)</comment>
        <translation>
            <numerusform>ما سيُكتب (لا استدعاء، فقط إن لم يتغير شيء منذئذ)</numerusform>
            <numerusform>ما سيُكتب (استدعاء واحد، فقط إن لم يتغير شيء منذئذ)</numerusform>
            <numerusform>ما سيُكتب (استدعاءان، فقط إن لم يتغير شيء منذئذ)</numerusform>
            <numerusform>ما سيُكتب (%n استدعاءات، فقط إن لم يتغير شيء منذئذ)</numerusform>
            <numerusform>ما سيُكتب (%n استدعاءً، فقط إن لم يتغير شيء منذئذ)</numerusform>
            <numerusform>ما سيُكتب (%n استدعاء، فقط إن لم يتغير شيء منذئذ)</numerusform>
        </translation>
    </message>
    <message>
        <source>What will follow</source>
        <translation>ما سيتبع</translation>
    </message>
    <message>
        <source>you have the rights to %1</source>
        <translation>كانت لك الصلاحيات: %1</translation>
    </message>
    <message numerus="yes">
        <source>Only if %n conditions still hold</source>
        <comment>Only if 1 condition still holds</comment>
        <translation>
            <numerusform>بلا شروط</numerusform>
            <numerusform>فقط إذا بقي شرط واحد قائمًا</numerusform>
            <numerusform>فقط إذا بقي شرطان قائمين</numerusform>
            <numerusform>فقط إذا بقيت %n شروط قائمة</numerusform>
            <numerusform>فقط إذا بقي %n شرطًا قائمًا</numerusform>
            <numerusform>فقط إذا بقي %n شرط قائمًا</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanSheet</name>
    <message numerus="yes">
        <source>%n not begun: the one before them did not go as planned.</source>
        <comment>1 not begun: the one before it did not go as planned.</comment>
        <translation>
            <numerusform>لم يبقَ شيء لم يبدأ: ما قبله لم يسر كما خُطط.</numerusform>
            <numerusform>واحد لم يبدأ: ما قبله لم يسر كما خُطط.</numerusform>
            <numerusform>اثنان لم يبدآ: ما قبلهما لم يسر كما خُطط.</numerusform>
            <numerusform>%n لم تبدأ: ما قبلها لم يسر كما خُطط.</numerusform>
            <numerusform>%n لم تبدأ: ما قبلها لم يسر كما خُطط.</numerusform>
            <numerusform>%n لم تبدأ: ما قبلها لم يسر كما خُطط.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QGuiApplication</name>
    <message>
        <source>QT_LAYOUT_DIRECTION</source>
        <translation>RTL</translation>
    </message>
</context>
<context>
    <name>Query</name>
    <message>
        <source>%1: not a whole number</source>
        <translation>%1: ليس عددًا صحيحًا</translation>
    </message>
    <message>
        <source>%1: not a duration such as 30s, 5m or 1h30m</source>
        <translation>%1: ليس مدة مثل ⁦30s⁩ أو ⁦5m⁩ أو ⁦1h30m⁩</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>It is there already. Nothing was written; choose another name.</source>
        <translation>هو موجود أصلًا. لم يُكتب شيء؛ اختر اسمًا آخر.</translation>
    </message>
    <message>
        <source>is a file a kind, not one file</source>
        <translation>ملف لكل نوع، لا ملف واحد</translation>
    </message>
</context>
<context>
    <name>RightsCheck</name>
    <message>
        <source>You may not %1.</source>
        <translation>لا يحقّ لك: %1.</translation>
    </message>
</context>
<context>
    <name>SavedView</name>
    <message>
        <source>A view&apos;s name is too long or has characters that cannot be seen.</source>
        <translation>اسم العرض طويل جدًا أو فيه محارف لا تُرى.</translation>
    </message>
    <message>
        <source>A view&apos;s page is none.</source>
        <translation>صفحة العرض غير موجودة.</translation>
    </message>
    <message>
        <source>A view&apos;s query or namespace is too long or has characters that cannot be seen.</source>
        <translation>استعلام العرض أو مساحة أسمائه طويل جدًا أو فيه محارف لا تُرى.</translation>
    </message>
    <message>
        <source>A view&apos;s columns are none.</source>
        <translation>أعمدة العرض غير موجودة.</translation>
    </message>
    <message>
        <source>This is no file of saved views.</source>
        <translation>ليس هذا ملف عروض محفوظة.</translation>
    </message>
    <message>
        <source>These views were saved by a newer version of this program.</source>
        <translation>حُفظت هذه العروض بإصدار أحدث من هذا البرنامج.</translation>
    </message>
    <message>
        <source>There are more than %1 views in it.</source>
        <translation>فيه أكثر من %1 من العروض.</translation>
    </message>
    <message>
        <source>A view has no name.</source>
        <translation>لأحد العروض لا اسم.</translation>
    </message>
</context>
<context>
    <name>Scenario</name>
    <message>
        <source>An arrival was created without a controller owner reference.</source>
        <translation>أُنشئ Arrival بلا مرجع مالك متحكّم.</translation>
    </message>
    <message>
        <source>Who has come to the barrier holds the lease that the missing one needs.</source>
        <translation>من وصل إلى الـ Barrier يحمل الـ Lease الذي يحتاجه الغائب.</translation>
    </message>
    <message>
        <source>Expected was lowered while more had arrived already.</source>
        <translation>خُفّض expected وقد وصل أكثر منه.</translation>
    </message>
    <message>
        <source>A holder has arrived under two names; the barrier is open though somebody is missing.</source>
        <translation>وصل حامل باسمين؛ الـ Barrier مفتوح مع أن أحدهم غائب.</translation>
    </message>
    <message>
        <source>A barrier has passed its time-out one arrival short; more arrivals cannot open it.</source>
        <translation>تجاوز Barrier مهلته وينقصه وصول واحد؛ ولا يفتحه وصول آخر.</translation>
    </message>
    <message>
        <source>Two holders wait for each other; one lease expires in some minutes and goes to the other.</source>
        <translation>حاملان ينتظر كل منهما الآخر؛ وينتهي Lease خلال دقائق فيؤول إلى الآخر.</translation>
    </message>
    <message>
        <source>Nothing but the namespaces default and team-a, for trying things out.</source>
        <translation>لا شيء سوى مساحتي الأسماء default وteam-a، للتجربة.</translation>
    </message>
    <message>
        <source>A gate waits for a barrier that can no longer open.</source>
        <translation>‏Gate ينتظر Barrier لم يعد يمكن أن يُفتح.</translation>
    </message>
    <message>
        <source>A gate waits for a barrier, the barrier for a worker, the worker for a lease that never expires.</source>
        <translation>‏Gate ينتظر Barrier، والـ Barrier ينتظر عاملًا، والعامل ينتظر Lease لا ينتهي أبدًا.</translation>
    </message>
    <message>
        <source>A gate names a semaphore without saying how many permits.</source>
        <translation>‏Gate يسمّي Semaphore دون أن يذكر عدد الـ permits.</translation>
    </message>
    <message>
        <source>A gate has timed out; even if its job completes, nobody will look.</source>
        <translation>تجاوز Gate مهلته؛ وحتى إن اكتمل الـ Job فلن ينظر أحد.</translation>
    </message>
    <message>
        <source>A gate waits for a job that has failed for good.</source>
        <translation>‏Gate ينتظر Job فشل نهائيًا.</translation>
    </message>
    <message>
        <source>A gate waits for a job whose name nobody has used.</source>
        <translation>‏Gate ينتظر Job لم يستخدم أحد اسمه.</translation>
    </message>
    <message>
        <source>A gate waits for a job, and the job&apos;s pod for a lease that never expires.</source>
        <translation>‏Gate ينتظر Job، والـ pod الخاص به ينتظر Lease لا ينتهي أبدًا.</translation>
    </message>
    <message>
        <source>A gate waits for a mutex, which the operator does not evaluate.</source>
        <translation>‏Gate ينتظر Mutex، والمشغّل لا يقيّمه.</translation>
    </message>
    <message>
        <source>A gate waits for a once that was executed; the operator does not evaluate onces.</source>
        <translation>‏Gate ينتظر Once نُفّذ؛ والمشغّل لا يقيّم الـ onces.</translation>
    </message>
    <message>
        <source>A gate waits for a wait group that is done; the operator does not evaluate wait groups.</source>
        <translation>‏Gate ينتظر WaitGroup اكتملت؛ والمشغّل لا يقيّم الـ wait groups.</translation>
    </message>
    <message>
        <source>A gate waits for a gate that is open; the operator does not evaluate gates.</source>
        <translation>‏Gate ينتظر Gate مفتوحًا؛ والمشغّل لا يقيّم الـ gates.</translation>
    </message>
    <message>
        <source>A gate waits for two permits; all are with pods that are gone.</source>
        <translation>‏Gate ينتظر permit اثنين؛ وكلها لدى pods زالت.</translation>
    </message>
    <message>
        <source>A gate wants a lease to be acquired, a state that the operator never finds met.</source>
        <translation>‏Gate يريد أن يكون Lease مكتسبًا، وهي حالة لا يعدّها المشغّل محقّقة أبدًا.</translation>
    </message>
    <message>
        <source>A gate asks for eight permits of a semaphore that has six.</source>
        <translation>‏Gate يطلب ثمانية permits من Semaphore له ستة.</translation>
    </message>
    <message>
        <source>Two gates name each other.</source>
        <translation>اثنان من الـ gates يسمّي كل منهما الآخر.</translation>
    </message>
    <message>
        <source>The holder has deleted its request, as the Go SDK&apos;s release does; the lease stays held.</source>
        <translation>حذف الحامل طلبه كما يفعل التحرير في Go SDK؛ فبقي الـ Lease محجوزًا.</translation>
    </message>
    <message>
        <source>A lease never expires and three requests of one priority wait: the operator may take any.</source>
        <translation>‏Lease لا ينتهي أبدًا وثلاثة طلبات بأولوية واحدة تنتظر: قد يأخذ المشغّل أيًّا منها.</translation>
    </message>
    <message>
        <source>A lease without TTL is held by a pod that is gone; two wait.</source>
        <translation>‏Lease بلا TTL لدى pod زال؛ واثنان ينتظران.</translation>
    </message>
    <message>
        <source>A dead holder&apos;s request outranks all others, so each expiry gives the lease back to it.</source>
        <translation>طلب حامل ميت يسبق كل ما سواه، فكل انتهاء يعيد الـ Lease إليه.</translation>
    </message>
    <message>
        <source>A mutex without TTL is locked by a pod that is gone.</source>
        <translation>‏Mutex بلا TTL أقفله pod زال.</translation>
    </message>
    <message>
        <source>A nightly pipeline over three namespaces, alive, with four things wrong in it.</source>
        <translation>خط معالجة ليلي حيّ على ثلاث مساحات أسماء، وفيه أربعة أخطاء.</translation>
    </message>
    <message>
        <source>Five workers, a barrier and two gates wait because of one lease.</source>
        <translation>خمسة عمّال وBarrier واثنان من الـ gates ينتظرون بسبب Lease واحد.</translation>
    </message>
    <message>
        <source>A permit&apos;s TTL is over, but nobody wrote an expiry, so it counts for ever.</source>
        <translation>انقضى TTL لـ permit، لكن لم يكتب أحد وقت انتهائه، فهو يُعدّ دائمًا.</translation>
    </message>
    <message>
        <source>One holder has three permits that its releases never found.</source>
        <translation>حامل لديه ثلاثة permits لم تجدها عمليات تحريره.</translation>
    </message>
    <message>
        <source>Nothing is wrong: holders hold, waiters wait, and everybody will get on.</source>
        <translation>لا خطأ: الحاملون يحملون والمنتظرون ينتظرون، وسيمضي الجميع.</translation>
    </message>
    <message>
        <source>Someone waits for a lease whose name is misspelt.</source>
        <translation>أحدهم ينتظر Lease اسمه مكتوب خطأ.</translation>
    </message>
    <message>
        <source>A request granted long ago was never deleted; it will take the lease again.</source>
        <translation>طلب مُنح منذ زمن ولم يُحذف؛ سيأخذ الـ Lease مجددًا.</translation>
    </message>
    <message>
        <source>A living holder keeps a request of high priority; the other request is never next.</source>
        <translation>حامل حيّ يبقي طلبًا عالي الأولوية؛ فلا يأتي دور الطلب الآخر أبدًا.</translation>
    </message>
    <message>
        <source>A reader stands twice in the list; one unlock will not free it.</source>
        <translation>قارئ مذكور مرتين في القائمة؛ وفتح قفل واحد لا يحرّره.</translation>
    </message>
    <message>
        <source>A write lock without TTL is with a pod that is gone.</source>
        <translation>قفل كتابة بلا TTL لدى pod زال.</translation>
    </message>
    <message>
        <source>Somebody lowered the permits below what is in use; the status is frozen.</source>
        <translation>خفّض أحدهم الـ permits دون المستخدم؛ فتجمّدت الحالة.</translation>
    </message>
    <message>
        <source>Six permits are granted on five; the status is frozen.</source>
        <translation>مُنحت ستة permits من خمسة؛ فتجمّدت الحالة.</translation>
    </message>
    <message>
        <source>Three holders wait for each other in a circle.</source>
        <translation>ثلاثة حاملين ينتظر بعضهم بعضًا في دائرة.</translation>
    </message>
    <message>
        <source>Two holders each hold the lease that the other waits for, without TTL.</source>
        <translation>حاملان يحمل كل منهما الـ Lease الذي ينتظره الآخر، بلا TTL.</translation>
    </message>
</context>
<context>
    <name>Server</name>
    <message>
        <source>not valid JSON: %1</source>
        <translation>ليس JSON صالحًا: %1</translation>
    </message>
    <message>
        <source>a list without items</source>
        <translation>قائمة بلا items</translation>
    </message>
    <message>
        <source>a frame whose object has no resourceVersion</source>
        <translation>حدث لا resourceVersion لكائنه</translation>
    </message>
    <message>
        <source>not valid JSON</source>
        <translation>ليس JSON صالحًا</translation>
    </message>
    <message>
        <source>a %1 where a %2 was expected</source>
        <translation>%1 حيث كان المتوقّع %2</translation>
    </message>
    <message>
        <source>apiVersion %1 where group %2 was expected</source>
        <translation>‏apiVersion %1 حيث كانت المجموعة %2 متوقّعة</translation>
    </message>
    <message>
        <source>an object without metadata.name</source>
        <translation>كائن بلا metadata.name</translation>
    </message>
    <message>
        <source>an object was expected</source>
        <translation>كان كائنٌ متوقّعًا</translation>
    </message>
    <message>
        <source>a bookmark without an object</source>
        <translation>إشارة مرجعية بلا كائن</translation>
    </message>
    <message>
        <source>a bookmark without metadata</source>
        <translation>إشارة مرجعية بلا metadata</translation>
    </message>
    <message>
        <source>a list was expected</source>
        <translation>كانت قائمةٌ متوقّعة</translation>
    </message>
    <message>
        <source>not valid JSON in item %1</source>
        <translation>‏JSON غير صالح في المدخل %1</translation>
    </message>
    <message>
        <source>the answer is not a list</source>
        <translation>الإجابة ليست قائمة</translation>
    </message>
    <message>
        <source>a watch event was expected</source>
        <translation>كان حدثُ مراقبةٍ متوقّعًا</translation>
    </message>
    <message>
        <source>a watch event whose type is not text</source>
        <translation>حدث مراقبة ليس نوعه نصًّا</translation>
    </message>
    <message>
        <source>a watch event of the unknown type &quot;%1&quot;</source>
        <translation>حدث مراقبة من النوع المجهول «%1»</translation>
    </message>
    <message>
        <source>a watch event without an object</source>
        <translation>حدث مراقبة بلا كائن</translation>
    </message>
    <message>
        <source>a watch event without type or object</source>
        <translation>حدث مراقبة بلا نوع أو كائن</translation>
    </message>
    <message>
        <source>unknown kind &quot;%1&quot;</source>
        <translation>نوع مجهول «%1»</translation>
    </message>
    <message>
        <source>an event without an object</source>
        <translation>حدث بلا كائن</translation>
    </message>
    <message>
        <source>an event whose object has no resourceVersion</source>
        <translation>حدث لا resourceVersion لكائنه</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a duration such as 30s or 1h30m</source>
        <translation>«%1» ليست مدة مثل ⁦30s⁩ أو ⁦1h30m⁩</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an RFC 3339 time</source>
        <translation>«%1» ليس وقتًا بصيغة RFC 3339</translation>
    </message>
    <message>
        <source>the answer is not a review</source>
        <translation>الإجابة ليست مراجعة</translation>
    </message>
    <message>
        <source>signing in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>rights in %1</source>
        <translation>الصلاحيات في %1</translation>
    </message>
    <message>
        <source>the right to %1</source>
        <translation>الصلاحية: %1</translation>
    </message>
    <message>
        <source>the answer is not a rules review</source>
        <translation>الإجابة ليست مراجعة صلاحيات</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(بلا اسم)</translation>
    </message>
    <message>
        <source>no names at all</source>
        <translation>لا أسماء إطلاقًا</translation>
    </message>
    <message>
        <source>certificate &quot;%1&quot; issued by &quot;%2&quot;, valid from %3 to %4, for %5, SHA-256 %6</source>
        <translation>الشهادة «%1» أصدرتها «%2»، صالحة من %3 إلى %4، لـ %5، ‏SHA-256 %6</translation>
    </message>
    <message>
        <source>the connection was closed</source>
        <translation>أُغلق الاتصال</translation>
    </message>
    <message>
        <source>the server&apos;s address is not an http or https URL</source>
        <translation>عنوان الخادم ليس عنوان http أو https</translation>
    </message>
    <message>
        <source>the connection is read-only</source>
        <translation>الاتصال للقراءة فقط</translation>
    </message>
    <message>
        <source>Connect again without read-only mode to make changes.</source>
        <translation>اتصل مجددًا دون وضع القراءة فقط لإجراء تغييرات.</translation>
    </message>
    <message>
        <source>the answer is not what a Kubernetes API server says</source>
        <translation>الإجابة ليست مما يقوله خادم واجهة Kubernetes</translation>
    </message>
    <message>
        <source>Is this the address of a Kubernetes API server?</source>
        <translation>هل هذا عنوان خادم واجهة Kubernetes؟</translation>
    </message>
    <message>
        <source>versions of %1</source>
        <translation>إصدارات %1</translation>
    </message>
    <message>
        <source>resources of %1/%2</source>
        <translation>موارد %1/%2</translation>
    </message>
    <message>
        <source>the server ended the list before it was complete</source>
        <translation>أنهى الخادم القائمة قبل اكتمالها</translation>
    </message>
    <message>
        <source>the end of the streamed list did not come</source>
        <translation>لم تصل نهاية القائمة المتدفقة</translation>
    </message>
    <message>
        <source>the server&apos;s certificate is not for &quot;%1&quot;</source>
        <translation>شهادة الخادم ليست لـ «%1»</translation>
    </message>
    <message>
        <source>Use one of its names as the server&apos;s address, or name one in &quot;tls-server-name&quot;.</source>
        <translation>استخدم أحد أسمائها عنوانًا للخادم، أو سمِّ واحدًا في «tls-server-name».</translation>
    </message>
    <message>
        <source>the server&apos;s certificate has expired</source>
        <translation>انتهت صلاحية شهادة الخادم</translation>
    </message>
    <message>
        <source>Renew the server&apos;s certificate; check this machine&apos;s clock.</source>
        <translation>جدّد شهادة الخادم؛ وافحص ساعة هذا الجهاز.</translation>
    </message>
    <message>
        <source>the server&apos;s certificate is not valid yet</source>
        <translation>شهادة الخادم لم تسرِ بعد</translation>
    </message>
    <message>
        <source>Check this machine&apos;s clock.</source>
        <translation>افحص ساعة هذا الجهاز.</translation>
    </message>
    <message>
        <source>the server&apos;s certificate is not signed by an authority that is trusted for this cluster</source>
        <translation>شهادة الخادم لم توقّعها سلطة موثوق بها لهذا العنقود</translation>
    </message>
    <message>
        <source>Check &quot;certificate-authority&quot; or &quot;certificate-authority-data&quot; of the cluster.</source>
        <translation>افحص «certificate-authority» أو «certificate-authority-data» للعنقود.</translation>
    </message>
    <message>
        <source>Check &quot;proxy-url&quot; of the cluster, or HTTPS_PROXY and NO_PROXY of the environment.</source>
        <translation>افحص «proxy-url» للعنقود، أو HTTPS_PROXY وNO_PROXY في البيئة.</translation>
    </message>
    <message>
        <source>the proxy refused the connection</source>
        <translation>رفض الوكيل الاتصال</translation>
    </message>
    <message>
        <source>the proxy closed the connection</source>
        <translation>أغلق الوكيل الاتصال</translation>
    </message>
    <message>
        <source>the proxy&apos;s host name is not known</source>
        <translation>اسم مضيف الوكيل غير معروف</translation>
    </message>
    <message>
        <source>the proxy did not answer in time</source>
        <translation>لم يجب الوكيل في الوقت المحدد</translation>
    </message>
    <message>
        <source>the proxy wants a user name and a password, or does not accept the given ones</source>
        <translation>يريد الوكيل اسم مستخدم وكلمة مرور، أو لا يقبل ما أُعطي</translation>
    </message>
    <message>
        <source>Put them into the proxy&apos;s address: http://user:password@host:port.</source>
        <translation>ضعهما في عنوان الوكيل: http://user:password@host:port.</translation>
    </message>
    <message>
        <source>the proxy could not make the connection</source>
        <translation>لم يستطع الوكيل إجراء الاتصال</translation>
    </message>
    <message>
        <source>the proxy made no connection: %1</source>
        <translation>لم يُجرِ الوكيل اتصالًا: %1</translation>
    </message>
    <message>
        <source>no TLS connection came about: %1</source>
        <translation>لم يقم اتصال TLS: %1</translation>
    </message>
    <message>
        <source>Does the server speak TLS at this address, and does it accept the client certificate?</source>
        <translation>هل يتكلم الخادم TLS على هذا العنوان، وهل يقبل شهادة العميل؟</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>رُفض الاتصال</translation>
    </message>
    <message>
        <source>Is the API server running at this address?</source>
        <translation>هل يعمل خادم الواجهة على هذا العنوان؟</translation>
    </message>
    <message>
        <source>the host name &quot;%1&quot; is not known</source>
        <translation>اسم المضيف «%1» غير معروف</translation>
    </message>
    <message>
        <source>the server closed the connection</source>
        <translation>أغلق الخادم الاتصال</translation>
    </message>
    <message>
        <source>pod %1 in %2</source>
        <translation>‏pod %1 في %2</translation>
    </message>
    <message>
        <source>log of pod %1 in %2</source>
        <translation>سجلّ pod %1 في %2</translation>
    </message>
    <message>
        <source>the server ends watches as soon as they begin</source>
        <translation>ينهي الخادم المراقبة حالما تبدأ</translation>
    </message>
    <message>
        <source>a list without resourceVersion</source>
        <translation>قائمة بلا resourceVersion</translation>
    </message>
    <message>
        <source>no answer within %1 s</source>
        <translation>لا إجابة خلال %1 ث</translation>
    </message>
    <message>
        <source>A firewall may drop what is sent there; a VPN may be needed.</source>
        <translation>ربما يُسقط جدار ناري ما يُرسل إليه؛ وربما يلزم VPN.</translation>
    </message>
    <message>
        <source>the server redirects to &quot;%1&quot;; redirects are not followed, because they would hand the credentials on</source>
        <translation>يعيد الخادم التوجيه إلى «%1»؛ ولا يُتبع التوجيه لأنه يسلّم بيانات الدخول لغيره</translation>
    </message>
    <message>
        <source>Put the final address into the cluster&apos;s &quot;server&quot; field.</source>
        <translation>ضع العنوان النهائي في حقل «server» للعنقود.</translation>
    </message>
    <message>
        <source>the server gives no reason</source>
        <translation>لا يذكر الخادم سببًا</translation>
    </message>
    <message>
        <source>%1; its text is compressed, which was not asked for</source>
        <translation>%1؛ نصّه مضغوط، ولم يُطلب ذلك</translation>
    </message>
    <message>
        <source>the watch reported an error that is no Status object</source>
        <translation>أبلغت المراقبة عن خطأ ليس كائن Status</translation>
    </message>
    <message>
        <source>the server answered with a web page instead of JSON</source>
        <translation>أجاب الخادم بصفحة ويب بدل JSON</translation>
    </message>
    <message>
        <source>Is this the address of a Kubernetes API server? A sign-in page or proxy may stand before it.</source>
        <translation>هل هذا عنوان خادم واجهة Kubernetes؟ ربما تقف أمامه صفحة تسجيل دخول أو وكيل.</translation>
    </message>
    <message>
        <source>the answer is compressed, although it was asked for as it is</source>
        <translation>الإجابة مضغوطة مع أنها طُلبت كما هي</translation>
    </message>
    <message>
        <source>A proxy between here and the API server may do that.</source>
        <translation>قد يفعل ذلك وكيل بين هنا وخادم الواجهة.</translation>
    </message>
    <message>
        <source>no complete answer within %1 s</source>
        <translation>لا إجابة كاملة خلال %1 ث</translation>
    </message>
    <message>
        <source>the answer is longer than %1 MiB</source>
        <translation>الإجابة أطول من %1 MiB</translation>
    </message>
    <message>
        <source>a watch event of %1 MiB was left out: it is too large</source>
        <translation>تُرك حدث مراقبة حجمه %1 MiB: هو كبير جدًا</translation>
    </message>
    <message>
        <source>nothing was heard on the watch for %1 s</source>
        <translation>لم يُسمع شيء من المراقبة منذ %1 ث</translation>
    </message>
    <message>
        <source>Events are listed in pages</source>
        <translation>تُسرد Events في صفحات</translation>
    </message>
    <message>
        <source>events in %1</source>
        <translation>‏events في %1</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 في %2</translation>
    </message>
    <message>
        <source>namespaces</source>
        <translation>مساحات الأسماء</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>المشغّل</translation>
    </message>
    <message>
        <source>operator&apos;s lease</source>
        <translation>‏lease المشغّل</translation>
    </message>
    <message>
        <source>pods</source>
        <translation>‏pods</translation>
    </message>
    <message>
        <source>pods in %1</source>
        <translation>‏pods في %1</translation>
    </message>
    <message>
        <source>there is no connection</source>
        <translation>لا يوجد اتصال</translation>
    </message>
    <message>
        <source>who we are to the server</source>
        <translation>من نحن لدى الخادم</translation>
    </message>
    <message>
        <source>rights</source>
        <translation>الصلاحيات</translation>
    </message>
</context>
<context>
    <name>SessionQuestion</name>
    <message>
        <source>There is no connection.</source>
        <translation>لا يوجد اتصال.</translation>
    </message>
</context>
<context>
    <name>SettingsFile</name>
    <message>
        <source>The settings could not be read. They are now in %1; the program starts with fresh ones.</source>
        <translation>تعذّرت قراءة الإعدادات. هي الآن في %1؛ ويبدأ البرنامج بإعدادات جديدة.</translation>
    </message>
</context>
<context>
    <name>Severity</name>
    <message>
        <source>error</source>
        <translation>خطأ</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>تحذير</translation>
    </message>
    <message>
        <source>info</source>
        <translation>ملاحظة</translation>
    </message>
</context>
<context>
    <name>SnapshotFile</name>
    <message>
        <source>file %1</source>
        <translation>الملف %1</translation>
    </message>
    <message>
        <source>it is no key of a redaction</source>
        <translation>ليس مفتاح إخفاء</translation>
    </message>
    <message>
        <source>takenAt does not say when</source>
        <translation>‏takenAt لا يقول متى</translation>
    </message>
    <message>
        <source>connection has no state this program knows</source>
        <translation>ليس في connection حالة يعرفها هذا البرنامج</translation>
    </message>
    <message>
        <source>pods have a coverage this program does not know</source>
        <translation>في pods تغطية لا يعرفها هذا البرنامج</translation>
    </message>
    <message>
        <source>notVisible names something this program does not know</source>
        <translation>يسمّي notVisible شيئًا لا يعرفه هذا البرنامج</translation>
    </message>
    <message>
        <source>snapshot</source>
        <translation>اللقطة</translation>
    </message>
    <message>
        <source>Take it again, or open it with the program that wrote it.</source>
        <translation>التقطها من جديد، أو افتحها بالبرنامج الذي كتبها.</translation>
    </message>
    <message>
        <source>a kind has no visibility this program knows</source>
        <translation>لأحد الأنواع ظهور لا يعرفه هذا البرنامج</translation>
    </message>
    <message>
        <source>the problems of a kind are no list</source>
        <translation>‏problems في أحد الأنواع ليست قائمة</translation>
    </message>
    <message>
        <source>it has %1 MiB, more than is taken</source>
        <translation>حجمه %1 MiB، أكثر مما يُقبل</translation>
    </message>
    <message>
        <source>it is nested deeper than a snapshot can be</source>
        <translation>تداخله أعمق مما يمكن أن تكون عليه لقطة</translation>
    </message>
    <message>
        <source>something follows its end</source>
        <translation>يتبع نهايتَه شيء آخر</translation>
    </message>
    <message>
        <source>it is not valid JSON: %1</source>
        <translation>ليس JSON صالحًا: %1</translation>
    </message>
    <message>
        <source>kinds cannot be read</source>
        <translation>لا يمكن قراءة kinds</translation>
    </message>
    <message>
        <source>a kind cannot be read</source>
        <translation>لا يمكن قراءة أحد الأنواع</translation>
    </message>
    <message>
        <source>it has a kind this program does not know: %1</source>
        <translation>فيه نوع لا يعرفه هذا البرنامج: %1</translation>
    </message>
    <message>
        <source>the items of a kind are no list</source>
        <translation>‏items في أحد الأنواع ليست قائمة</translation>
    </message>
    <message>
        <source>an item of %1 is no object</source>
        <translation>أحد عناصر %1 ليس كائنًا</translation>
    </message>
    <message>
        <source>it has more objects, or larger ones, than are taken</source>
        <translation>فيه كائنات أكثر أو أكبر مما يُقبل</translation>
    </message>
    <message>
        <source>an item of %1: %2</source>
        <translation>أحد عناصر %1: %2</translation>
    </message>
    <message>
        <source>an item of %1 has times that no cluster has</source>
        <translation>لأحد عناصر %1 أوقات لا توجد في أي عنقود</translation>
    </message>
    <message>
        <source>a holder cannot be read</source>
        <translation>لا يمكن قراءة أحد الحاملين</translation>
    </message>
    <message>
        <source>it has more holders, or calls of one, than are taken</source>
        <translation>فيه حاملون، أو نداءات لأحدهم، أكثر مما يُقبل</translation>
    </message>
    <message>
        <source>a holder has values this program does not know</source>
        <translation>لأحد الحاملين قيم لا يعرفها هذا البرنامج</translation>
    </message>
    <message>
        <source>it is no snapshot of Konductor Console: it names no schema</source>
        <translation>ليس لقطة من Konductor Console: لا يسمّي مخططًا</translation>
    </message>
    <message>
        <source>its schema &quot;%1&quot; is not one this program reads</source>
        <translation>مخططه «%1» ليس مما يقرؤه هذا البرنامج</translation>
    </message>
    <message>
        <source>it does not say when it was taken</source>
        <translation>لا يقول متى التُقط</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>إنه مجلد</translation>
    </message>
    <message>
        <source>Choose one of the files in it.</source>
        <translation>اختر أحد الملفات التي فيه.</translation>
    </message>
    <message>
        <source>it is a pipe or a device, no file</source>
        <translation>إنه أنبوب أو جهاز وليس ملفًا</translation>
    </message>
    <message>
        <source>Save what comes out of it as a file, and open that.</source>
        <translation>احفظ ما يخرج منه في ملف وافتح ذلك الملف.</translation>
    </message>
    <message>
        <source>operator has no deployment this program knows</source>
        <translation>لا يحوي operator قيمة deployment يعرفها هذا البرنامج</translation>
    </message>
    <message>
        <source>operator has times that no cluster has</source>
        <translation>يحوي operator أوقاتًا لا توجد في أي عنقود</translation>
    </message>
    <message>
        <source>Only a part of the cluster is in this snapshot.</source>
        <translation>في هذه اللقطة جزء من العنقود فقط.</translation>
    </message>
    <message>
        <source>Only what this filter shows is in this snapshot: %1</source>
        <translation>في هذه اللقطة ما يعرضه هذا المرشّح فقط: %1</translation>
    </message>
    <message>
        <source>the difference is about another object</source>
        <translation>الفرق عن كائن آخر</translation>
    </message>
    <message>
        <source>the difference is of another snapshot</source>
        <translation>الفرق للقطة أخرى</translation>
    </message>
    <message>
        <source>cannot be redacted</source>
        <translation>لا يمكن حجبه</translation>
    </message>
    <message>
        <source>Choose among names, namespaces, holders, labels, labels:drop and all.</source>
        <translation>اختر من names وnamespaces وholders وlabels وlabels:drop وall.</translation>
    </message>
</context>
<context>
    <name>SnapshotSaver</name>
    <message numerus="yes">
        <source>%n objects</source>
        <comment>1 object</comment>
        <translation>
            <numerusform>لا كائنات</numerusform>
            <numerusform>كائن واحد</numerusform>
            <numerusform>كائنان</numerusform>
            <numerusform>%n كائنات</numerusform>
            <numerusform>%n كائنًا</numerusform>
            <numerusform>%n كائن</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>waits {1}</source>
        <translation>ينتظر منذ {1}</translation>
    </message>
    <message>
        <source>free</source>
        <translation>متاح</translation>
    </message>
    <message>
        <source>held</source>
        <translation>محجوز</translation>
    </message>
    <message>
        <source>held {1}, {2} left</source>
        <translation>محجوز منذ {1}، بقي {2}</translation>
    </message>
    <message>
        <source>held {1}, no expiry</source>
        <translation>محجوز منذ {1}، لا ينتهي</translation>
    </message>
    <message>
        <source>%1 of %2 arrived</source>
        <translation>وصل %1 من %2</translation>
    </message>
    <message>
        <source>%1 of %2 conditions met</source>
        <translation>تحقق %1 من %2 من الشروط</translation>
    </message>
    <message>
        <source>%1 of %2 permits</source>
        <translation>%1 من %2 permits</translation>
    </message>
    <message>
        <source>expired {1} ago</source>
        <translation>انتهى منذ {1}</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>A quorum of %1 of the %2 expected is enough.</source>
        <translation>يكفي نصاب %1 من %2 المتوقعين.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>أبدًا</translation>
    </message>
    <message>
        <source>Barriers</source>
        <translation>Barriers</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>الواصلون</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>الغائبون</translation>
    </message>
    <message>
        <source>Times out in</source>
        <translation>تنقضي المهلة خلال</translation>
    </message>
    <message>
        <source>Times out at</source>
        <translation>تنقضي المهلة عند</translation>
    </message>
    <message>
        <source>%1 · %2 ago</source>
        <translation>%1 · قبل %2</translation>
    </message>
    <message>
        <source>%1 · in %2</source>
        <translation>%1 · خلال %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 و%2 غيرهم</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>و%1 غيرهم</translation>
    </message>
    <message>
        <source>%1 not seen yet</source>
        <translation>%1 لم يُرَ بعد</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>مساحة الأسماء</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>الطور</translation>
    </message>
    <message>
        <source>not seen yet</source>
        <translation>لم يُرَ بعد</translation>
    </message>
    <message>
        <source>The operator has not written a status.</source>
        <translation>لم يكتب المشغّل حالة.</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>العمر</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>أُنشئ</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>Gates</translation>
    </message>
    <message>
        <source>Conditions met</source>
        <translation>الشروط المتحققة</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>ينتظر</translation>
    </message>
    <message>
        <source>holds a permit</source>
        <translation>يحمل تصريحًا</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>يحمل</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>يقرأ</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>يكتب</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>وصل</translation>
    </message>
    <message>
        <source>executed</source>
        <translation>نفّذ</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>ينتظر</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>الحامل</translation>
    </message>
    <message>
        <source>Does</source>
        <translation>يفعل</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>For</source>
        <translation>منذ مدة</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>منذ</translation>
    </message>
    <message>
        <source>Holders</source>
        <translation>الحاملون</translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation>ينتهي خلال</translation>
    </message>
    <message>
        <source>Expires at</source>
        <translation>ينتهي عند</translation>
    </message>
    <message>
        <source>no TTL: never</source>
        <translation>لا TTL: أبدًا</translation>
    </message>
    <message>
        <source>%1 held · %2 waiting</source>
        <translation>%1 محجوز · %2 منتظر</translation>
    </message>
    <message>
        <source>Leases</source>
        <translation>Leases</translation>
    </message>
    <message>
        <source>Held for</source>
        <translation>مدة الحجز</translation>
    </message>
    <message>
        <source>Held since</source>
        <translation>محجوز منذ</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>منتظرون</translation>
    </message>
    <message>
        <source>Mutexes</source>
        <translation>Mutexes</translation>
    </message>
    <message>
        <source>RW mutexes</source>
        <translation>RW mutexes</translation>
    </message>
    <message>
        <source>Past its TTL the operator deletes it only when something touches it.</source>
        <translation>بعد TTL لا يحذفه المشغّل إلا إذا لمسه شيء.</translation>
    </message>
    <message>
        <source>Onces</source>
        <translation>Onces</translation>
    </message>
    <message>
        <source>Executor</source>
        <translation>المنفّذ</translation>
    </message>
    <message>
        <source>Done for</source>
        <translation>منجز منذ مدة</translation>
    </message>
    <message>
        <source>Done at</source>
        <translation>أُنجز عند</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>يبقى مدة</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>يبقى حتى</translation>
    </message>
    <message>
        <source>More permits are granted than there are; the operator can no longer write the status.</source>
        <translation>مُنحت تصاريح أكثر مما يوجد؛ لم يعد المشغّل قادرًا على كتابة الحالة.</translation>
    </message>
    <message>
        <source>%1 over-committed</source>
        <translation>%1 فوق العدد</translation>
    </message>
    <message>
        <source>Permits</source>
        <translation>التصاريح</translation>
    </message>
    <message>
        <source>Semaphores</source>
        <translation>Semaphores</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>العدّاد</translation>
    </message>
    <message>
        <source>Wait groups</source>
        <translation>Wait groups</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>اختفى</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>انتهى</translation>
    </message>
    <message>
        <source>several of that name</source>
        <translation>عدة بهذا الاسم</translation>
    </message>
    <message>
        <source>restarting</source>
        <translation>يعيد التشغيل</translation>
    </message>
    <message>
        <source>no pod</source>
        <translation>لا يوجد Pod</translation>
    </message>
    <message>
        <source>running</source>
        <translation>يعمل</translation>
    </message>
    <message>
        <source>Its pod</source>
        <translation>الـ Pod الخاص به</translation>
    </message>
    <message>
        <source>deadlock</source>
        <translation>جمود</translation>
    </message>
    <message>
        <source>%1, the longest for %2</source>
        <translation>%1، أطولها منذ %2</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>أطول انتظار</translation>
    </message>
    <message>
        <source>Waiting since</source>
        <translation>ينتظر منذ</translation>
    </message>
    <message numerus="yes">
        <source>%n permits held</source>
        <comment>1 permit held</comment>
        <translation>
            <numerusform>لا تصاريح محجوزة</numerusform>
            <numerusform>تصريح واحد محجوز</numerusform>
            <numerusform>تصريحان محجوزان</numerusform>
            <numerusform>%n تصاريح محجوزة</numerusform>
            <numerusform>%n تصريحًا محجوزًا</numerusform>
            <numerusform>%n تصريح محجوز</numerusform>
        </translation>
    </message>
    <message>
        <source>The longest waits for %1.</source>
        <translation>أطولهم انتظارًا ينتظر منذ %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n names</source>
        <comment>1 name</comment>
        <translation>
            <numerusform>لا أسماء</numerusform>
            <numerusform>اسم واحد</numerusform>
            <numerusform>اسمان</numerusform>
            <numerusform>%n أسماء</numerusform>
            <numerusform>%n اسمًا</numerusform>
            <numerusform>%n اسم</numerusform>
        </translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>إلى الأبد</translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>%1 s</source>
        <translation>%1 ث</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 د</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 س</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 ي</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 د %2 ث</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 س %2 د</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message numerus="yes">
        <source>%n findings, the worst an error</source>
        <comment>1 finding, an error</comment>
        <translation>
            <numerusform>لا مشكلات</numerusform>
            <numerusform>مشكلة واحدة، خطأ</numerusform>
            <numerusform>مشكلتان، أسوؤهما خطأ</numerusform>
            <numerusform>%n مشكلات، أسوؤها خطأ</numerusform>
            <numerusform>%n مشكلة، أسوؤها خطأ</numerusform>
            <numerusform>%n مشكلة، أسوؤها خطأ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n findings, the worst a warning</source>
        <comment>1 finding, a warning</comment>
        <translation>
            <numerusform>لا مشكلات</numerusform>
            <numerusform>مشكلة واحدة، تحذير</numerusform>
            <numerusform>مشكلتان، أسوؤهما تحذير</numerusform>
            <numerusform>%n مشكلات، أسوؤها تحذير</numerusform>
            <numerusform>%n مشكلة، أسوؤها تحذير</numerusform>
            <numerusform>%n مشكلة، أسوؤها تحذير</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remarks</source>
        <comment>1 remark</comment>
        <translation>
            <numerusform>لا ملاحظات</numerusform>
            <numerusform>ملاحظة واحدة</numerusform>
            <numerusform>ملاحظتان</numerusform>
            <numerusform>%n ملاحظات</numerusform>
            <numerusform>%n ملاحظة</numerusform>
            <numerusform>%n ملاحظة</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TypedClusters</name>
    <message>
        <source>cluster &quot;%1&quot;</source>
        <translation>العنقود «%1»</translation>
    </message>
    <message>
        <source>it is not known</source>
        <translation>غير معروف</translation>
    </message>
</context>
<context>
    <name>WaitGraph</name>
    <message>
        <source>Holder</source>
        <translation>الحامل</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message numerus="yes">
        <source>%n deadlocks</source>
        <comment>1 deadlock</comment>
        <translation>
            <numerusform>لا جمود</numerusform>
            <numerusform>جمود واحد</numerusform>
            <numerusform>جمودان</numerusform>
            <numerusform>%n حالات جمود</numerusform>
            <numerusform>%n حالة جمود</numerusform>
            <numerusform>%n حالة جمود</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait because of it</source>
        <comment>1 waits because of it</comment>
        <translation>
            <numerusform>لا أحد ينتظر بسببه</numerusform>
            <numerusform>واحد ينتظر بسببه</numerusform>
            <numerusform>اثنان ينتظران بسببه</numerusform>
            <numerusform>%n ينتظرون بسببه</numerusform>
            <numerusform>%n ينتظرون بسببه</numerusform>
            <numerusform>%n ينتظرون بسببه</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Watchlist</name>
    <message numerus="yes">
        <source>%n things that you waited for</source>
        <comment>1 thing that you waited for</comment>
        <translation>
            <numerusform>لا أمر انتظرته</numerusform>
            <numerusform>أمر واحد انتظرته</numerusform>
            <numerusform>أمران انتظرتهما</numerusform>
            <numerusform>%n أمور انتظرتها</numerusform>
            <numerusform>%n أمرًا انتظرتها</numerusform>
            <numerusform>%n أمر انتظرتها</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>konductor::app::ClusterOpener</name>
    <message>
        <source>The client key of %1</source>
        <translation>مفتاح العميل لـ %1</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>عبارة المرور</translation>
    </message>
    <message>
        <source>%1 is encrypted. Its passphrase is kept until the program ends.</source>
        <translation>إن %1 مشفّر. تُحفظ عبارة مروره حتى ينتهي البرنامج.</translation>
    </message>
    <message>
        <source>That was not it.</source>
        <translation>لم تكن هي.</translation>
    </message>
</context>
<context>
    <name>konductor::app::Comparer</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 و%2</translation>
    </message>
</context>
<context>
    <name>konductor::app::Console</name>
    <message>
        <source>The snapshot was not saved</source>
        <translation>لم تُحفظ اللقطة</translation>
    </message>
    <message>
        <source>The saved views were not exchanged</source>
        <translation>لم تُتبادل العروض المحفوظة</translation>
    </message>
    <message>
        <source>The settings were set aside</source>
        <translation>نُحّيت الإعدادات جانبًا</translation>
    </message>
    <message>
        <source>The sandbox does not start</source>
        <translation>صندوق التجربة لا يبدأ</translation>
    </message>
    <message>
        <source>This context cannot be used</source>
        <translation>لا يمكن استخدام هذا السياق</translation>
    </message>
    <message>
        <source>This snapshot cannot be opened</source>
        <translation>لا يمكن فتح هذه اللقطة</translation>
    </message>
    <message>
        <source>The journal cannot be written</source>
        <translation>تعذّرت الكتابة في السجل</translation>
    </message>
    <message>
        <source>This cluster is not closed</source>
        <translation>لم يُغلق هذا العنقود</translation>
    </message>
    <message>
        <source>an action is still running there</source>
        <translation>ما زال إجراء يُنفَّذ هناك</translation>
    </message>
    <message>
        <source>Close it when that is over.</source>
        <translation>أغلقه حين ينتهي ذلك.</translation>
    </message>
    <message>
        <source>Open a snapshot</source>
        <translation>فتح لقطة</translation>
    </message>
    <message>
        <source>Snapshots (*.json);;All files (*)</source>
        <translation>لقطات (*.json);;كل الملفات (*)</translation>
    </message>
    <message>
        <source>typed in</source>
        <translation>مكتوب</translation>
    </message>
    <message>
        <source>The link was not opened</source>
        <translation>لم يُفتح الرابط</translation>
    </message>
    <message>
        <source>Snapshot saved</source>
        <translation>حُفظت اللقطة</translation>
    </message>
    <message>
        <source>as it is now</source>
        <translation>كما هو الآن</translation>
    </message>
    <message>
        <source>Compare with a snapshot</source>
        <translation>المقارنة بلقطة</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>و%1 غيرها</translation>
    </message>
    <message>
        <source>Below is the sandbox, so that there is something to look at. It has nothing to do with the file.</source>
        <translation>في الأسفل بيئة التجربة ليكون هناك ما يُرى. لا علاقة لها بالملف.</translation>
    </message>
    <message>
        <source>Open another snapshot…</source>
        <translation>فتح لقطة أخرى…</translation>
    </message>
</context>
<context>
    <name>konductor::app::DesktopNotifier</name>
    <message>
        <source>Show</source>
        <translation>أظهر</translation>
    </message>
</context>
<context>
    <name>konductor::app::Gallery</name>
    <message>
        <source>Lease db-migration in team-a</source>
        <translation>‏Lease db-migration في team-a</translation>
    </message>
    <message>
        <source>A living nightly pipeline with four planted problems</source>
        <translation>خط معالجة ليلي حيّ فيه أربع مشكلات مزروعة</translation>
    </message>
</context>
<context>
    <name>konductor::app::LinkDesk</name>
    <message>
        <source>%1 %2 in %3</source>
        <translation>%1 %2 في %3</translation>
    </message>
    <message>
        <source>a view of the page “%1”</source>
        <translation>عرض للصفحة «%1»</translation>
    </message>
    <message>
        <source>the snapshot</source>
        <translation>اللقطة</translation>
    </message>
    <message>
        <source>It is not there, or you may not see it.</source>
        <translation>ليس موجودًا، أو لا يحقّ لك رؤيته.</translation>
    </message>
</context>
<context>
    <name>konductor::app::SnapshotOpener</name>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Opening a snapshot</source>
        <translation>فتح لقطة</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>جارٍ قراءة %1…</translation>
    </message>
</context>
<context>
    <name>konductor::app::SnapshotSaver</name>
    <message>
        <source>JSON: can be opened again</source>
        <translation>‏JSON: يمكن فتحه مجددًا</translation>
    </message>
    <message>
        <source>Markdown: to paste into an incident</source>
        <translation>‏Markdown: للصق في بلاغ</translation>
    </message>
    <message>
        <source>CSV: a table a kind, for a spreadsheet</source>
        <translation>‏CSV: جدول لكل نوع، لبرامج الجداول</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>Save a snapshot</source>
        <translation>حفظ لقطة</translation>
    </message>
    <message>
        <source>HTML: a page to read and search</source>
        <translation>‏HTML: صفحة للقراءة والبحث</translation>
    </message>
    <message>
        <source>PDF: pages to print and attach</source>
        <translation>‏PDF: صفحات للطباعة والإرفاق</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>تُترك</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>كل الملفات (*)</translation>
    </message>
</context>
<context>
    <name>konductor::app::TrayIcon</name>
    <message>
        <source>nothing wrong</source>
        <translation>لا خلل</translation>
    </message>
    <message>
        <source>Konductor: %1 in %2 clusters</source>
        <translation>‏Konductor: %1 في %2 من العناقيد</translation>
    </message>
    <message>
        <source>Konductor: %1</source>
        <translation>Konductor: %1</translation>
    </message>
</context>
<context>
    <name>konductor::app::ViewStore</name>
    <message>
        <source>Export the saved views</source>
        <translation>تصدير العروض المحفوظة</translation>
    </message>
    <message>
        <source>Import saved views</source>
        <translation>استيراد عروض محفوظة</translation>
    </message>
    <message>
        <source>Saved views (*.json);;All files (*)</source>
        <translation>عروض محفوظة (*.json);;كل الملفات (*)</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Actions</name>
    <message>
        <source>Mend what was found…</source>
        <translation>إصلاح ما وُجد…</translation>
    </message>
    <message>
        <source>Release all that %1 holds…</source>
        <translation>تحرير كل ما يحمله %1…</translation>
    </message>
    <message>
        <source>Force-expire all that %1 holds…</source>
        <translation>إنهاء كل ما يحمله %1…</translation>
    </message>
    <message>
        <source>Select a row first</source>
        <translation>اختر صفًا أولًا</translation>
    </message>
    <message>
        <source>Arrive at %1</source>
        <translation>الوصول إلى %1</translation>
    </message>
    <message>
        <source>Arrive as</source>
        <translation>الوصول باسم</translation>
    </message>
    <message>
        <source>Arrive for the %1 missing at %2</source>
        <translation>الوصول نيابة عن %1 من الغائبين إلى %2</translation>
    </message>
    <message>
        <source>Names, one a line</source>
        <translation>الأسماء، واحد في كل سطر</translation>
    </message>
    <message>
        <source>Mend what was found</source>
        <translation>إصلاح ما وُجد</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>تغيير %1</translation>
    </message>
    <message>
        <source>Free what %1 holds</source>
        <translation>تحرير ما يحمله %1</translation>
    </message>
    <message>
        <source>Release %1</source>
        <translation>تحرير %1</translation>
    </message>
    <message>
        <source>Force-expire %1</source>
        <translation>إنهاء %1 قسرًا</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>يحمله</translation>
    </message>
    <message>
        <source>Look again at %1</source>
        <translation>النظر مجددًا في %1</translation>
    </message>
    <message>
        <source>Cancel a request for %1</source>
        <translation>إلغاء طلب لـ %1</translation>
    </message>
    <message>
        <source>Cancel request %1</source>
        <translation>إلغاء الطلب %1</translation>
    </message>
    <message>
        <source>Change a priority at %1</source>
        <translation>تغيير أولوية في %1</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>إعادة ضبط %1</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>حذف %1</translation>
    </message>
    <message>
        <source>Hand over %1</source>
        <translation>تسليم %1</translation>
    </message>
    <message>
        <source>To one of those that asked for it</source>
        <translation>إلى أحد الذين طلبوه</translation>
    </message>
    <message>
        <source>Which request</source>
        <translation>أيّ طلب</translation>
    </message>
    <message>
        <source>Withdraw an arrival from %1</source>
        <translation>سحب وصول من %1</translation>
    </message>
    <message>
        <source>Which arrival</source>
        <translation>أيّ وصول</translation>
    </message>
    <message>
        <source>Rescue %1</source>
        <translation>إنقاذ %1</translation>
    </message>
    <message>
        <source>New time-out</source>
        <translation>مهلة جديدة</translation>
    </message>
    <message>
        <source>from its creation, such as 12h; empty for none</source>
        <translation>من إنشائه، مثل ⁦12h⁩؛ فارغ لعدم وجودها</translation>
    </message>
    <message>
        <source>Add to %1</source>
        <translation>إضافة إلى %1</translation>
    </message>
    <message>
        <source>Count as done at %1</source>
        <translation>عدّه منجزًا في %1</translation>
    </message>
    <message>
        <source>Set the counter of %1</source>
        <translation>ضبط عدّاد %1</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>العدد</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>مساحة الأسماء</translation>
    </message>
    <message>
        <source>Create a %1</source>
        <translation>إنشاء %1</translation>
    </message>
    <message>
        <source>The operator may not do what follows: %1</source>
        <translation>قد لا يفعل المشغّل ما يلي: %1</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ActivityPanel</name>
    <message>
        <source>Activity</source>
        <translation>النشاط</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>ما نتج عنه</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Close the activity</source>
        <translation>إغلاق النشاط</translation>
    </message>
</context>
<context>
    <name>konductor::ui::BulkBody</name>
    <message>
        <source>accepted</source>
        <translation>قُبل</translation>
    </message>
    <message>
        <source>done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>no effect yet</source>
        <translation>لا أثر بعد</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>رُفض</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>لم يُجرَّب بعد</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>تُرك كما هو</translation>
    </message>
    <message>
        <source>Each of them</source>
        <translation>كلٌّ منها</translation>
    </message>
</context>
<context>
    <name>konductor::ui::CheckDialog</name>
    <message>
        <source>Checking…</source>
        <translation>يفحص…</translation>
    </message>
    <message>
        <source>Connection to %1</source>
        <translation>الاتصال بـ %1</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>الخطوات</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>الخطوة</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>ما وُجد</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>اتصال</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 م‌ث</translation>
    </message>
    <message>
        <source>It connects.</source>
        <translation>إنه يتصل.</translation>
    </message>
    <message>
        <source>Something is in the way: see the step marked ✗.</source>
        <translation>شيء ما يعترض: انظر الخطوة المعلّمة ✗.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ClusterBand</name>
    <message>
        <source>Colour of the cluster</source>
        <translation>لون العنقود</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ClusterBar</name>
    <message>
        <source>Connecting…</source>
        <translation>يتصل…</translation>
    </message>
    <message>
        <source>Insecure</source>
        <translation>غير آمن</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>العنقود</translation>
    </message>
    <message>
        <source>Choose another cluster</source>
        <translation>اختيار عنقود آخر</translation>
    </message>
    <message>
        <source>Nobody checks who the server is (insecure-skip-tls-verify): whoever stands between reads and changes everything, your credentials included.</source>
        <translation>لا أحد يتحقق من هوية الخادم (insecure-skip-tls-verify): من يقف بينكما يقرأ كل شيء ويغيّره، وبيانات دخولك منه.</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>مساحة الأسماء</translation>
    </message>
    <message>
        <source>All namespaces</source>
        <translation>كل مساحات الأسماء</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>المرشّح</translation>
    </message>
    <message>
        <source>Filter: words, ns:team-a, phase:held, holder:~worker, ttl&lt;5m, waiters&gt;0, finding:any, -word</source>
        <translation>مرشّح: كلمات، ns:team-a، phase:held، holder:~worker، ttl&lt;5m، waiters&gt;0، finding:any، -word</translation>
    </message>
    <message>
        <source>Snapshot…</source>
        <translation>لقطة…</translation>
    </message>
    <message>
        <source>Save everything that is seen as JSON</source>
        <translation>حفظ كل ما يُرى بصيغة JSON</translation>
    </message>
    <message>
        <source>Go to…</source>
        <translation>اذهب إلى…</translation>
    </message>
    <message>
        <source>Find any object, page or action (Ctrl+K)</source>
        <translation>ابحث عن أي كائن أو صفحة أو إجراء (Ctrl+K)</translation>
    </message>
    <message>
        <source>snapshot</source>
        <translation>لقطة</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>للقراءة فقط</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ClusterStack</name>
    <message>
        <source>Close the console</source>
        <translation>إغلاق النافذة</translation>
    </message>
    <message>
        <source>Close all the same</source>
        <translation>أغلق مع ذلك</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ColumnSheet</name>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Add a column to %1</source>
        <translation>إضافة عمود إلى %1</translation>
    </message>
    <message>
        <source>Path of the field</source>
        <translation>مسار الحقل</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Any field of the objects, by its path as kubectl has it. Of a list, %1 is one and %2 all; a name with dots stands in quotes: %3.</source>
        <translation>أيّ حقل من الكائنات بمساره كما في kubectl. من القائمة %1 واحد و%2 الكل؛ والاسم الذي فيه نقاط يوضع بين علامتي اقتباس: %3.</translation>
    </message>
    <message>
        <source>What is there is shown here.</source>
        <translation>ما يوجد هناك يظهر هنا.</translation>
    </message>
    <message>
        <source>No object that was looked at has something there. What the console does not keep of objects cannot be shown.</source>
        <translation>ليس لأيّ كائن فُحص شيء هناك. ما لا يحتفظ به هذا البرنامج من الكائنات لا يمكن إظهاره.</translation>
    </message>
    <message>
        <source>There now: %1</source>
        <translation>الموجود الآن: %1</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Title: %1</source>
        <translation>العنوان: %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>A table has at most %1 columns of your own. Remove one first.</source>
        <translation>في الجدول %1 عمودًا خاصًا بك على الأكثر. أزل واحدًا أولًا.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::CombinedModel</name>
    <message>
        <source>Cluster</source>
        <translation>العنقود</translation>
    </message>
</context>
<context>
    <name>konductor::ui::CombinedWindow</name>
    <message>
        <source>All clusters</source>
        <translation>كل العناقيد</translation>
    </message>
    <message>
        <source>Konductor Console</source>
        <translation>Konductor Console</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>المرشّح</translation>
    </message>
    <message>
        <source>Filter: words, cluster:prod-eu, ns:team-a, phase:held, ttl&lt;5m, finding:any</source>
        <translation>مرشّح: كلمات، cluster:prod-eu، ns:team-a، phase:held، ttl&lt;5m، finding:any</translation>
    </message>
    <message>
        <source>forbidden</source>
        <translation>ممنوع</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>غير مثبّت</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>قديم</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>لا جواب</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>يحمّل</translation>
    </message>
    <message>
        <source>snapshot</source>
        <translation>لقطة</translation>
    </message>
    <message>
        <source>Not live: %1.</source>
        <translation>غير مباشر: %1.</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <translation>%1 من %2 %3</translation>
    </message>
    <message>
        <source>Open in %1</source>
        <translation>افتح في %1</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>نسخ الصفوف</translation>
    </message>
</context>
<context>
    <name>konductor::ui::CompareSheet</name>
    <message>
        <source>Compare</source>
        <translation>قارن</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>المقارنة بـ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>A file…</source>
        <translation>ملف…</translation>
    </message>
    <message>
        <source>Compare %1 with…</source>
        <translation>قارن %1 بـ…</translation>
    </message>
    <message>
        <source>Whichever was taken earlier comes first. Nothing is written anywhere.</source>
        <translation>الأسبق أخذًا يأتي أولًا. لا يُكتب شيء في أي مكان.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ComparisonModel</name>
    <message>
        <source>added</source>
        <translation>أُضيف</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>زال</translation>
    </message>
    <message>
        <source>made anew under the same name</source>
        <translation>أُنشئ من جديد بالاسم نفسه</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>غير مُسمّى</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 منذ %2</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>الحامل</translation>
    </message>
    <message>
        <source>as it was; what it means has changed</source>
        <translation>كما كان؛ وتغيّر ما يعنيه</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>مساحة الأسماء</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>قبل</translation>
    </message>
    <message>
        <source>After</source>
        <translation>بعد</translation>
    </message>
    <message>
        <source>Names are hidden in the %1 one: the same object looks like two.</source>
        <translation>الأسماء مخفية في %1: يبدو الكائن نفسه اثنين.</translation>
    </message>
    <message>
        <source>earlier</source>
        <translation>الأسبق</translation>
    </message>
    <message>
        <source>later</source>
        <translation>الأحدث</translation>
    </message>
    <message>
        <source>These are two clusters: %1 and %2.</source>
        <translation>هذان عنقودان: %1 و%2.</translation>
    </message>
    <message>
        <source>One of them has a part of the cluster only: what is added or gone may only not have been chosen.</source>
        <translation>في إحداهما جزء من العنقود فقط: ما أُضيف أو زال قد يكون غير مختار فحسب.</translation>
    </message>
    <message>
        <source>(absent)</source>
        <translation>(غير موجود)</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>مجهول</translation>
    </message>
    <message>
        <source>running</source>
        <translation>يعمل</translation>
    </message>
    <message>
        <source>restarting</source>
        <translation>يعيد التشغيل</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>انتهى</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>لم يُرَ قط</translation>
    </message>
    <message>
        <source>several of that name</source>
        <translation>عدة بهذا الاسم</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ComparisonWindow</name>
    <message>
        <source>%1 more</source>
        <translation>%1 أخرى</translation>
    </message>
    <message>
        <source>Worse: </source>
        <translation>أسوأ: </translation>
    </message>
    <message>
        <source>Better: </source>
        <translation>أفضل: </translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>ما تغيّر</translation>
    </message>
    <message>
        <source>Konductor Console</source>
        <translation>Konductor Console</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>نسخ بصيغة Markdown</translation>
    </message>
    <message>
        <source>All of it, to paste into an incident.</source>
        <translation>كل شيء، للصق في بلاغ.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>تجري المقارنة…</translation>
    </message>
    <message>
        <source>What happened, in words</source>
        <translation>ما حدث، بالكلمات</translation>
    </message>
    <message>
        <source>Filter: names, fields, values</source>
        <translation>مرشّح: أسماء، حقول، قيم</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>المرشّح</translation>
    </message>
    <message>
        <source>What changed, field by field</source>
        <translation>ما تغيّر، حقلًا حقلًا</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>لا اختلاف</translation>
    </message>
    <message>
        <source>Every object and every holder is as it was.</source>
        <translation>كل كائن وكل حامل كما كان.</translation>
    </message>
    <message>
        <source>Everything that differs</source>
        <translation>كل ما يختلف</translation>
    </message>
    <message>
        <source>%1, %2 → %3, %4 later</source>
        <translation>%1، %2 → %3، بعد %4</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>These cannot be compared</source>
        <translation>لا يمكن مقارنة هاتين</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ConnectDialog</name>
    <message>
        <source>Connect</source>
        <translation>اتصال</translation>
    </message>
    <message>
        <source>Check…</source>
        <translation>فحص…</translation>
    </message>
    <message>
        <source>Colour and namespaces…</source>
        <translation>اللون ومساحات الأسماء…</translation>
    </message>
    <message>
        <source>Search contexts</source>
        <translation>البحث في السياقات</translation>
    </message>
    <message>
        <source>Contexts and sandbox scenarios</source>
        <translation>السياقات وسيناريوهات صندوق التجربة</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>العنقود</translation>
    </message>
    <message>
        <source>User</source>
        <translation>المستخدم</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>مساحة الأسماء</translation>
    </message>
    <message>
        <source>From</source>
        <translation>من</translation>
    </message>
    <message>
        <source>Type in a cluster…</source>
        <translation>كتابة عنقود…</translation>
    </message>
    <message>
        <source>Walk through connecting, step by step, and say what is wrong</source>
        <translation>تتبّع الاتصال خطوة خطوة وبيان الخلل</translation>
    </message>
    <message>
        <source>Mark the context, and say which namespaces you may see in it</source>
        <translation>علّم السياق وحدّد مساحات الأسماء التي يحقّ لك رؤيتها فيه</translation>
    </message>
    <message>
        <source>production</source>
        <translation>إنتاج</translation>
    </message>
    <message>
        <source>built-in sandbox</source>
        <translation>صندوق تجربة مدمج</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ConnectionLine</name>
    <message>
        <source>Try now</source>
        <translation>حاول الآن</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>المشغّل</translation>
    </message>
    <message>
        <source>operator at work</source>
        <translation>المشغّل يعمل</translation>
    </message>
    <message>
        <source>✗ operator: %1</source>
        <translation>✗ المشغّل: %1</translation>
    </message>
    <message>
        <source>⚠ operator: %1</source>
        <translation>⚠ المشغّل: %1</translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation>الاتصال: %1</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ContextSheet</name>
    <message>
        <source>Production: a banner stays at the top, and plans ask for a name</source>
        <translation>إنتاج: تبقى لافتة في الأعلى، وتسأل الخطط عن اسم</translation>
    </message>
    <message>
        <source>Read-only: nothing is written to this cluster from here</source>
        <translation>للقراءة فقط: لا يُكتب من هنا شيء في هذا العنقود</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>السياق</translation>
    </message>
    <message>
        <source>Remembered for this context.</source>
        <translation>يُحفظ لهذا السياق.</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>مساحات الأسماء</translation>
    </message>
    <message>
        <source>Looked into where you may neither list in the whole cluster nor ask which namespaces there are.</source>
        <translation>يُنظر فيها حيث لا يحقّ لك السرد في العنقود كله ولا السؤال عن مساحات الأسماء الموجودة.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>احفظ</translation>
    </message>
    <message>
        <source>No namespace can be called %1.</source>
        <translation>لا مساحة أسماء تُسمّى %1.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Disclosure</name>
    <message>
        <source>Shown below. Press to hide it.</source>
        <translation>ظاهر في الأسفل. اضغط لإخفائه.</translation>
    </message>
    <message>
        <source>Hidden. Press to show it.</source>
        <translation>مخفي. اضغط لإظهاره.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::EventsModel</name>
    <message>
        <source>When</source>
        <translation>متى</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>ما حدث</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>مساحة الأسماء</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ExecConsentDialog</name>
    <message>
        <source>Do not ask again for this program with these arguments</source>
        <translation>لا تسأل مجددًا عن هذا البرنامج بهذه الوسائط</translation>
    </message>
    <message>
        <source>Run a program to sign in?</source>
        <translation>تنفيذ برنامج لتسجيل الدخول؟</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>البرنامج</translation>
    </message>
    <message>
        <source>Program and arguments</source>
        <translation>البرنامج ووسائطه</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>البيئة</translation>
    </message>
    <message>
        <source>Named in</source>
        <translation>مذكور في</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>تتعذّر قراءته</translation>
    </message>
    <message>
        <source>Run it and connect</source>
        <translation>نفّذه واتصل</translation>
    </message>
    <message>
        <source>Do not run it</source>
        <translation>لا تنفّذه</translation>
    </message>
    <message>
        <source>%1 wants to run a program to sign in</source>
        <translation>يريد %1 تنفيذ برنامج لتسجيل الدخول</translation>
    </message>
    <message>
        <source>It runs as you, with everything you may do on this machine. Allow it only if you know the program and trust where the kubeconfig comes from.</source>
        <translation>يعمل باسمك وبكل ما يحقّ لك على هذا الجهاز. لا تسمح به إلا إذا كنت تعرف البرنامج وتثق بمصدر kubeconfig.</translation>
    </message>
    <message>
        <source>There is no such program here. Install it, or correct &quot;command&quot; in the kubeconfig.</source>
        <translation>لا وجود لهذا البرنامج هنا. ثبّته أو صحّح «command» في kubeconfig.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::FindingsModel</name>
    <message>
        <source>Severity</source>
        <translation>الشدة</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>ما الخلل</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>مساحة الأسماء</translation>
    </message>
    <message>
        <source>Behind it</source>
        <translation>خلفه</translation>
    </message>
    <message>
        <source>For</source>
        <translation>منذ مدة</translation>
    </message>
</context>
<context>
    <name>konductor::ui::FindingsPage</name>
    <message>
        <source>Findings</source>
        <translation>المشكلات</translation>
    </message>
    <message>
        <source>Mend all…</source>
        <translation>أصلح الكل…</translation>
    </message>
    <message>
        <source>The cluster as a whole</source>
        <translation>العنقود ككل</translation>
    </message>
    <message>
        <source>Nothing is wrong</source>
        <translation>لا خلل</translation>
    </message>
    <message>
        <source>No rule found anything odd in what is seen of the cluster.</source>
        <translation>لم تجد أي قاعدة شيئًا غريبًا فيما يُرى من العنقود.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::FormSheet</name>
    <message>
        <source>Continue</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>konductor::ui::HelpSheet</name>
    <message>
        <source>Help: %1</source>
        <translation>المساعدة: %1</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>ابدأ الجولة</translation>
    </message>
    <message>
        <source>Lessons…</source>
        <translation>الدروس…</translation>
    </message>
</context>
<context>
    <name>konductor::ui::HistoryPage</name>
    <message>
        <source>History</source>
        <translation>التاريخ</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 منذ %2</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>لم يحدث شيء بعد</translation>
    </message>
    <message>
        <source>Kubernetes keeps no events of these objects. What changes while this window is open is told here.</source>
        <translation>لا يحتفظ Kubernetes بأحداث لهذه الكائنات. ما يتغير والنافذة مفتوحة يُروى هنا.</translation>
    </message>
    <message>
        <source>A snapshot has no history</source>
        <translation>ليس للّقطة تاريخ</translation>
    </message>
    <message>
        <source>It is one moment. Compare it with another one, or with now.</source>
        <translation>هي لحظة واحدة. قارنها بأخرى أو بالآن.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::HolderChoice</name>
    <message>
        <source>Continue</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>konductor::ui::KeyButton</name>
    <message>
        <source>Press to choose other keys.</source>
        <translation>اضغط لاختيار مفاتيح أخرى.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Press the keys…</source>
        <translation>اضغط المفاتيح…</translation>
    </message>
</context>
<context>
    <name>konductor::ui::LessonCourse</name>
    <message>
        <source>Hand a lease over</source>
        <translation>تسليم Lease</translation>
    </message>
    <message>
        <source>The pod of worker-a is gone, but lease db is still its. See to it that one who waits gets the lease.</source>
        <translation>زال pod الخاص بـ worker-a، لكن Lease db ما زال له. احرص على أن يحصل عليه أحد المنتظرين.</translation>
    </message>
    <message>
        <source>Open Leases and choose db: the details say who holds it, who waits and in which order.</source>
        <translation>افتح Leases واختر db: تقول التفاصيل من يحمله ومن ينتظره وبأي ترتيب.</translation>
    </message>
    <message>
        <source>The request of worker-a still exists and has the highest priority: if the lease only expires, worker-a wins again.</source>
        <translation>طلب worker-a ما زال قائمًا وله أعلى أولوية: إن انتهى Lease فحسب، فاز worker-a من جديد.</translation>
    </message>
    <message>
        <source>Press “Mend…” or choose Hand over in the menu of the lease, look at the calls, then carry them out.</source>
        <translation>اضغط «إصلاح…» أو اختر تسليم في قائمة Lease، وانظر في الاستدعاءات، ثم نفّذها.</translation>
    </message>
    <message>
        <source>A lease without a TTL never comes back by itself, and who is gone goes on competing until its request is deleted.</source>
        <translation>لا يعود Lease بلا TTL من نفسه أبدًا، ومن زال يظل ينافس حتى يُحذف طلبه.</translation>
    </message>
    <message>
        <source>Find the deadlock</source>
        <translation>اعثر على الجمود</translation>
    </message>
    <message>
        <source>ledger-1 and loader-1 have stood still for twenty minutes. Find what each of them waits for, and break the circle.</source>
        <translation>توقف ledger-1 وloader-1 منذ عشرين دقيقة. اعثر على ما ينتظره كل منهما، واكسر الدائرة.</translation>
    </message>
    <message>
        <source>Wait graph draws who waits for whom; what waits in a circle is framed.</source>
        <translation>يرسم مخطط الانتظار من ينتظر من؛ وما ينتظر في دائرة له إطار.</translation>
    </message>
    <message>
        <source>Each holds one of the leases books and rates and waits for the other. One of them has to let go.</source>
        <translation>يحمل كل منهما أحد الاثنين books وrates وينتظر الآخر. على أحدهما أن يتخلى.</translation>
    </message>
    <message>
        <source>Open Findings, choose the deadlock and press “Mend…”: it releases one lease together with its holder&apos;s request.</source>
        <translation>افتح المشكلات واختر الجمود واضغط «إصلاح…»: يحرّر ذلك Lease واحدًا مع طلب حامله.</translation>
    </message>
    <message>
        <source>No expiry breaks a deadlock for good. Taking locks in the same order everywhere keeps it from coming back.</source>
        <translation>لا انتهاء يكسر الجمود نهائيًا. أخذ الأقفال بالترتيب نفسه في كل مكان يمنع عودته.</translation>
    </message>
    <message>
        <source>Permits that do not add up</source>
        <translation>تصاريح لا يستقيم حسابها</translation>
    </message>
    <message>
        <source>The numbers of semaphore quota have not moved for minutes. Find out why, and make them true again.</source>
        <translation>أرقام Semaphore quota لم تتحرك منذ دقائق. اكتشف السبب واجعلها صحيحة من جديد.</translation>
    </message>
    <message>
        <source>Semaphores shows more permits than there are: the bar runs past its end.</source>
        <translation>تُظهر صفحة Semaphores تصاريح أكثر من الموجود: يتجاوز الشريط نهايته.</translation>
    </message>
    <message>
        <source>The operator cannot write a negative number of free permits, so the status stands still until there are as many permits as were granted, or fewer granted.</source>
        <translation>لا يستطيع المشغّل كتابة عدد سالب من التصاريح الحرة، فتتوقف الحالة حتى يوجد من التصاريح بعدد الممنوح، أو يقلّ الممنوح.</translation>
    </message>
    <message>
        <source>Change the semaphore&apos;s permits to 6, or release one of the two permits of etl-9.</source>
        <translation>غيّر تصاريح Semaphore إلى 6، أو حرّر أحد تصريحي etl-9.</translation>
    </message>
    <message>
        <source>The operator grants every permit. A semaphore holds only as long as all who take from it look first.</source>
        <translation>يمنح المشغّل كل تصريح. لا يصمد Semaphore إلا ما دام كل من يأخذ منه ينظر أولًا.</translation>
    </message>
    <message>
        <source>A gate that can never open</source>
        <translation>‏Gate لا يمكن أن يُفتح</translation>
    </message>
    <message>
        <source>Gate bulk has waited for an hour although nobody holds anything. Get it open.</source>
        <translation>ينتظر Gate bulk منذ ساعة مع أن لا أحد يحمل شيئًا. اجعله يُفتح.</translation>
    </message>
    <message>
        <source>Open Gates and choose bulk: each condition says what it wants and what there is.</source>
        <translation>افتح Gates واختر bulk: كل شرط يقول ما يريده وما هو موجود.</translation>
    </message>
    <message>
        <source>It wants eight free permits of semaphore slots, which has six.</source>
        <translation>يريد ثمانية تصاريح حرة من Semaphore slots، وفيه ستة.</translation>
    </message>
    <message>
        <source>Change the semaphore&apos;s permits to 8, or the value in the gate&apos;s YAML. The operator looks again within ten seconds.</source>
        <translation>غيّر تصاريح Semaphore إلى 8، أو القيمة في YAML الخاص بـ Gate. ينظر المشغّل مجددًا خلال عشر ثوانٍ.</translation>
    </message>
    <message>
        <source>A gate says nothing of conditions that cannot be met: it waits. Findings name them.</source>
        <translation>لا يقول Gate شيئًا عن شروط لا يمكن أن تتحقق: إنه ينتظر. المشكلات تسمّيها.</translation>
    </message>
    <message>
        <source>From the gate to the root</source>
        <translation>من Gate إلى الأصل</translation>
    </message>
    <message>
        <source>Gate release stays closed. Find who is at the root of it, mend that, and get the gate open.</source>
        <translation>يبقى Gate release مغلقًا. اعثر على من هو الأصل، وأصلح ذلك، واجعله يُفتح.</translation>
    </message>
    <message>
        <source>Choose the gate and follow the sentences of its details, link by link.</source>
        <translation>اختر Gate واتبع جمل تفاصيله رابطًا بعد رابط.</translation>
    </message>
    <message>
        <source>The barrier misses worker-c, which waits for lease db, whose holder&apos;s pod is gone. Hand the lease over first.</source>
        <translation>ينقص Barrier عضو هو worker-c، وهو ينتظر Lease db الذي زال pod حامله. سلّم Lease أولًا.</translation>
    </message>
    <message>
        <source>Nobody drives worker-c in this lesson: choose Arrive at barrier extract and arrive as worker-c.</source>
        <translation>لا أحد يشغّل worker-c في هذا الدرس: اختر الوصول عند Barrier extract وصِل باسم worker-c.</translation>
    </message>
    <message>
        <source>What stands in front is rarely what is broken. Follow the links until something waits for nothing.</source>
        <translation>ما يظهر في المقدمة نادرًا ما يكون هو المعطوب. اتبع الروابط حتى تصل إلى ما لا ينتظر شيئًا.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::LessonPanel</name>
    <message>
        <source>Lesson</source>
        <translation>درس</translation>
    </message>
    <message>
        <source>Lessons…</source>
        <translation>الدروس…</translation>
    </message>
    <message>
        <source>Lesson: %1</source>
        <translation>درس: %1</translation>
    </message>
    <message>
        <source>Hint (%1 of %2)</source>
        <translation>تلميح (%1 من %2)</translation>
    </message>
    <message>
        <source>End the lesson</source>
        <translation>إنهاء الدرس</translation>
    </message>
    <message>
        <source>Hint %1: %2</source>
        <translation>تلميح %1: %2</translation>
    </message>
    <message>
        <source>No more hints</source>
        <translation>لا مزيد من التلميحات</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>حُلّ</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>ابدأ من جديد</translation>
    </message>
</context>
<context>
    <name>konductor::ui::LessonsSheet</name>
    <message>
        <source>Lessons</source>
        <translation>الدروس</translation>
    </message>
    <message>
        <source>Each opens a small cluster of its own, in this program, with something wrong in it. Mend it with whatever the window offers; nothing real is touched.</source>
        <translation>يفتح كل منها عنقودًا صغيرًا خاصًا به داخل هذا البرنامج، وفيه خلل. أصلحه بكل ما تقدّمه النافذة؛ ولا يُمسّ شيء حقيقي.</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>ابدأ الجولة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>ابدأ من جديد</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>ابدأ</translation>
    </message>
    <message>
        <source>Begin: %1</source>
        <translation>ابدأ: %1</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>حُلّ</translation>
    </message>
</context>
<context>
    <name>konductor::ui::LinkSheet</name>
    <message>
        <source>Open a link</source>
        <translation>فتح رابط</translation>
    </message>
    <message>
        <source>This link leads to another cluster</source>
        <translation>يقود هذا الرابط إلى عنقود آخر</translation>
    </message>
    <message>
        <source>It shows %1, in the cluster “%2”. Open is “%3”.</source>
        <translation>يُظهر %1 في العنقود «%2». والمفتوح هو «%3».</translation>
    </message>
    <message>
        <source>Nothing is connected to until you say so. The link shows something and changes nothing.</source>
        <translation>لا يُتصل بشيء حتى تأمر. الرابط يُظهر شيئًا ولا يغيّر شيئًا.</translation>
    </message>
    <message>
        <source>No context of yours is called so. With others the same cluster may have another name: look in the one that is open, or choose one.</source>
        <translation>لا سياق لديك بهذا الاسم. قد يحمل العنقود نفسه اسمًا آخر عند غيرك: انظر في المفتوح، أو اختر واحدًا.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Look in %1</source>
        <translation>انظر في %1</translation>
    </message>
    <message>
        <source>Connect to %1</source>
        <translation>اتصل بـ %1</translation>
    </message>
    <message>
        <source>Choose a cluster…</source>
        <translation>اختر عنقودًا…</translation>
    </message>
</context>
<context>
    <name>konductor::ui::LogSheet</name>
    <message>
        <source>Before its last restart</source>
        <translation>قبل آخر إعادة تشغيل</translation>
    </message>
    <message>
        <source>Log of pod %1</source>
        <translation>سجل الـ Pod %1</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>الحاوية</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>ابحث في السجل</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>اقرأ من جديد</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Copy as kubectl</source>
        <translation>نسخ كأمر kubectl</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>تحميل…</translation>
    </message>
    <message>
        <source>Nothing was logged.</source>
        <translation>لم يُسجَّل شيء.</translation>
    </message>
    <message>
        <source>Its lines are so long that the newest are missing here.</source>
        <translation>الأسطر طويلة جدًا حتى إن أحدثها غير موجود هنا.</translation>
    </message>
    <message numerus="yes">
        <source>The last %n lines at most.</source>
        <translation>
            <numerusform>لا أسطر.</numerusform>
            <numerusform>آخر سطر على الأكثر.</numerusform>
            <numerusform>آخر سطرين على الأكثر.</numerusform>
            <numerusform>آخر %n أسطر على الأكثر.</numerusform>
            <numerusform>آخر %n سطرًا على الأكثر.</numerusform>
            <numerusform>آخر %n سطر على الأكثر.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>وُجد %n</numerusform>
            <numerusform>وُجد %n</numerusform>
            <numerusform>وُجد %n</numerusform>
            <numerusform>وُجد %n</numerusform>
            <numerusform>وُجد %n</numerusform>
            <numerusform>وُجد %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>konductor::ui::MainWindow</name>
    <message>
        <source>Konductor Console</source>
        <translation>Konductor Console</translation>
    </message>
    <message>
        <source>Primitives</source>
        <translation>الأوليات</translation>
    </message>
    <message>
        <source>Across kinds</source>
        <translation>عبر الأنواع</translation>
    </message>
    <message>
        <source>What happened since the window was opened</source>
        <translation>ما حدث منذ فتح النافذة</translation>
    </message>
    <message>
        <source>Select a row to see who holds it, who waits, and why.</source>
        <translation>اختر صفًا لترى من يحمله ومن ينتظر ولماذا.</translation>
    </message>
    <message>
        <source>&amp;All clusters together…</source>
        <translation>&amp;كل العناقيد معًا…</translation>
    </message>
    <message>
        <source>N&amp;ext cluster</source>
        <translation>العنقود &amp;التالي</translation>
    </message>
    <message>
        <source>Pre&amp;vious cluster</source>
        <translation>العنقود &amp;السابق</translation>
    </message>
    <message>
        <source>C&amp;lose this cluster</source>
        <translation>إ&amp;غلاق هذا العنقود</translation>
    </message>
    <message>
        <source>Colour and mark…</source>
        <translation>اللون والعلامة…</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>أظهر</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Hand a lease over</source>
        <translation>تسليم Lease</translation>
    </message>
    <message>
        <source>Make the operator look again</source>
        <translation>جعل المشغّل ينظر مجددًا</translation>
    </message>
    <message>
        <source>Change a spec</source>
        <translation>تغيير مواصفة</translation>
    </message>
    <message>
        <source>Create another</source>
        <translation>إنشاء آخر</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>حذف</translation>
    </message>
    <message>
        <source>&amp;Cluster</source>
        <translation>ال&amp;عنقود</translation>
    </message>
    <message>
        <source>&amp;Connect…</source>
        <translation>ا&amp;تصال…</translation>
    </message>
    <message>
        <source>&amp;Reconnect now</source>
        <translation>أ&amp;عد الاتصال الآن</translation>
    </message>
    <message>
        <source>Save a &amp;snapshot…</source>
        <translation>&amp;حفظ لقطة…</translation>
    </message>
    <message>
        <source>&amp;Open a snapshot…</source>
        <translation>&amp;فتح لقطة…</translation>
    </message>
    <message>
        <source>Com&amp;pare with…</source>
        <translation>م&amp;قارنة بـ…</translation>
    </message>
    <message>
        <source>Recent s&amp;napshots</source>
        <translation>اللق&amp;طات الأخيرة</translation>
    </message>
    <message>
        <source>Read-&amp;only</source>
        <translation>لل&amp;قراءة فقط</translation>
    </message>
    <message>
        <source>Colour and &amp;mark…</source>
        <translation>اللون وال&amp;علامة…</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>الإ&amp;عدادات…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>إن&amp;هاء</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>ال&amp;عرض</translation>
    </message>
    <message>
        <source>&amp;Go to anything…</source>
        <translation>الذهاب إلى أ&amp;ي شيء…</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>ر&amp;جوع</translation>
    </message>
    <message>
        <source>For&amp;ward</source>
        <translation>ت&amp;قدم</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>ال&amp;مرشّح</translation>
    </message>
    <message>
        <source>&amp;Object</source>
        <translation>ال&amp;كائن</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>نسخ ال&amp;صفوف</translation>
    </message>
    <message>
        <source>Copy &amp;as</source>
        <translation>نسخ بصي&amp;غة</translation>
    </message>
    <message>
        <source>Copy &amp;link</source>
        <translation>نسخ ال&amp;رابط</translation>
    </message>
    <message>
        <source>&amp;Action</source>
        <translation>الإ&amp;جراء</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>م&amp;ساعدة</translation>
    </message>
    <message>
        <source>&amp;This page</source>
        <translation>ه&amp;ذه الصفحة</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>اختصارات لوحة ال&amp;مفاتيح</translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>لا كائنات</numerusform>
            <numerusform>كائن واحد</numerusform>
            <numerusform>كائنان</numerusform>
            <numerusform>%n كائنات</numerusform>
            <numerusform>%n كائنًا</numerusform>
            <numerusform>%n كائن</numerusform>
        </translation>
    </message>
    <message>
        <source>On a page</source>
        <translation>في صفحة</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>المرشّح</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>هذه المفاتيح</translation>
    </message>
    <message>
        <source>Copy “%1”</source>
        <translation>نسخ «%1»</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>نسخ الصفوف</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>نسخ بصيغة</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>نسخ الرابط</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>الأسماء</translation>
    </message>
    <message>
        <source>kubectl commands</source>
        <translation>أوامر kubectl</translation>
    </message>
    <message>
        <source>%1  (it is now)</source>
        <translation>%1  (هو الآن)</translation>
    </message>
    <message>
        <source>The operator</source>
        <translation>المشغّل</translation>
    </message>
    <message>
        <source>It is at work again.</source>
        <translation>إنه يعمل مجددًا.</translation>
    </message>
    <message>
        <source>%1: a plan is being carried out. What is left of it will not be done.</source>
        <translation>في %1: خطة تُنفَّذ. ما بقي منها لن يُنجز.</translation>
    </message>
    <message>
        <source>%1: an edit is not applied.</source>
        <translation>في %1: تعديل لم يُطبَّق.</translation>
    </message>
    <message>
        <source>Co&amp;lumns</source>
        <translation>الأ&amp;عمدة</translation>
    </message>
    <message>
        <source>Saved &amp;views</source>
        <translation>العروض المح&amp;فوظة</translation>
    </message>
    <message>
        <source>What is wrong, at a glance</source>
        <translation>ما الخلل، في لمحة</translation>
    </message>
    <message>
        <source>The overview begins with what is wrong, worst first. Every name is a link: press it to go there.</source>
        <translation>تبدأ النظرة العامة بما فيه خلل، الأسوأ أولًا. كل اسم رابط: اضغطه لتنتقل إليه.</translation>
    </message>
    <message>
        <source>A table for each kind</source>
        <translation>جدول لكل نوع</translation>
    </message>
    <message>
        <source>Leases, semaphores, gates and the others are live. The line above filters every page: / takes you there, and it completes what you type.</source>
        <translation>الجداول حيّة: Leases وSemaphores وGates وغيرها. السطر في الأعلى يرشّح كل صفحة: ينقلك / إليه، وهو يكمل ما تكتب.</translation>
    </message>
    <message>
        <source>Why, in sentences</source>
        <translation>لماذا، في جمل</translation>
    </message>
    <message>
        <source>The details tell of the row you are at: why it is stuck, who holds it, who waits, and what mends it. The links lead to the root.</source>
        <translation>تحكي التفاصيل عن الصف الذي أنت عنده: لماذا هو عالق، ومن يحمله، ومن ينتظر، وما يصلحه. والروابط تقود إلى الأصل.</translation>
    </message>
    <message>
        <source>Who waits for whom</source>
        <translation>من ينتظر من</translation>
    </message>
    <message>
        <source>In the wait graph the arrows lead from who waits to what is waited for. The root blocks all the others; a circle is a deadlock and has a frame.</source>
        <translation>في مخطط الانتظار تقود الأسهم من المنتظِر إلى ما ينتظره. والأصل يعطّل كل ما عداه؛ والدائرة جمود ولها إطار.</translation>
    </message>
    <message>
        <source>Nothing is written unseen</source>
        <translation>لا يُكتب شيء دون أن تراه</translation>
    </message>
    <message>
        <source>An action first shows its exact calls, what will follow, and what the server says to trying it. Nothing happens before you press the button that names the act.</source>
        <translation>يعرض كل إجراء أولًا استدعاءاته بالضبط وما سيتبعها وما يقوله الخادم عند تجربتها. ولا يحدث شيء قبل أن تضغط الزر الذي يسمّي الفعل.</translation>
    </message>
    <message>
        <source>Where to go on</source>
        <translation>كيف تمضي بعد ذلك</translation>
    </message>
    <message>
        <source>Ctrl+K goes to any object, page or action. F1 explains the page you are on, ? lists the keys. The lessons in the Help menu each give you something to mend.</source>
        <translation>ينتقل Ctrl+K إلى أي كائن أو صفحة أو إجراء. ويشرح F1 الصفحة التي أنت فيها، ويسرد ? المفاتيح. وفي قائمة المساعدة دروس، في كل منها ما تصلحه.</translation>
    </message>
    <message>
        <source>Take the &amp;tour</source>
        <translation>ابدأ ال&amp;جولة</translation>
    </message>
    <message>
        <source>&amp;Lessons…</source>
        <translation>ال&amp;دروس…</translation>
    </message>
    <message>
        <source>koncli commands</source>
        <translation>أوامر koncli</translation>
    </message>
    <message>
        <source>Show the log of pod %1</source>
        <translation>اعرض سجل الـ Pod %1</translation>
    </message>
    <message>
        <source>A snapshot does not change.</source>
        <translation>اللقطة لا تتغيّر.</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>نسخ بصيغة CSV</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>نسخ بصيغة Markdown</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>نسخ بصيغة JSON</translation>
    </message>
    <message>
        <source>Copy the names</source>
        <translation>نسخ الأسماء</translation>
    </message>
    <message>
        <source>Copy as kubectl commands</source>
        <translation>نسخ كأوامر kubectl</translation>
    </message>
    <message>
        <source>Copy as koncli commands</source>
        <translation>نسخ كأوامر koncli</translation>
    </message>
    <message>
        <source>A&amp;ctivity</source>
        <translation>ال&amp;نشاط</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>لم يحدث شيء بعد.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::MendButton</name>
    <message>
        <source>Mend…</source>
        <translation>إصلاح…</translation>
    </message>
    <message>
        <source>Mend what was found</source>
        <translation>إصلاح ما وُجد</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Meter</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>%1 % left</source>
        <translation>بقي %1 %</translation>
    </message>
</context>
<context>
    <name>konductor::ui::NoticeSheet</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ObjectPanel</name>
    <message>
        <source>Details</source>
        <translation>التفاصيل</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
</context>
<context>
    <name>konductor::ui::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>نظرة عامة</translation>
    </message>
    <message>
        <source>Follow a name to see who holds it, who waits, and why.</source>
        <translation>اتبع اسمًا لترى من يحمله ومن ينتظر ولماذا.</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 ينتظرون</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>ما الخلل</translation>
    </message>
    <message>
        <source>and %1 more on the page Findings</source>
        <translation>و%1 غيرها في صفحة المشكلات</translation>
    </message>
    <message>
        <source>Nothing, as far as is seen.</source>
        <translation>لا شيء، فيما يُرى.</translation>
    </message>
    <message>
        <source>Who blocks most</source>
        <translation>الأكثر تعطيلًا لغيره</translation>
    </message>
    <message>
        <source>deadlock</source>
        <translation>جمود</translation>
    </message>
    <message>
        <source>Nobody waits for anybody.</source>
        <translation>لا أحد ينتظر أحدًا.</translation>
    </message>
    <message>
        <source>What changed last</source>
        <translation>آخر ما تغيّر</translation>
    </message>
    <message>
        <source>Nothing since this window was opened.</source>
        <translation>لا شيء منذ فتح هذه النافذة.</translation>
    </message>
    <message>
        <source>What expires next</source>
        <translation>ما ينتهي تاليًا</translation>
    </message>
    <message>
        <source>No hold has an end.</source>
        <translation>لا حجز له نهاية.</translation>
    </message>
    <message>
        <source>The operator</source>
        <translation>المشغّل</translation>
    </message>
    <message>
        <source>Neither its Deployment nor a write of it is to be seen.</source>
        <translation>لا يُرى الـ Deployment الخاص به ولا كتابة منه.</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>منذ %1</translation>
    </message>
    <message>
        <source>Not known yet.</source>
        <translation>غير معروف بعد.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Palette</name>
    <message>
        <source>Pages</source>
        <translation>الصفحات</translation>
    </message>
    <message>
        <source>not now</source>
        <translation>ليس الآن</translation>
    </message>
</context>
<context>
    <name>konductor::ui::PaletteModel</name>
    <message>
        <source>gone</source>
        <translation>زال</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>الحامل</translation>
    </message>
</context>
<context>
    <name>konductor::ui::PaletteSheet</name>
    <message>
        <source>Found</source>
        <translation>ما وُجد</translation>
    </message>
    <message>
        <source>Go to anything</source>
        <translation>الذهاب إلى أي شيء</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>اذهب إلى</translation>
    </message>
    <message>
        <source>An object, a page, something to do</source>
        <translation>كائن أو صفحة أو شيء تفعله</translation>
    </message>
    <message>
        <source>↑ ↓ choose   ·   Return opens   ·   Esc closes</source>
        <translation>↑ ↓ اختيار   ·   Return فتح   ·   Esc إغلاق</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>لا شيء بهذا الاسم.</translation>
    </message>
    <message>
        <source>the best %1 of %2</source>
        <translation>أفضل %1 من %2</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>وُجد %n</numerusform>
            <numerusform>وُجد %n</numerusform>
            <numerusform>وُجد %n</numerusform>
            <numerusform>وُجد %n</numerusform>
            <numerusform>وُجد %n</numerusform>
            <numerusform>وُجد %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>konductor::ui::PlanSheet</name>
    <message>
        <source>Plan</source>
        <translation>الخطة</translation>
    </message>
    <message>
        <source>Asking the server to try it…</source>
        <translation>يُطلب من الخادم تجربتها…</translation>
    </message>
    <message>
        <source>Why (for the journal, optional)</source>
        <translation>السبب (للسجل، اختياري)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>السبب</translation>
    </message>
    <message>
        <source>This cluster is protected: type %1 to go on</source>
        <translation>هذا العنقود محميّ: اكتب %1 للمتابعة</translation>
    </message>
    <message>
        <source>Name of the object</source>
        <translation>اسم الكائن</translation>
    </message>
    <message>
        <source>Name of the cluster</source>
        <translation>اسم العنقود</translation>
    </message>
    <message>
        <source>Go on when one of them is refused or has no effect</source>
        <translation>واصل إذا رُفض أحدها أو لم يكن له أثر</translation>
    </message>
    <message>
        <source>Copy as kubectl</source>
        <translation>نسخ بصيغة kubectl</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Leave the refused ones out</source>
        <translation>اترك المرفوضة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>✓ The server&apos;s dry run accepted every call. The plan before this one is still running.</source>
        <translation>✓ قبلت تجربة الخادم كل استدعاء. الخطة السابقة ما زالت تُنفَّذ.</translation>
    </message>
    <message>
        <source>✓ The server&apos;s dry run accepted every call.</source>
        <translation>✓ قبلت تجربة الخادم كل استدعاء.</translation>
    </message>
    <message>
        <source>✗ The server&apos;s dry run refused it. %1</source>
        <translation>✗ رفضتها تجربة الخادم. %1</translation>
    </message>
    <message>
        <source>✗ The server&apos;s dry run refused %1 of %2.</source>
        <translation>✗ رفضت تجربة الخادم %1 من %2.</translation>
    </message>
    <message>
        <source>Writing, then watching for the effect…</source>
        <translation>يكتب، ثم يترقب الأثر…</translation>
    </message>
    <message>
        <source>%1 of %2 went as planned.</source>
        <translation>سار %1 من %2 كما خُطط.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::SavedViews</name>
    <message>
        <source>&amp;Save this view…</source>
        <translation>&amp;حفظ هذا العرض…</translation>
    </message>
    <message>
        <source>Copy this view as a &amp;link</source>
        <translation>نسخ هذا العرض &amp;رابطًا</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>إ&amp;زالة</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>ت&amp;صدير…</translation>
    </message>
    <message>
        <source>No view is saved.</source>
        <translation>لا عرض محفوظ.</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>ا&amp;ستيراد…</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>حفظ هذا العرض</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>حفظ</translation>
    </message>
    <message>
        <source>A view needs a name.</source>
        <translation>يحتاج العرض إلى اسم.</translation>
    </message>
    <message>
        <source>Another view has this name. Choose a different one.</source>
        <translation>لعرض آخر هذا الاسم. اختر اسمًا مختلفًا.</translation>
    </message>
    <message>
        <source>Rena&amp;me</source>
        <translation>إ&amp;عادة التسمية</translation>
    </message>
    <message>
        <source>Rename the view %1</source>
        <translation>إعادة تسمية العرض %1</translation>
    </message>
    <message>
        <source>Remove the view %1</source>
        <translation>إزالة العرض %1</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>إعادة التسمية</translation>
    </message>
    <message>
        <source>Page, query, columns and order; View and Ctrl+K find it again</source>
        <translation>الصفحة والاستعلام والأعمدة والترتيب؛ تجدها في «العرض» وبالمفتاحين Ctrl+K</translation>
    </message>
</context>
<context>
    <name>konductor::ui::SecretDialog</name>
    <message>
        <source>Continue</source>
        <translation>متابعة</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Settings</name>
    <message>
        <source>On</source>
        <translation>مفعّل</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>معطّل</translation>
    </message>
    <message>
        <source>There is no setting %1.</source>
        <translation>لا يوجد إعداد %1.</translation>
    </message>
    <message>
        <source>%1 can be %2; it cannot be %3.</source>
        <translation>يمكن أن يكون %1 من %2؛ ولا يمكن أن يكون %3.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>تسري عند التشغيل التالي.</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>كسطح المكتب</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>The colours.</source>
        <translation>الألوان.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>تباين عالٍ</translation>
    </message>
    <message>
        <source>Times in tables</source>
        <translation>الأوقات في الجداول</translation>
    </message>
    <message>
        <source>Ages and ends; the other is shown on hover.</source>
        <translation>الأعمار والنهايات؛ يظهر الآخر عند التمرير فوقه.</translation>
    </message>
    <message>
        <source>Relative (47 min)</source>
        <translation>نسبي (47 د)</translation>
    </message>
    <message>
        <source>Absolute (13:15:20)</source>
        <translation>مطلق (13:15:20)</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>المنطقة الزمنية</translation>
    </message>
    <message>
        <source>Of every time of day in tables, details and history.</source>
        <translation>لكل وقت في الجداول والتفاصيل والتاريخ.</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>محلي</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Tell new findings</source>
        <translation>الإبلاغ عن المشكلات الجديدة</translation>
    </message>
    <message>
        <source>From this severity on, through the desktop and in the activity.</source>
        <translation>من هذه الشدة فصاعدًا، عبر سطح المكتب وفي النشاط.</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>الأخطاء</translation>
    </message>
    <message>
        <source>Errors and warnings</source>
        <translation>الأخطاء والتحذيرات</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>None</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>أيقونة في شريط النظام</translation>
    </message>
    <message>
        <source>Shows the worst finding of all open clusters, where the desktop has a tray.</source>
        <translation>تُظهر أسوأ مشكلة في كل العناقيد المفتوحة، حيث يوجد شريط نظام.</translation>
    </message>
    <message>
        <source>Ask before closing</source>
        <translation>السؤال قبل الإغلاق</translation>
    </message>
    <message>
        <source>While a plan is carried out or an edit is not applied.</source>
        <translation>أثناء تنفيذ خطة أو وجود تعديل لم يُطبَّق.</translation>
    </message>
    <message>
        <source>The file cannot be written.</source>
        <translation>تتعذّر كتابة الملف.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>تتعذّر قراءة الملف.</translation>
    </message>
    <message>
        <source>This is no file of settings.</source>
        <translation>ليس هذا ملف إعدادات.</translation>
    </message>
    <message>
        <source>%1 are no keys.</source>
        <translation>ليست %1 مفاتيح.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>تصدير…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>استيراد…</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>إعادة الضبط</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Export the settings</source>
        <translation>تصدير الإعدادات</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>استيراد إعدادات</translation>
    </message>
    <message>
        <source>Settings (*.ini);;All files (*)</source>
        <translation>إعدادات (*.ini);;كل الملفات (*)</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>اختصارات لوحة المفاتيح</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>إعادة الضبط</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>%1 may be typed as text. Take it with Ctrl or Alt.</source>
        <translation>قد يُكتب %1 نصًا. استخدمه مع Ctrl أو Alt.</translation>
    </message>
    <message>
        <source>%1 is “%2” already. Give that other keys first.</source>
        <translation>المفتاح %1 هو «%2» بالفعل. أعطِ ذاك مفاتيح أخرى أولًا.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Sidebar</name>
    <message>
        <source>○ connecting</source>
        <translation>○ يتصل</translation>
    </message>
    <message>
        <source>● live</source>
        <translation>● مباشر</translation>
    </message>
    <message>
        <source>◐ in part</source>
        <translation>◐ جزئيًا</translation>
    </message>
    <message>
        <source>◐ stale</source>
        <translation>◐ قديم</translation>
    </message>
    <message>
        <source>✗ offline</source>
        <translation>✗ غير متصل</translation>
    </message>
    <message>
        <source>▣ snapshot</source>
        <translation>▣ لقطة</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>الصفحات</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>للقراءة فقط</translation>
    </message>
    <message>
        <source>Cluster %1, %2, findings: %3</source>
        <translation>العنقود %1، %2، المشكلات: %3</translation>
    </message>
</context>
<context>
    <name>konductor::ui::SnapshotSheet</name>
    <message>
        <source>Names of objects</source>
        <translation>أسماء الكائنات</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>مساحات الأسماء</translation>
    </message>
    <message>
        <source>Holders, pods and jobs</source>
        <translation>الحاملون والـ Pods والمهام</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>الصيغة</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>إخفاء</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>حفظ…</translation>
    </message>
    <message>
        <source>Annotations and managed fields are never in it. Everything else is as the server has it.</source>
        <translation>لا تكون فيها التعليقات ولا managedFields أبدًا. وكل ما عداها كما هو لدى الخادم.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>الوسوم</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>كما هي</translation>
    </message>
    <message>
        <source>Under other names</source>
        <translation>بأسماء أخرى</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>تُترك</translation>
    </message>
    <message>
        <source>Keep it, for yourself alone</source>
        <translation>الاحتفاظ به، لك وحدك</translation>
    </message>
    <message>
        <source>With it the aliases can be turned back, and the next snapshot has the same ones.</source>
        <translation>به يمكن إرجاع الأسماء المستعارة إلى أصلها، وللقطة التالية الأسماء نفسها.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>المفتاح</translation>
    </message>
    <message>
        <source>What</source>
        <translation>ماذا</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>كل شيء</translation>
    </message>
    <message>
        <source>Only what the filter shows: %1</source>
        <translation>ما يعرضه المرشّح فقط: %1</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>The server, who took it and every message are hidden as well; annotations are never in it. The same name gets the same alias everywhere.</source>
        <translation>يُخفى أيضًا الخادم ومن التقطها وكل رسالة؛ ولا تُحفظ الحواشي أبدًا. والاسم نفسه له الاسم المستعار نفسه في كل مكان.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Swatch</name>
    <message>
        <source>None</source>
        <translation>لا شيء</translation>
    </message>
</context>
<context>
    <name>konductor::ui::TablePage</name>
    <message>
        <source>The rows are known by it.</source>
        <translation>تُعرف الصفوف به.</translation>
    </message>
    <message>
        <source>&amp;Add a column…</source>
        <translation>إ&amp;ضافة عمود…</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>إزالة %1</translation>
    </message>
    <message>
        <source>In the filter: %1</source>
        <translation>في المرشّح: %1</translation>
    </message>
    <message>
        <source>The filter has no field %1: it was looked for as a word.</source>
        <translation>ليس في المرشّح حقل %1: بُحث عنه ككلمة.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>Title of %1…</source>
        <translation>عنوان %1…</translation>
    </message>
</context>
<context>
    <name>konductor::ui::TimeChart</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1: %2 now, between %3 and %4 since %5</source>
        <translation>%1: الآن %2، بين %3 و%4 منذ %5</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Tour</name>
    <message>
        <source>Skip</source>
        <translation>تخطٍّ</translation>
    </message>
    <message>
        <source>Lessons…</source>
        <translation>الدروس…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>Tour, %1 of %2</source>
        <translation>الجولة، %1 من %2</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
</context>
<context>
    <name>konductor::ui::TypedClusterDialog</name>
    <message>
        <source>Certificate authority</source>
        <translation>سلطة الشهادات</translation>
    </message>
    <message>
        <source>-----BEGIN CERTIFICATE-----
empty: the system&apos;s authorities</source>
        <translation>-----BEGIN CERTIFICATE-----
فارغ: سلطات النظام</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>شهادة العميل</translation>
    </message>
    <message>
        <source>-----BEGIN CERTIFICATE-----</source>
        <translation>-----BEGIN CERTIFICATE-----</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>المفتاح</translation>
    </message>
    <message>
        <source>-----BEGIN PRIVATE KEY-----</source>
        <translation>-----BEGIN PRIVATE KEY-----</translation>
    </message>
    <message>
        <source>Looking for a keychain…</source>
        <translation>يُبحث عن حافظة مفاتيح…</translation>
    </message>
    <message>
        <source>Type in a cluster</source>
        <translation>كتابة عنقود</translation>
    </message>
    <message>
        <source>What you call it</source>
        <translation>ما تسمّيه به</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>الخادم</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>مساحة الأسماء</translation>
    </message>
    <message>
        <source>Sign in with</source>
        <translation>تسجيل الدخول بـ</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>الرمز</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>الشهادة</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>اتصال</translation>
    </message>
    <message>
        <source>Token or key go to this desktop&apos;s keychain, and nowhere else.</source>
        <translation>يذهب الرمز أو المفتاح إلى حافظة مفاتيح سطح المكتب هذا، لا إلى غيرها.</translation>
    </message>
    <message>
        <source>There is no keychain here: token or key are kept until the program ends.</source>
        <translation>لا حافظة مفاتيح هنا: يُحفظ الرمز أو المفتاح حتى ينتهي البرنامج.</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>أعطه اسمًا.</translation>
    </message>
    <message>
        <source>The server is an https address, such as https://api.example.com:6443.</source>
        <translation>الخادم عنوان https، مثل https://api.example.com:6443.</translation>
    </message>
    <message>
        <source>The certificate authority is not in PEM form.</source>
        <translation>سلطة الشهادات ليست بصيغة PEM.</translation>
    </message>
    <message>
        <source>The token is missing.</source>
        <translation>الرمز مفقود.</translation>
    </message>
    <message>
        <source>Certificate and key are both needed, in PEM form.</source>
        <translation>الشهادة والمفتاح كلاهما مطلوب، بصيغة PEM.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
</context>
<context>
    <name>konductor::ui::UtilisationCard</name>
    <message>
        <source>In use</source>
        <translation>قيد الاستخدام</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>منتظرون</translation>
    </message>
    <message>
        <source>In use since this window was opened, all namespaces</source>
        <translation>قيد الاستخدام منذ فتح هذه النافذة، كل مساحات الأسماء</translation>
    </message>
    <message>
        <source>Permits</source>
        <translation>التصاريح</translation>
    </message>
    <message>
        <source>Leases and locks</source>
        <translation>‏Leases والأقفال</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
    <message>
        <source>The lines begin in a few seconds.</source>
        <translation>تبدأ الخطوط خلال ثوانٍ.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::WaitGraphPage</name>
    <message>
        <source>Wait graph</source>
        <translation>مخطط الانتظار</translation>
    </message>
    <message>
        <source>As tree</source>
        <translation>كشجرة</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>أصغر</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>ملاءمة</translation>
    </message>
    <message>
        <source>Fit everything in</source>
        <translation>ملاءمة كل شيء</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>أكبر</translation>
    </message>
    <message>
        <source>Choose a box to see why it waits and what is at the end of the chain.</source>
        <translation>اختر مربعًا لترى لماذا ينتظر وما في نهاية السلسلة.</translation>
    </message>
    <message>
        <source>Nobody waits for anybody</source>
        <translation>لا أحد ينتظر أحدًا</translation>
    </message>
    <message>
        <source>No gate, barrier, job or holder waits for another in what is seen.</source>
        <translation>لا Gate ولا Barrier ولا مهمة ولا حامل ينتظر غيره فيما يُرى.</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 ينتظرون</translation>
    </message>
    <message>
        <source>%1 not drawn: choose a namespace</source>
        <translation>%1 غير مرسوم: اختر مساحة أسماء</translation>
    </message>
</context>
<context>
    <name>konductor::ui::WaitGraphView</name>
    <message>
        <source>Wait graph</source>
        <translation>مخطط الانتظار</translation>
    </message>
    <message>
        <source>Deadlock: nobody can move until one of them lets go</source>
        <translation>جمود: لا أحد يتحرك حتى يتخلى أحدهم</translation>
    </message>
    <message>
        <source>Deadlock for %1: nobody can move until one of them lets go</source>
        <translation>جمود منذ %1: لا أحد يتحرك حتى يتخلى أحدهم</translation>
    </message>
    <message>
        <source>It seems that nobody here can move until one of them lets go</source>
        <translation>يبدو أن لا أحد هنا يتحرك حتى يتخلى أحدهم</translation>
    </message>
</context>
<context>
    <name>konductor::ui::WaitSearch</name>
    <message>
        <source>Find a box</source>
        <translation>البحث عن مربع</translation>
    </message>
    <message>
        <source>Find in the wait graph</source>
        <translation>البحث في مخطط الانتظار</translation>
    </message>
    <message>
        <source>Names, kinds, namespaces. Return goes to the next, Shift+Return to the one before.</source>
        <translation>الأسماء والأنواع ومساحات الأسماء. Return ينتقل إلى التالي، وShift+Return إلى السابق.</translation>
    </message>
    <message>
        <source>none of those drawn</source>
        <translation>لا شيء مما رُسم</translation>
    </message>
    <message>
        <source>none</source>
        <translation>لا شيء</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>وُجد %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 من %2</translation>
    </message>
</context>
<context>
    <name>konductor::ui::WaitTree</name>
    <message>
        <source>Who waits for whom</source>
        <translation>من ينتظر من</translation>
    </message>
    <message>
        <source>Deadlock of %1: nobody can move until one of them lets go</source>
        <translation>جمود بين %1: لا أحد يتحرك حتى يتخلى أحدهم</translation>
    </message>
    <message>
        <source>It seems that none of these %1 can move until one of them lets go</source>
        <translation>يبدو أن لا أحد من هؤلاء الـ%1 يتحرك حتى يتخلى أحدهم</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Watchlist</name>
    <message>
        <source>free</source>
        <translation>متاح</translation>
    </message>
    <message>
        <source>open</source>
        <translation>مفتوح</translation>
    </message>
    <message>
        <source>done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Tell me when this %1 is %2</source>
        <translation>أبلغني حين يكون %1 هذا %2</translation>
    </message>
    <message>
        <source>You will be told when it is %1.</source>
        <translation>ستُبلَّغ حين يكون %1.</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>صار %1 الآن %2</translation>
    </message>
    <message>
        <source>%1 was deleted</source>
        <translation>حُذف %1</translation>
    </message>
    <message>
        <source>%1 new findings</source>
        <translation>%1 من المشكلات الجديدة</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>و%1 غيرهم</translation>
    </message>
    <message>
        <source>New finding in %1</source>
        <translation>مشكلة جديدة في %1</translation>
    </message>
</context>
<context>
    <name>konductor::ui::YamlView</name>
    <message>
        <source>managedFields</source>
        <translation>managedFields</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>Apply…</source>
        <translation>تطبيق…</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>Spec, labels and annotations can be changed. Applying shows the call and lets the server try it first.</source>
        <translation>يمكن تغيير المواصفة والوسوم والتعليقات. يُظهر التطبيق الاستدعاء ويدع الخادم يجرّبه أولًا.</translation>
    </message>
    <message>
        <source>The object has changed since you began. Discard, look at what is new, and edit again.</source>
        <translation>تغيّر الكائن منذ بدأت. تجاهل، وانظر الجديد، وعدّل مجددًا.</translation>
    </message>
    <message>
        <source>You are editing %1. Apply or discard it to see another object.</source>
        <translation>أنت تعدّل %1. طبّقه أو تجاهله لترى كائنًا آخر.</translation>
    </message>
    <message>
        <source>This object is not there any more.</source>
        <translation>لم يعد هذا الكائن موجودًا.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>تحميل…</translation>
    </message>
    <message>
        <source>This object is gone. Below is how it was last read.</source>
        <translation>زال هذا الكائن. أدناه كما قُرئ آخر مرة.</translation>
    </message>
</context>
</TS>
