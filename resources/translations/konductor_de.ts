<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ActionCatalogue</name>
    <message>
        <source>Nobody has asked for it.</source>
        <translation>Niemand hat danach gefragt.</translation>
    </message>
    <message>
        <source>Hand over…</source>
        <translation>Übergeben…</translation>
    </message>
    <message>
        <source>Nobody else has asked for it.</source>
        <translation>Niemand sonst hat danach gefragt.</translation>
    </message>
    <message>
        <source>Cancel a request…</source>
        <translation>Eine Anfrage zurückziehen…</translation>
    </message>
    <message>
        <source>Change a priority…</source>
        <translation>Eine Priorität ändern…</translation>
    </message>
    <message>
        <source>Withdraw an arrival…</source>
        <translation>Ein Eintreffen zurücknehmen…</translation>
    </message>
    <message>
        <source>Nobody has arrived.</source>
        <translation>Niemand ist eingetroffen.</translation>
    </message>
    <message>
        <source>Rescue…</source>
        <translation>Retten…</translation>
    </message>
    <message>
        <source>It has not failed.</source>
        <translation>Sie ist nicht gescheitert.</translation>
    </message>
    <message>
        <source>It is open.</source>
        <translation>Es ist offen.</translation>
    </message>
    <message>
        <source>Reset…</source>
        <translation>Zurücksetzen…</translation>
    </message>
    <message>
        <source>It has not been executed.</source>
        <translation>Es ist nicht ausgeführt worden.</translation>
    </message>
    <message>
        <source>Add to the counter…</source>
        <translation>Zum Zähler addieren…</translation>
    </message>
    <message>
        <source>Count as done…</source>
        <translation>Als erledigt zählen…</translation>
    </message>
    <message>
        <source>The counter is 0.</source>
        <translation>Der Zähler ist 0.</translation>
    </message>
    <message>
        <source>Set the counter…</source>
        <translation>Den Zähler setzen…</translation>
    </message>
    <message>
        <source>Make the operator look again</source>
        <translation>Den Operator noch einmal hinsehen lassen</translation>
    </message>
    <message>
        <source>Change its spec…</source>
        <translation>Die Spec ändern…</translation>
    </message>
    <message>
        <source>Create another…</source>
        <translation>Ein weiteres anlegen…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Create a %1…</source>
        <translation>%1 anlegen…</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message numerus="yes">
        <source>Release all that is held of %n objects…</source>
        <comment>Release all that is held of 1 object…</comment>
        <translation>
            <numerusform>Alles freigeben, was von 1 Objekt gehalten wird…</numerusform>
            <numerusform>Alles freigeben, was von %n Objekten gehalten wird…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Force-expire all that is held of %n objects…</source>
        <comment>Force-expire all that is held of 1 object…</comment>
        <translation>
            <numerusform>Alles ablaufen lassen, was von 1 Objekt gehalten wird…</numerusform>
            <numerusform>Alles ablaufen lassen, was von %n Objekten gehalten wird…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make the operator look at %n objects…</source>
        <comment>Make the operator look at 1 object…</comment>
        <translation>
            <numerusform>Den Operator 1 Objekt ansehen lassen…</numerusform>
            <numerusform>Den Operator %n Objekte ansehen lassen…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n objects…</source>
        <comment>Delete 1 object…</comment>
        <translation>
            <numerusform>1 Objekt löschen…</numerusform>
            <numerusform>%n Objekte löschen…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Act on %n objects</source>
        <comment>Act on 1 object</comment>
        <translation>
            <numerusform>Mit 1 Objekt etwas tun</numerusform>
            <numerusform>Mit %n Objekten etwas tun</numerusform>
        </translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>30s, 5m, 1h30m; empty for none</source>
        <translation>30s, 5m, 1h30m; leer für keins</translation>
    </message>
</context>
<context>
    <name>ClockTime</name>
    <message>
        <source>MM-dd HH:mm</source>
        <translation>dd.MM. HH:mm</translation>
    </message>
    <message>
        <source>yyyy-MM-dd HH:mm:ss</source>
        <translation>dd.MM.yyyy HH:mm:ss</translation>
    </message>
</context>
<context>
    <name>ClusterMark</name>
    <message>
        <source>Berry</source>
        <translation>Beere</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Teal</source>
        <translation>Petrol</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>Oliv</translation>
    </message>
    <message>
        <source>Brown</source>
        <translation>Braun</translation>
    </message>
    <message>
        <source>Slate</source>
        <translation>Schiefer</translation>
    </message>
    <message>
        <source>Production</source>
        <translation>Produktion</translation>
    </message>
</context>
<context>
    <name>CombinedWindow</name>
    <message numerus="yes">
        <source>in %n clusters</source>
        <comment>in 1 cluster</comment>
        <translation>
            <numerusform>in 1 Cluster</numerusform>
            <numerusform>in %n Clustern</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n objects</source>
        <comment>%1: 1 object</comment>
        <translation>
            <numerusform>%1: 1 Objekt</numerusform>
            <numerusform>%1: %n Objekte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComparisonWindow</name>
    <message numerus="yes">
        <source>%n differ</source>
        <comment>1 differs</comment>
        <translation>
            <numerusform>%n verschieden</numerusform>
            <numerusform>%n verschieden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Connect</name>
    <message>
        <source>Kubeconfig files</source>
        <translation>Kubeconfig-Dateien</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Zugangsdaten</translation>
    </message>
    <message>
        <source>Name lookup</source>
        <translation>Namensauflösung</translation>
    </message>
    <message>
        <source>TCP</source>
        <translation>TCP</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Server version</source>
        <translation>Version des Servers</translation>
    </message>
    <message>
        <source>Kinds</source>
        <translation>Arten</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>%1: not there</source>
        <translation>%1: nicht da</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n contexts</source>
        <comment>%1: 1 context</comment>
        <translation>
            <numerusform>%1: 1 Kontext</numerusform>
            <numerusform>%1: %n Kontexte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: cannot be used</source>
        <translation>%1: nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>none is read for this cluster</source>
        <translation>für diesen Cluster wird keine gelesen</translation>
    </message>
    <message>
        <source>%1 read, %2</source>
        <translation>%1 gelesen, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <comment>1 file</comment>
        <translation>
            <numerusform>1 Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; others on this machine may read %2</source>
        <translation>%1; andere auf diesem Rechner dürfen %2 lesen</translation>
    </message>
    <message>
        <source>Take that right from them: chmod 600.</source>
        <translation>Nimm ihnen dieses Recht: chmod 600.</translation>
    </message>
    <message>
        <source>%1: cluster %2 as %3</source>
        <translation>%1: Cluster %2 als %3</translation>
    </message>
    <message>
        <source>%1, the current one: cluster %2 as %3</source>
        <translation>%1, der aktuelle: Cluster %2 als %3</translation>
    </message>
    <message>
        <source>%1; it has expired</source>
        <translation>%1; es ist abgelaufen</translation>
    </message>
    <message>
        <source>Get a new client certificate.</source>
        <translation>Besorge ein neues Client-Zertifikat.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>nothing signs in: the server will take us for nobody</source>
        <translation>nichts meldet an: der Server wird uns für niemanden halten</translation>
    </message>
    <message>
        <source>Give the user in the kubeconfig a token, a client certificate or an exec plugin.</source>
        <translation>Gib dem Benutzer in der kubeconfig ein Token, ein Client-Zertifikat oder ein Exec-Plugin.</translation>
    </message>
    <message>
        <source>%1, which is not sent: the server&apos;s address is plain http</source>
        <translation>%1, was nicht gesendet wird: die Adresse des Servers ist http ohne TLS</translation>
    </message>
    <message>
        <source>Use the server&apos;s https address.</source>
        <translation>Benutze die https-Adresse des Servers.</translation>
    </message>
    <message>
        <source>it gave a client certificate</source>
        <translation>es gab ein Client-Zertifikat</translation>
    </message>
    <message>
        <source>it gave a token</source>
        <translation>es gab ein Token</translation>
    </message>
    <message>
        <source>it gave a token and a client certificate</source>
        <translation>es gab ein Token und ein Client-Zertifikat</translation>
    </message>
    <message>
        <source>valid until %1</source>
        <translation>gültig bis %1</translation>
    </message>
    <message>
        <source>valid until the server refuses it</source>
        <translation>gültig, bis der Server es ablehnt</translation>
    </message>
    <message>
        <source>%1 is an address, there is nothing to look up</source>
        <translation>%1 ist eine Adresse, da gibt es nichts aufzulösen</translation>
    </message>
    <message>
        <source>the proxy&apos;s host, %1 is an address, there is nothing to look up</source>
        <translation>der Host des Proxys, %1 ist eine Adresse, da gibt es nichts aufzulösen</translation>
    </message>
    <message>
        <source>the name servers do not answer</source>
        <translation>die Nameserver antworten nicht</translation>
    </message>
    <message>
        <source>Check the network, and whether a VPN is needed.</source>
        <translation>Prüfe das Netz, und ob ein VPN nötig ist.</translation>
    </message>
    <message>
        <source>the name is not known</source>
        <translation>der Name ist nicht bekannt</translation>
    </message>
    <message>
        <source>Check the name, the network, and whether a VPN is needed.</source>
        <translation>Prüfe den Namen, das Netz, und ob ein VPN nötig ist.</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message>
        <source>the proxy&apos;s host, %1 is %2</source>
        <translation>der Host des Proxys, %1 ist %2</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 antwortet</translation>
    </message>
    <message>
        <source>the proxy at %1 answers</source>
        <translation>der Proxy an %1 antwortet</translation>
    </message>
    <message>
        <source>none is named, or this server is excepted from it</source>
        <translation>keiner ist genannt, oder dieser Server ist davon ausgenommen</translation>
    </message>
    <message>
        <source>the environment</source>
        <translation>der Umgebung</translation>
    </message>
    <message>
        <source>the kubeconfig</source>
        <translation>der kubeconfig</translation>
    </message>
    <message>
        <source>%1 at %2 from %3</source>
        <translation>%1 an %2 aus %3</translation>
    </message>
    <message>
        <source>%1; it is asked with each request</source>
        <translation>%1; er wird mit jeder Anfrage gefragt</translation>
    </message>
    <message>
        <source>%1 makes the connection</source>
        <translation>%1 stellt die Verbindung her</translation>
    </message>
    <message>
        <source>the server&apos;s address is plain http</source>
        <translation>die Adresse des Servers ist http ohne TLS</translation>
    </message>
    <message>
        <source>encrypted, but nobody checks who the server is</source>
        <translation>verschlüsselt, aber niemand prüft, wer der Server ist</translation>
    </message>
    <message>
        <source>Name its &quot;certificate-authority&quot; instead of insecure-skip-tls-verify.</source>
        <translation>Nenne seine „certificate-authority“ statt insecure-skip-tls-verify.</translation>
    </message>
    <message>
        <source>the certificate &quot;%1&quot; is good until %2</source>
        <translation>das Zertifikat „%1“ gilt bis %2</translation>
    </message>
    <message>
        <source>Renew the server&apos;s certificate soon.</source>
        <translation>Erneuere das Zertifikat des Servers bald.</translation>
    </message>
    <message>
        <source>patch the status of</source>
        <translation>patch des Status von</translation>
    </message>
    <message>
        <source>all %1 kinds</source>
        <translation>alle %1 Arten</translation>
    </message>
    <message>
        <source>may not list %1</source>
        <translation>darf nicht auflisten: %1</translation>
    </message>
    <message>
        <source>may not %1 %2</source>
        <translation>darf nicht %1: %2</translation>
    </message>
    <message>
        <source>accepted; servers before 1.28 do not tell as whom</source>
        <translation>angenommen; Server vor 1.28 sagen nicht, als wen</translation>
    </message>
    <message>
        <source>the server knows us, and does not tell as whom: %1</source>
        <translation>der Server kennt uns und sagt nicht, als wen: %1</translation>
    </message>
    <message>
        <source>It does not accept %1. Sign in again, or renew it.</source>
        <translation>Er nimmt %1 nicht an. Melde dich neu an, oder erneuere es.</translation>
    </message>
    <message>
        <source>groups: %1</source>
        <translation>Gruppen: %1</translation>
    </message>
    <message>
        <source>the server takes us for nobody (system:anonymous)</source>
        <translation>der Server hält uns für niemanden (system:anonymous)</translation>
    </message>
    <message>
        <source>No credentials reached it: check those of the user in the kubeconfig.</source>
        <translation>Keine Zugangsdaten kamen bei ihm an: prüfe die des Benutzers in der kubeconfig.</translation>
    </message>
    <message>
        <source>signed in as %1</source>
        <translation>angemeldet als %1</translation>
    </message>
    <message>
        <source>we may not ask for it</source>
        <translation>wir dürfen nicht danach fragen</translation>
    </message>
    <message>
        <source>%1; its clock is %2 ahead of this machine&apos;s</source>
        <translation>%1; seine Uhr geht %2 vor gegenüber diesem Rechner</translation>
    </message>
    <message>
        <source>%1; its clock is %2 behind this machine&apos;s</source>
        <translation>%1; seine Uhr geht %2 nach gegenüber diesem Rechner</translation>
    </message>
    <message>
        <source>Set the clock that is wrong: certificates and tokens depend on it.</source>
        <translation>Stelle die Uhr, die falsch geht: Zertifikate und Token hängen davon ab.</translation>
    </message>
    <message>
        <source>we may not ask which kinds there are</source>
        <translation>wir dürfen nicht fragen, welche Arten es gibt</translation>
    </message>
    <message>
        <source>versions of %1: %2</source>
        <translation>Versionen von %1: %2</translation>
    </message>
    <message>
        <source>the server has none of these kinds</source>
        <translation>der Server hat keine dieser Arten</translation>
    </message>
    <message>
        <source>the server has other versions only</source>
        <translation>der Server hat nur andere Versionen</translation>
    </message>
    <message>
        <source>Install Konductor&apos;s CRDs first.</source>
        <translation>Installiere erst die CRDs von Konductor.</translation>
    </message>
    <message>
        <source>%1 of %2 kinds of %3</source>
        <translation>%1 von %2 Arten von %3</translation>
    </message>
    <message>
        <source>%1; there is no %2</source>
        <translation>%1; es gibt kein %2</translation>
    </message>
    <message>
        <source>Install the missing CRDs.</source>
        <translation>Installiere die fehlenden CRDs.</translation>
    </message>
    <message>
        <source>may list in the whole cluster</source>
        <translation>darf im ganzen Cluster auflisten</translation>
    </message>
    <message>
        <source>may not list in the whole cluster: name namespaces with -n</source>
        <translation>darf nicht im ganzen Cluster auflisten: nenne Namespaces mit -n</translation>
    </message>
    <message>
        <source>the server cannot list every right; what it does not list may be granted all the same</source>
        <translation>der Server kann nicht jedes Recht auflisten; was er nicht auflistet, kann trotzdem erlaubt sein</translation>
    </message>
    <message>
        <source>Ask for a Role with these verbs on %1 in %2.</source>
        <translation>Bitte um eine Role mit diesen Verben auf %1 in %2.</translation>
    </message>
    <message>
        <source>you may see nothing in %1</source>
        <translation>du darfst in %1 nichts sehen</translation>
    </message>
    <message>
        <source>you may see and change everything in %1</source>
        <translation>du darfst in %1 alles sehen und ändern</translation>
    </message>
    <message>
        <source>you may see %1 of %2 kinds in %3, and not do everything</source>
        <translation>du darfst in %3 %1 von %2 Arten sehen und nicht alles tun</translation>
    </message>
    <message>
        <source>not checked (insecure-skip-tls-verify)</source>
        <translation>nicht geprüft (insecure-skip-tls-verify)</translation>
    </message>
    <message>
        <source>the system&apos;s</source>
        <translation>die des Systems</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 aus %2</translation>
    </message>
    <message numerus="yes">
        <source>%n certificates</source>
        <comment>1 certificate</comment>
        <translation>
            <numerusform>1 Zertifikat</numerusform>
            <numerusform>%n Zertifikate</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 as %2, with a password that is not shown</source>
        <translation>%1 als %2, mit einem Passwort, das nicht gezeigt wird</translation>
    </message>
    <message>
        <source>a client certificate that is not in PEM form</source>
        <translation>ein Client-Zertifikat, das nicht in PEM-Form ist</translation>
    </message>
    <message>
        <source>a client certificate in %1 that is not in PEM form</source>
        <translation>ein Client-Zertifikat in %1, das nicht in PEM-Form ist</translation>
    </message>
    <message>
        <source>&quot;%1&quot; of %2</source>
        <translation>„%1“ von %2</translation>
    </message>
    <message>
        <source>the client certificate %1, valid until %2</source>
        <translation>das Client-Zertifikat %1, gültig bis %2</translation>
    </message>
    <message>
        <source>the client certificate %1 in %2, valid until %3</source>
        <translation>das Client-Zertifikat %1 in %2, gültig bis %3</translation>
    </message>
    <message>
        <source>the exec plugin %1</source>
        <translation>das Exec-Plugin %1</translation>
    </message>
    <message numerus="yes">
        <source>the exec plugin %1 with %n arguments</source>
        <comment>the exec plugin %1 with 1 argument</comment>
        <translation>
            <numerusform>das Exec-Plugin %1 mit 1 Argument</numerusform>
            <numerusform>das Exec-Plugin %1 mit %n Argumenten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, and %2 in its environment</source>
        <translation>%1, und %2 in seiner Umgebung</translation>
    </message>
    <message>
        <source>the token in %1</source>
        <translation>das Token in %1</translation>
    </message>
    <message>
        <source>a token</source>
        <translation>ein Token</translation>
    </message>
    <message>
        <source>the user name %1 and a password</source>
        <translation>der Benutzername %1 und ein Passwort</translation>
    </message>
    <message>
        <source>, and </source>
        <translation>, und </translation>
    </message>
    <message>
        <source>server: %1</source>
        <translation>Server: %1</translation>
    </message>
    <message>
        <source>namespace: %1</source>
        <translation>Namespace: %1</translation>
    </message>
    <message>
        <source>user: %1</source>
        <translation>Benutzer: %1</translation>
    </message>
    <message>
        <source>signs in with: %1</source>
        <translation>meldet sich an mit: %1</translation>
    </message>
    <message>
        <source>certificate authority: %1</source>
        <translation>Zertifizierungsstelle: %1</translation>
    </message>
    <message>
        <source>acts as: %1</source>
        <translation>handelt als: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n contexts</source>
        <comment>1 context</comment>
        <translation>
            <numerusform>1 Kontext</numerusform>
            <numerusform>%n Kontexte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionLine</name>
    <message>
        <source>○ connecting</source>
        <translation>○ verbindet</translation>
    </message>
    <message>
        <source>● live</source>
        <translation>● live</translation>
    </message>
    <message>
        <source>◐ partly live</source>
        <translation>◐ teilweise live</translation>
    </message>
    <message>
        <source>◐ stale</source>
        <translation>◐ veraltet</translation>
    </message>
    <message>
        <source>✗ offline</source>
        <translation>✗ offline</translation>
    </message>
    <message>
        <source>▣ snapshot, not live</source>
        <translation>▣ Snapshot, nicht live</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>Stand %1</translation>
    </message>
    <message>
        <source>reconnecting in %1</source>
        <translation>verbindet wieder in %1</translation>
    </message>
    <message>
        <source>server clock %1%2 s ± %3</source>
        <translation>Server-Uhr %1%2 s ± %3</translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <comment>1 object</comment>
        <translation>
            <numerusform>1 Objekt</numerusform>
            <numerusform>%n Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>✗ insecure</source>
        <translation>✗ unsicher</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>nur lesend</translation>
    </message>
    <message numerus="yes">
        <source>%n changes/s</source>
        <comment>1 change/s</comment>
        <translation>
            <numerusform>%n Änderung/s</numerusform>
            <numerusform>%n Änderungen/s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
</context>
<context>
    <name>Credentials</name>
    <message>
        <source>the exec plugin has not given credentials yet</source>
        <translation>das Exec-Plugin hat noch keine Zugangsdaten geliefert</translation>
    </message>
</context>
<context>
    <name>DeepLink</name>
    <message>
        <source>This link cannot be opened</source>
        <translation>Dieser Link kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>A link to an object has a kind, a namespace and a name.</source>
        <translation>Ein Link auf ein Objekt hat eine Art, einen Namespace und einen Namen.</translation>
    </message>
    <message>
        <source>“%1” is no kind of Konductor&apos;s.</source>
        <translation>„%1“ ist keine Art von Konductor.</translation>
    </message>
    <message>
        <source>Its namespace or name is none that Kubernetes allows.</source>
        <translation>Der Namespace oder der Name ist keiner, den Kubernetes erlaubt.</translation>
    </message>
    <message>
        <source>What it says of the view is not understood.</source>
        <translation>Was er von der Ansicht sagt, ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>A link begins with konductor:// and is not longer than %1.</source>
        <translation>Ein Link beginnt mit konductor:// und ist nicht länger als %1.</translation>
    </message>
    <message>
        <source>It has characters that a link cannot have.</source>
        <translation>Er hat Zeichen, die ein Link nicht haben kann.</translation>
    </message>
    <message>
        <source>Its cluster&apos;s name is too long or has characters that cannot be seen.</source>
        <translation>Der Name des Clusters ist zu lang oder hat Zeichen, die man nicht sieht.</translation>
    </message>
    <message>
        <source>It asks for something that is no view.</source>
        <translation>Er verlangt etwas, das keine Ansicht ist.</translation>
    </message>
    <message>
        <source>A link to an object names its cluster.</source>
        <translation>Ein Link auf ein Objekt nennt dessen Cluster.</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message>
        <source>Why it is open</source>
        <translation>Warum es offen ist</translation>
    </message>
    <message>
        <source>%1 of %2 arrived; it opened %3 ago.</source>
        <translation>%1 von %2 eingetroffen; offen seit %3.</translation>
    </message>
    <message>
        <source>Why it is closed</source>
        <translation>Warum es geschlossen ist</translation>
    </message>
    <message>
        <source>%1 of %2 arrived. Its time-out passed %3 ago: no arrival can open it any more. Raise or remove its time-out.</source>
        <translation>%1 von %2 eingetroffen. Das Zeitlimit ist seit %3 vorbei: kein Eintreffen kann sie mehr öffnen. Erhöhe oder entferne das Zeitlimit.</translation>
    </message>
    <message>
        <source>%1 of %2 arrived; it waits for %3 more.</source>
        <translation>%1 von %2 eingetroffen; %3 fehlen noch.</translation>
    </message>
    <message>
        <source>It fails in %1.</source>
        <translation>Sie scheitert in %1.</translation>
    </message>
    <message>
        <source>It has no time-out.</source>
        <translation>Es gibt kein Zeitlimit.</translation>
    </message>
    <message>
        <source>%1 of %2 arrived; the operator has not opened it yet.</source>
        <translation>%1 von %2 eingetroffen; der Operator hat sie noch nicht geöffnet.</translation>
    </message>
    <message numerus="yes">
        <source>%n arrivals are not counted: without a controller owner reference nothing wakes the operator.</source>
        <comment>1 arrival is not counted: without a controller owner reference nothing wakes the operator.</comment>
        <translation>
            <numerusform>1 Eintreffen ist nicht gezählt: ohne Controller-Owner-Reference weckt nichts den Operator.</numerusform>
            <numerusform>%n Eintreffen sind nicht gezählt: ohne Controller-Owner-Reference weckt nichts den Operator.</numerusform>
        </translation>
    </message>
    <message>
        <source>The time-out has passed: no arrival can open it.</source>
        <translation>Das Zeitlimit ist vorbei: kein Eintreffen kann sie öffnen.</translation>
    </message>
    <message>
        <source>The barrier is open already.</source>
        <translation>Die Barrier ist schon offen.</translation>
    </message>
    <message>
        <source>Arrive for the %1 missing…</source>
        <translation>Für die %1 Fehlenden eintreffen…</translation>
    </message>
    <message>
        <source>Arrive…</source>
        <translation>Eintreffen…</translation>
    </message>
    <message>
        <source>Arrivals: %1 of %2</source>
        <translation>Eingetroffen: %1 von %2</translation>
    </message>
    <message>
        <source>Quorum %1 of %2</source>
        <translation>Quorum %1 von %2</translation>
    </message>
    <message>
        <source>All must arrive</source>
        <translation>Alle müssen eintreffen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>✓ arrived</source>
        <translation>✓ eingetroffen</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>○ missing</source>
        <translation>○ fehlt</translation>
    </message>
    <message>
        <source>%1 more; the barrier itself names nobody</source>
        <translation>noch %1; die Barrier selbst nennt keine Namen</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>Time-out</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source>Times out</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>UID</source>
        <translation>UID</translation>
    </message>
    <message>
        <source>Resource version</source>
        <translation>Resource-Version</translation>
    </message>
    <message>
        <source>What could not be read</source>
        <translation>Was nicht zu lesen war</translation>
    </message>
    <message>
        <source>%1 · %2 · not there</source>
        <translation>%1 · %2 · nicht vorhanden</translation>
    </message>
    <message>
        <source>Why there is nothing</source>
        <translation>Warum hier nichts ist</translation>
    </message>
    <message>
        <source>It does not exist, or it was deleted.</source>
        <translation>Es existiert nicht, oder es wurde gelöscht.</translation>
    </message>
    <message>
        <source>%1 · %2 · created %3 ago</source>
        <translation>%1 · %2 · vor %3 angelegt</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Was es ist</translation>
    </message>
    <message>
        <source>A job that gates may wait for.</source>
        <translation>Ein Job, auf den Gates warten können.</translation>
    </message>
    <message>
        <source>Of {1} for {2} {3}.</source>
        <translation>Von {1} für {2} {3}.</translation>
    </message>
    <message>
        <source>read</source>
        <translation>liest</translation>
    </message>
    <message>
        <source>write</source>
        <translation>schreibt</translation>
    </message>
    <message>
        <source>since %1 · %2</source>
        <translation>seit %1 · %2</translation>
    </message>
    <message>
        <source>since when is not known</source>
        <translation>seit wann ist nicht bekannt</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>no holder named</source>
        <translation>kein Inhaber genannt</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Holders</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Nobody holds it</source>
        <translation>Kein Inhaber</translation>
    </message>
    <message>
        <source>Release…</source>
        <translation>Freigeben…</translation>
    </message>
    <message>
        <source>Force-expire…</source>
        <translation>Ablaufen lassen…</translation>
    </message>
    <message>
        <source>never expires</source>
        <translation>läuft nie ab</translation>
    </message>
    <message>
        <source>expires in %1</source>
        <translation>läuft in %1 ab</translation>
    </message>
    <message>
        <source>expired %1 ago</source>
        <translation>vor %1 abgelaufen</translation>
    </message>
    <message>
        <source>{1} {2} has ≥ %1 free</source>
        <translation>{1} {2} hat ≥ %1 frei</translation>
    </message>
    <message>
        <source>{1} {2} is {3}</source>
        <translation>{1} {2} ist {3}</translation>
    </message>
    <message>
        <source>○ not looked at</source>
        <translation>○ nicht angesehen</translation>
    </message>
    <message>
        <source>✓ met</source>
        <translation>✓ erfüllt</translation>
    </message>
    <message>
        <source>✗ not met</source>
        <translation>✗ nicht erfüllt</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>the operator never evaluates this</source>
        <translation>das wertet der Operator nie aus</translation>
    </message>
    <message>
        <source>%1 of %2 conditions are met.</source>
        <translation>%1 von %2 Bedingungen sind erfüllt.</translation>
    </message>
    <message>
        <source>It opened %1 ago.</source>
        <translation>Offen seit %1.</translation>
    </message>
    <message>
        <source>It waits for {1}.</source>
        <translation>Es wartet auf {1}.</translation>
    </message>
    <message>
        <source>It can never open: the operator does not evaluate one of its conditions. Edit the gate.</source>
        <translation>Es kann nie aufgehen: der Operator wertet eine der Bedingungen nicht aus. Bearbeite das Gate.</translation>
    </message>
    <message>
        <source>Its time-out has passed. It opens only if something touches it while all conditions hold.</source>
        <translation>Das Zeitlimit ist vorbei. Es geht nur auf, wenn etwas es berührt, während alle Bedingungen gelten.</translation>
    </message>
    <message>
        <source>Nothing it waits for wakes it: the operator looks again within %1.</source>
        <translation>Nichts, worauf es wartet, weckt es: der Operator sieht innerhalb von %1 wieder hin.</translation>
    </message>
    <message>
        <source>Conditions: %1 of %2 met</source>
        <translation>Bedingungen: %1 von %2 erfüllt</translation>
    </message>
    <message>
        <source>Blocked behind it</source>
        <translation>Dahinter blockiert</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>What mends it: {1}</source>
        <translation>Was hilft: {1}</translation>
    </message>
    <message>
        <source>✗ error</source>
        <translation>✗ Fehler</translation>
    </message>
    <message>
        <source>⚠ warning</source>
        <translation>⚠ Warnung</translation>
    </message>
    <message>
        <source>● info</source>
        <translation>● Hinweis</translation>
    </message>
    <message>
        <source>%1 behind it</source>
        <translation>%1 dahinter</translation>
    </message>
    <message>
        <source>Holder · %1</source>
        <translation>Inhaber · %1</translation>
    </message>
    <message>
        <source>What it holds and waits for</source>
        <translation>Was er hält und worauf er wartet</translation>
    </message>
    <message>
        <source>Waiting, in the order the operator will grant</source>
        <translation>Wartende, in der Reihenfolge, in der der Operator vergibt</translation>
    </message>
    <message>
        <source>priority %1, tied</source>
        <translation>Priorität %1, gleichauf</translation>
    </message>
    <message>
        <source>priority %1</source>
        <translation>Priorität %1</translation>
    </message>
    <message>
        <source>Another request has the same priority: the operator takes any of them.</source>
        <translation>Eine andere Anfrage hat dieselbe Priorität: der Operator nimmt irgendeine.</translation>
    </message>
    <message>
        <source>The request of %1 still exists and would win again (priority %2).</source>
        <translation>Die Anfrage von %1 besteht noch und würde wieder gewinnen (Priorität %2).</translation>
    </message>
    <message>
        <source>The request of %1 still exists and competes again (priority %2).</source>
        <translation>Die Anfrage von %1 besteht noch und bewirbt sich wieder (Priorität %2).</translation>
    </message>
    <message>
        <source>Why it is stuck</source>
        <translation>Warum es festsitzt</translation>
    </message>
    <message>
        <source>Why it is held</source>
        <translation>Warum es gehalten wird</translation>
    </message>
    <message>
        <source>Why it is free</source>
        <translation>Warum es frei ist</translation>
    </message>
    <message>
        <source>Held for %1 by %2.</source>
        <translation>Seit %1 gehalten von %2.</translation>
    </message>
    <message>
        <source>It expires in %1.</source>
        <translation>Sie läuft in %1 ab.</translation>
    </message>
    <message>
        <source>It expired %1 ago; the operator frees it at its next look.</source>
        <translation>Sie ist vor %1 abgelaufen; der Operator gibt sie frei, wenn er das nächste Mal hinsieht.</translation>
    </message>
    <message>
        <source>No expiry is set, so it will never expire.</source>
        <translation>Es ist kein Ablauf gesetzt, also läuft sie nie ab.</translation>
    </message>
    <message>
        <source>The lease has no TTL, so it will never expire.</source>
        <translation>Die Lease hat keine TTL, also läuft sie nie ab.</translation>
    </message>
    <message>
        <source>%1 waits.</source>
        <translation>%1 wartet.</translation>
    </message>
    <message>
        <source>%1 wait.</source>
        <translation>%1 warten.</translation>
    </message>
    <message>
        <source>Nobody holds it and nobody waits.</source>
        <translation>Niemand hält sie, und niemand wartet.</translation>
    </message>
    <message>
        <source>Why nobody holds it</source>
        <translation>Warum niemand sie hält</translation>
    </message>
    <message>
        <source>Nobody holds it, and %1 waits. The operator does not watch requests: it looks within 1 min.</source>
        <translation>Niemand hält sie, und %1 wartet. Der Operator beobachtet Anfragen nicht: er sieht innerhalb von 1 min hin.</translation>
    </message>
    <message>
        <source>Nobody holds it, and %1 wait. The operator does not watch requests: it looks within 1 min.</source>
        <translation>Niemand hält sie, und %1 warten. Der Operator beobachtet Anfragen nicht: er sieht innerhalb von 1 min hin.</translation>
    </message>
    <message>
        <source>Nobody holds this lease.</source>
        <translation>Niemand hält diese Lease.</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Nobody waits</source>
        <translation>Niemand wartet</translation>
    </message>
    <message>
        <source>TTL</source>
        <translation>TTL</translation>
    </message>
    <message>
        <source>Nobody has locked it.</source>
        <translation>Niemand hat ihn gesperrt.</translation>
    </message>
    <message>
        <source>Why it is locked</source>
        <translation>Warum er gesperrt ist</translation>
    </message>
    <message>
        <source>No expiry is set, so it stays until it is unlocked.</source>
        <translation>Es ist kein Ablauf gesetzt, also bleibt er, bis jemand ihn entsperrt.</translation>
    </message>
    <message>
        <source>It expired %1 ago.</source>
        <translation>Vor %1 abgelaufen.</translation>
    </message>
    <message>
        <source>Locked by %1 for %2.</source>
        <translation>Von %1 seit %2 gesperrt.</translation>
    </message>
    <message>
        <source>Locked for writing by %1 for %2.</source>
        <translation>Von %1 seit %2 zum Schreiben gesperrt.</translation>
    </message>
    <message>
        <source>Locked for reading by %1 for %2.</source>
        <translation>Von %1 seit %2 zum Lesen gesperrt.</translation>
    </message>
    <message>
        <source>Why it is done</source>
        <translation>Warum es erledigt ist</translation>
    </message>
    <message>
        <source>Why it is pending</source>
        <translation>Warum es aussteht</translation>
    </message>
    <message>
        <source>%1 did it %2 ago.</source>
        <translation>%1 hat es vor %2 getan.</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>Jemand</translation>
    </message>
    <message>
        <source>No client has marked it as done.</source>
        <translation>Kein Client hat es als erledigt markiert.</translation>
    </message>
    <message>
        <source>Its TTL has passed, and nothing wakes the operator for that: it is deleted when touched.</source>
        <translation>Die TTL ist vorbei, und nichts weckt dafür den Operator: es wird bei der nächsten Berührung gelöscht.</translation>
    </message>
    <message>
        <source>Executor</source>
        <translation>Ausführender</translation>
    </message>
    <message>
        <source>Why it waits</source>
        <translation>Warum es wartet</translation>
    </message>
    <message>
        <source>Its counter is at zero.</source>
        <translation>Der Zähler steht auf null.</translation>
    </message>
    <message>
        <source>Its counter is at %1; it is done at zero.</source>
        <translation>Der Zähler steht auf %1; bei null ist sie fertig.</translation>
    </message>
    <message>
        <source>%1 (the operator does not use it)</source>
        <translation>%1 (der Operator benutzt sie nicht)</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>The next, of %1, %2.</source>
        <translation>Das nächste, von %1, %2.</translation>
    </message>
    <message>
        <source>None of them expires.</source>
        <translation>Keins davon läuft ab.</translation>
    </message>
    <message>
        <source>Why it is over-committed</source>
        <translation>Warum zu viel vergeben ist</translation>
    </message>
    <message>
        <source>%1 permits are held of %2. The server refuses the operator&apos;s update, so the status is frozen until enough permits are freed or permits are raised.</source>
        <translation>%1 Permits von %2 sind vergeben. Der Server lehnt das Update des Operators ab; der Status ist eingefroren, bis genug Permits frei oder die Permits erhöht sind.</translation>
    </message>
    <message>
        <source>%1 of %2 permits are held; %3 free.</source>
        <translation>%1 von %2 Permits sind vergeben; %3 frei.</translation>
    </message>
    <message>
        <source>Why it is full</source>
        <translation>Warum er voll ist</translation>
    </message>
    <message>
        <source>No permit is held.</source>
        <translation>Kein Permit ist vergeben.</translation>
    </message>
    <message>
        <source>Permits</source>
        <translation>Permits</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Expired, still visible</source>
        <translation>Abgelaufen, noch sichtbar</translation>
    </message>
    <message>
        <source>At the root of it</source>
        <translation>Was am Ende dahintersteht</translation>
    </message>
    <message numerus="yes">
        <source>%n times, last %1 ago</source>
        <comment>%n time, last %1 ago</comment>
        <translation>
            <numerusform>%n Mal, zuletzt vor %1</numerusform>
            <numerusform>%n Mal, zuletzt vor %1</numerusform>
        </translation>
    </message>
    <message>
        <source>first %1
last %2</source>
        <translation>zuerst %1
zuletzt %2</translation>
    </message>
    <message>
        <source>You may not list events in %1.</source>
        <translation>Du darfst die Events in %1 nicht auflisten.</translation>
    </message>
    <message>
        <source>As of %1: you may not watch events in %2.</source>
        <translation>Stand %1: Du darfst die Events in %2 nicht verfolgen.</translation>
    </message>
    <message>
        <source>As of %1: the server tells no more at the moment.</source>
        <translation>Stand %1: Der Server sagt zurzeit nichts Neues.</translation>
    </message>
    <message>
        <source>Kubernetes events</source>
        <translation>Kubernetes-Events</translation>
    </message>
    <message>
        <source>log</source>
        <translation>Log</translation>
    </message>
    <message numerus="yes">
        <source>All %n permits are held.</source>
        <comment>Its one permit is held.</comment>
        <translation>
            <numerusform>Das eine Permit ist vergeben.</numerusform>
            <numerusform>Alle %n Permits sind vergeben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The status says %1 in use; %n permits count.</source>
        <comment>The status says %1 in use; 1 permit counts.</comment>
        <translation>
            <numerusform>Der Status sagt %1 in Gebrauch; 1 Permit zählt.</numerusform>
            <numerusform>Der Status sagt %1 in Gebrauch; %n Permits zählen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Hand over to %1…</source>
        <translation>An %1 übergeben…</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>The server cannot be reached</source>
        <translation>Der Server ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Look at the network or VPN.</source>
        <translation>Sieh nach Netz oder VPN.</translation>
    </message>
    <message>
        <source>The server did not answer in time</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is not accepted</source>
        <translation>Das Zertifikat des Servers wird nicht akzeptiert</translation>
    </message>
    <message>
        <source>Ask the cluster&apos;s owner, or choose another context.</source>
        <translation>Frage den Besitzer des Clusters, oder wähle einen anderen Kontext.</translation>
    </message>
    <message>
        <source>The server does not know who you are</source>
        <translation>Der Server weiß nicht, wer du bist</translation>
    </message>
    <message>
        <source>Renew the credentials of this context.</source>
        <translation>Erneuere die Zugangsdaten dieses Kontexts.</translation>
    </message>
    <message>
        <source>The configuration cannot be used</source>
        <translation>Die Konfiguration ist nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>Mend the file, or choose another context.</source>
        <translation>Berichtige die Datei, oder wähle einen anderen Kontext.</translation>
    </message>
    <message>
        <source>The server asks for fewer requests</source>
        <translation>Der Server bittet um weniger Anfragen</translation>
    </message>
    <message>
        <source>Wait a moment.</source>
        <translation>Warte einen Moment.</translation>
    </message>
    <message>
        <source>The server failed</source>
        <translation>Der Server hat versagt</translation>
    </message>
    <message>
        <source>The answer is not what the protocol says</source>
        <translation>Die Antwort ist nicht, was das Protokoll sagt</translation>
    </message>
    <message>
        <source>You may not do this</source>
        <translation>Du darfst das nicht</translation>
    </message>
    <message>
        <source>Ask the cluster&apos;s owner for the right.</source>
        <translation>Frage den Besitzer des Clusters nach dem Recht.</translation>
    </message>
    <message>
        <source>It does not exist</source>
        <translation>Es existiert nicht</translation>
    </message>
    <message>
        <source>It exists already</source>
        <translation>Es existiert schon</translation>
    </message>
    <message>
        <source>It changed since you looked; nothing was overwritten</source>
        <translation>Es hat sich seit deinem Blick geändert; nichts wurde überschrieben</translation>
    </message>
    <message>
        <source>Look again, then plan again.</source>
        <translation>Sieh noch einmal hin, dann plane neu.</translation>
    </message>
    <message>
        <source>The server no longer has that version</source>
        <translation>Der Server hat diese Version nicht mehr</translation>
    </message>
    <message>
        <source>The server is behind what was seen</source>
        <translation>Der Server liegt hinter dem, was schon zu sehen war</translation>
    </message>
    <message>
        <source>It was not accepted</source>
        <translation>Es wurde nicht angenommen</translation>
    </message>
    <message>
        <source>This program cannot do that</source>
        <translation>Das kann dieses Programm nicht</translation>
    </message>
    <message>
        <source>The connection is read-only</source>
        <translation>Die Verbindung ist nur lesend</translation>
    </message>
    <message>
        <source>Allow writing for this connection first.</source>
        <translation>Erlaube erst das Schreiben auf dieser Verbindung.</translation>
    </message>
    <message>
        <source>It was cancelled</source>
        <translation>Es wurde abgebrochen</translation>
    </message>
    <message>
        <source>The hold ended before it was given back</source>
        <translation>Das Halten endete, bevor es zurückgegeben wurde</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Choose another context</source>
        <translation>Anderen Kontext wählen</translation>
    </message>
    <message>
        <source>List again</source>
        <translation>Neu auflisten</translation>
    </message>
    <message>
        <source>Plan again</source>
        <translation>Neu planen</translation>
    </message>
    <message>
        <source>Allow writing</source>
        <translation>Schreiben erlauben</translation>
    </message>
    <message>
        <source>The connection is read-only.</source>
        <translation>Die Verbindung ist nur lesend.</translation>
    </message>
</context>
<context>
    <name>ExecPlugin</name>
    <message>
        <source>exec plugin &quot;%1&quot; of user &quot;%2&quot;</source>
        <translation>Exec-Plugin „%1“ des Benutzers „%2“</translation>
    </message>
    <message>
        <source>it may not run until you agree to it</source>
        <translation>es darf erst laufen, wenn du zustimmst</translation>
    </message>
    <message>
        <source>Allow it when the console asks; in the terminal, with --allow-exec or kuberc&apos;s allowlist.</source>
        <translation>Erlaube es, wenn die Konsole fragt; im Terminal mit --allow-exec oder der Allowlist von kuberc.</translation>
    </message>
    <message>
        <source>it asks for a standard input (interactiveMode: Always), and there is none here</source>
        <translation>es verlangt eine Standardeingabe (interactiveMode: Always), und hier gibt es keine</translation>
    </message>
    <message>
        <source>it did not end within %1 s</source>
        <translation>es endete nicht innerhalb von %1 s</translation>
    </message>
    <message>
        <source>Run it by hand to see what it waits for.</source>
        <translation>Führe es von Hand aus, um zu sehen, worauf es wartet.</translation>
    </message>
    <message>
        <source>it cannot be started</source>
        <translation>es lässt sich nicht starten</translation>
    </message>
    <message>
        <source>no such program in PATH, or it cannot be started</source>
        <translation>kein solches Programm in PATH, oder es lässt sich nicht starten</translation>
    </message>
    <message>
        <source>Install it, or correct its command in %1.</source>
        <translation>Installiere es, oder berichtige seinen Befehl in %1.</translation>
    </message>
    <message>
        <source>it printed more than %1 KiB</source>
        <translation>es gab mehr als %1 KiB aus</translation>
    </message>
    <message>
        <source>it failed with exit code %1</source>
        <translation>es scheiterte mit dem Exit-Code %1</translation>
    </message>
    <message>
        <source>it was killed</source>
        <translation>es wurde abgeschossen</translation>
    </message>
    <message>
        <source>Run it by hand and look at its output.</source>
        <translation>Führe es von Hand aus und sieh dir seine Ausgabe an.</translation>
    </message>
    <message>
        <source>it printed neither JSON nor YAML</source>
        <translation>es gab weder JSON noch YAML aus</translation>
    </message>
    <message>
        <source>it printed something else than an ExecCredential</source>
        <translation>es gab etwas anderes als ein ExecCredential aus</translation>
    </message>
    <message>
        <source>it answered in another apiVersion than &quot;%1&quot;</source>
        <translation>es antwortete in einer anderen apiVersion als „%1“</translation>
    </message>
    <message>
        <source>its answer has no status</source>
        <translation>seine Antwort hat keinen status</translation>
    </message>
    <message>
        <source>it gave a client certificate or a client key, but not both</source>
        <translation>es gab ein Client-Zertifikat oder einen Client-Schlüssel, aber nicht beides</translation>
    </message>
    <message>
        <source>it gave neither a token nor a client certificate</source>
        <translation>es gab weder ein Token noch ein Client-Zertifikat</translation>
    </message>
    <message>
        <source>its token has characters that cannot be sent in a header</source>
        <translation>sein Token hat Zeichen, die sich nicht in einem Header senden lassen</translation>
    </message>
    <message>
        <source>its expirationTimestamp is not a time</source>
        <translation>sein expirationTimestamp ist keine Zeit</translation>
    </message>
</context>
<context>
    <name>FieldPath</name>
    <message>
        <source>A path has at most %1 characters.</source>
        <translation>Ein Pfad hat höchstens %1 Zeichen.</translation>
    </message>
    <message>
        <source>“%2” at character %1 is not understood here.</source>
        <translation>„%2“ bei Zeichen %1 wird hier nicht verstanden.</translation>
    </message>
    <message>
        <source>At character %1 a name is missing.</source>
        <translation>Bei Zeichen %1 fehlt ein Name.</translation>
    </message>
    <message>
        <source>At character %1 a number from 0, * or a name in quotes is missing; nothing else of JSONPath is understood in brackets.</source>
        <translation>Bei Zeichen %1 fehlt eine Zahl ab 0, * oder ein Name in Anführungszeichen; anderes aus JSONPath wird in Klammern nicht verstanden.</translation>
    </message>
    <message>
        <source>The quote at character %1 is not closed.</source>
        <translation>Das Anführungszeichen bei Zeichen %1 wird nicht geschlossen.</translation>
    </message>
    <message>
        <source>The number at character %1 is too large.</source>
        <translation>Die Zahl bei Zeichen %1 ist zu groß.</translation>
    </message>
    <message>
        <source>A path is missing, for example %1.</source>
        <translation>Ein Pfad fehlt, zum Beispiel %1.</translation>
    </message>
    <message>
        <source>At character %1 a “%2” is missing.</source>
        <translation>Bei Zeichen %1 fehlt „%2“.</translation>
    </message>
    <message>
        <source>The “%2” at character %1 is not closed.</source>
        <translation>Das „%2“ bei Zeichen %1 wird nicht geschlossen.</translation>
    </message>
</context>
<context>
    <name>FieldReader</name>
    <message>
        <source>not text</source>
        <translation>kein Text</translation>
    </message>
    <message>
        <source>not a whole number</source>
        <translation>keine ganze Zahl</translation>
    </message>
    <message>
        <source>not true or false</source>
        <translation>nicht true oder false</translation>
    </message>
    <message>
        <source>not a list</source>
        <translation>keine Liste</translation>
    </message>
    <message>
        <source>not an object</source>
        <translation>kein Objekt</translation>
    </message>
</context>
<context>
    <name>FindingsSummary</name>
    <message numerus="yes">
        <source>%n errors</source>
        <comment>1 error</comment>
        <translation>
            <numerusform>1 Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <comment>1 warning</comment>
        <translation>
            <numerusform>1 Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remarks</source>
        <comment>1 remark</comment>
        <translation>
            <numerusform>1 Hinweis</numerusform>
            <numerusform>%n Hinweise</numerusform>
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
        <translation>Permits</translation>
    </message>
    <message>
        <source>barriers</source>
        <translation>Barriers</translation>
    </message>
    <message>
        <source>arrivals</source>
        <translation>Arrivals</translation>
    </message>
    <message>
        <source>leases</source>
        <translation>Leases</translation>
    </message>
    <message>
        <source>lease requests</source>
        <translation>LeaseRequests</translation>
    </message>
    <message>
        <source>gates</source>
        <translation>Gates</translation>
    </message>
    <message>
        <source>mutexes</source>
        <translation>Mutexe</translation>
    </message>
    <message>
        <source>rw mutexes</source>
        <translation>RWMutexe</translation>
    </message>
    <message>
        <source>onces</source>
        <translation>Onces</translation>
    </message>
    <message>
        <source>wait groups</source>
        <translation>WaitGroups</translation>
    </message>
    <message>
        <source>jobs</source>
        <translation>Jobs</translation>
    </message>
    <message numerus="yes">
        <source>%n new deadlocks</source>
        <comment>a new deadlock</comment>
        <translation>
            <numerusform>ein neuer Deadlock</numerusform>
            <numerusform>%n neue Deadlocks</numerusform>
        </translation>
    </message>
    <message>
        <source>the deadlock is resolved</source>
        <translation>der Deadlock ist gelöst</translation>
    </message>
    <message numerus="yes">
        <source>%n deadlocks are resolved</source>
        <comment>a deadlock is resolved</comment>
        <translation>
            <numerusform>ein Deadlock ist gelöst</numerusform>
            <numerusform>%n Deadlocks sind gelöst</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 newly stuck</source>
        <translation>%1 neu blockiert</translation>
    </message>
    <message>
        <source>%1 no longer stuck</source>
        <translation>%1 nicht mehr blockiert</translation>
    </message>
    <message numerus="yes">
        <source>%n holders vanished</source>
        <comment>1 holder vanished</comment>
        <translation>
            <numerusform>1 Inhaber ist verschwunden</numerusform>
            <numerusform>%n Inhaber sind verschwunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n holders came back</source>
        <comment>1 holder came back</comment>
        <translation>
            <numerusform>1 Inhaber ist zurück</numerusform>
            <numerusform>%n Inhaber sind zurück</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n leases changed hands</source>
        <comment>1 lease changed hands</comment>
        <translation>
            <numerusform>1 Lease hat den Inhaber gewechselt</numerusform>
            <numerusform>%n Leases haben den Inhaber gewechselt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n leases taken</source>
        <comment>1 lease taken</comment>
        <translation>
            <numerusform>1 Lease wurde genommen</numerusform>
            <numerusform>%n Leases wurden genommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n leases freed</source>
        <comment>1 lease freed</comment>
        <translation>
            <numerusform>1 Lease wurde frei</numerusform>
            <numerusform>%n Leases wurden frei</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 now without a phase</source>
        <translation>%1 jetzt ohne Phase</translation>
    </message>
    <message>
        <source>%1 now %2</source>
        <translation>%1 jetzt %2</translation>
    </message>
    <message>
        <source>%1 added</source>
        <translation>%1 hinzugekommen</translation>
    </message>
    <message>
        <source>%1 gone</source>
        <translation>%1 verschwunden</translation>
    </message>
    <message numerus="yes">
        <source>%n objects made anew under the same name</source>
        <comment>1 object made anew under the same name</comment>
        <translation>
            <numerusform>1 Objekt unter demselben Namen neu angelegt</numerusform>
            <numerusform>%n Objekte unter demselben Namen neu angelegt</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 no longer visible</source>
        <translation>%1 nicht mehr sichtbar</translation>
    </message>
    <message>
        <source>%1 visible now</source>
        <translation>%1 jetzt sichtbar</translation>
    </message>
    <message numerus="yes">
        <source>%n fields changed</source>
        <comment>1 field changed</comment>
        <translation>
            <numerusform>1 Feld geändert</numerusform>
            <numerusform>%n Felder geändert</numerusform>
        </translation>
    </message>
    <message>
        <source>the operator is no longer at work</source>
        <translation>der Operator arbeitet nicht mehr</translation>
    </message>
    <message>
        <source>the operator is at work again</source>
        <translation>der Operator arbeitet wieder</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Three places, two of them taken; others stand in line.</source>
        <translation>Drei Plätze, zwei davon besetzt; andere stehen an.</translation>
    </message>
    <message>
        <source>A semaphore lets so many work at a time. Whoever works has a permit; who finds none left waits.</source>
        <translation>Ein Semaphor lässt so viele zugleich arbeiten. Wer arbeitet, hat ein Permit; wer keins mehr findet, wartet.</translation>
    </message>
    <message>
        <source>The operator grants every permit that is asked for, also more than there are. Then it can no longer write the status, which stays as it was. A permit&apos;s TTL alone ends nothing: only an expiry time in its status does, and clients have to write that.</source>
        <translation>Der Operator vergibt jedes Permit, um das gebeten wird, auch mehr, als es gibt. Dann kann er den Status nicht mehr schreiben, und der bleibt, wie er war. Die TTL eines Permits beendet nichts: nur eine Ablaufzeit in seinem Status tut das, und die müssen Clients schreiben.</translation>
    </message>
    <message>
        <source>Release or expire a permit to make room, or raise the number of permits. A frozen status recovers by itself once no more are granted than there are.</source>
        <translation>Gib ein Permit frei oder lass es ablaufen, um Platz zu machen, oder erhöhe die Zahl der Permits. Ein eingefrorener Status erholt sich von selbst, sobald nicht mehr vergeben sind, als es gibt.</translation>
    </message>
    <message>
        <source>Three have come to the line, one is still on the way.</source>
        <translation>Drei sind an der Linie, einer ist noch unterwegs.</translation>
    </message>
    <message>
        <source>A barrier lets nobody on until enough have arrived: as many as are expected, or the quorum where one is set.</source>
        <translation>Eine Barrier lässt niemanden weiter, bis genug eingetroffen sind: so viele wie erwartet, oder das Quorum, wo eines gesetzt ist.</translation>
    </message>
    <message>
        <source>Its time-out counts from its creation. Past it, no arrival opens the barrier any more. An arrival without an owner reference is not noticed until something else touches the barrier.</source>
        <translation>Das Zeitlimit zählt ab dem Anlegen. Danach öffnet kein Eintreffen die Barrier mehr. Ein Eintreffen ohne Owner-Reference wird erst bemerkt, wenn etwas anderes die Barrier berührt.</translation>
    </message>
    <message>
        <source>Arrive for those who are missing, lower what is expected, or raise the time-out; what is past its time-out is looked at again then.</source>
        <translation>Triff für die Fehlenden ein, senke die Erwartung oder erhöhe das Zeitlimit; was darüber hinaus ist, wird dann wieder angesehen.</translation>
    </message>
    <message>
        <source>One has the place for a time; three wait in their order.</source>
        <translation>Einer hat den Platz für eine Zeit; drei warten der Reihe nach.</translation>
    </message>
    <message>
        <source>A lease belongs to one holder at a time, for as long as its TTL. Others ask for it by requests; the highest priority gets it next, and among equal ones any of them.</source>
        <translation>Eine Lease gehört immer einem Inhaber, so lange wie ihre TTL. Andere fragen mit Anfragen danach; die höchste Priorität bekommt sie als Nächste, und unter gleichen irgendeine.</translation>
    </message>
    <message>
        <source>Without a TTL a lease stays with its holder for ever, also when the holder is gone. A request that was granted before and still exists competes again: a dead holder may win anew.</source>
        <translation>Ohne TTL bleibt eine Lease für immer bei ihrem Inhaber, auch wenn der weg ist. Eine Anfrage, die schon bedient wurde und noch besteht, bewirbt sich wieder: ein toter Inhaber kann noch einmal gewinnen.</translation>
    </message>
    <message>
        <source>Release it, expire it, or hand it to somebody who waits. Each of these first takes away the old holder&apos;s request, which would win again.</source>
        <translation>Gib sie frei, lass sie ablaufen, oder übergib sie jemandem, der wartet. Jedes davon nimmt erst die Anfrage des alten Inhabers weg, die wieder gewinnen würde.</translation>
    </message>
    <message>
        <source>Two conditions are met and one is not: the way stays shut.</source>
        <translation>Zwei Bedingungen sind erfüllt, eine nicht: der Weg bleibt zu.</translation>
    </message>
    <message>
        <source>A gate opens when all of its conditions hold at once: jobs that are complete, semaphores with enough permits left, barriers that are open, leases that are available.</source>
        <translation>Ein Gate geht auf, wenn alle Bedingungen zugleich gelten: fertige Jobs, Semaphore mit genug freien Permits, offene Barriers, verfügbare Leases.</translation>
    </message>
    <message>
        <source>Other kinds of condition are accepted and can never be met. What a gate depends on does not wake it: it looks again by its own timer. An opened gate shuts again when a condition no longer holds.</source>
        <translation>Andere Arten von Bedingungen werden angenommen und können nie erfüllt sein. Wovon ein Gate abhängt, das weckt es nicht: es sieht mit seinem eigenen Timer wieder hin. Ein offenes Gate geht wieder zu, wenn eine Bedingung nicht mehr gilt.</translation>
    </message>
    <message>
        <source>A phase written by hand is undone at once. Make the conditions true, or change them; then have the operator look again.</source>
        <translation>Eine von Hand geschriebene Phase wird sofort zurückgenommen. Mache die Bedingungen wahr, oder ändere sie; dann lass den Operator noch einmal hinsehen.</translation>
    </message>
    <message>
        <source>One has the place; two wait.</source>
        <translation>Einer hat den Platz; zwei warten.</translation>
    </message>
    <message>
        <source>A mutex is held by one at a time. Clients take it by writing themselves into its status; the operator only ends what has expired.</source>
        <translation>Einen Mutex hält immer nur einer. Clients nehmen ihn, indem sie sich in seinen Status schreiben; der Operator beendet nur, was abgelaufen ist.</translation>
    </message>
    <message>
        <source>Its expiry time comes from the clock of whoever took it and is judged by the operator&apos;s. Without one, a holder that dies keeps the mutex.</source>
        <translation>Die Ablaufzeit kommt von der Uhr dessen, der ihn nahm, und wird an der des Operators gemessen. Ohne sie behält ein Inhaber, der stirbt, den Mutex.</translation>
    </message>
    <message>
        <source>Release or expire it. Nobody who waits is told an order: whoever asks first has it.</source>
        <translation>Gib ihn frei oder lass ihn ablaufen. Wer wartet, bekommt keine Reihenfolge: wer zuerst fragt, hat ihn.</translation>
    </message>
    <message>
        <source>Three read at a time; the place of the one who writes is empty.</source>
        <translation>Drei lesen zugleich; der Platz des Schreibenden ist leer.</translation>
    </message>
    <message>
        <source>A read-write mutex is held by many who read or by one who writes, never by both.</source>
        <translation>Einen RW-Mutex halten viele, die lesen, oder einer, der schreibt, nie beide.</translation>
    </message>
    <message>
        <source>One reader that never lets go keeps every writer out. All readers share one expiry time, the latest that was written.</source>
        <translation>Ein Leser, der nie loslässt, hält jeden Schreiber draußen. Alle Leser teilen eine Ablaufzeit, die zuletzt geschriebene.</translation>
    </message>
    <message>
        <source>Release a single reader, or the writer; expire the lock to end all of it.</source>
        <translation>Gib einen einzelnen Leser oder den Schreiber frei; lass die Sperre ablaufen, um alles zu beenden.</translation>
    </message>
    <message>
        <source>The first one does it; for the others it is done.</source>
        <translation>Der Erste tut es; für die anderen ist es getan.</translation>
    </message>
    <message>
        <source>A once is done by the first who comes and by nobody else afterwards.</source>
        <translation>Ein Once tut der Erste, der kommt, und danach niemand mehr.</translation>
    </message>
    <message>
        <source>It stays done until it is reset. One whose TTL has passed is deleted only when something touches it.</source>
        <translation>Es bleibt erledigt, bis es zurückgesetzt wird. Eines, dessen TTL vorbei ist, wird erst gelöscht, wenn etwas es berührt.</translation>
    </message>
    <message>
        <source>Reset it to have the work done again, or touch it to have an expired one collected.</source>
        <translation>Setze es zurück, damit die Arbeit noch einmal getan wird, oder berühre es, damit ein abgelaufenes eingesammelt wird.</translation>
    </message>
    <message>
        <source>Four tasks, two of them done; the way opens when none is left.</source>
        <translation>Vier Aufgaben, zwei davon erledigt; der Weg öffnet sich, wenn keine übrig ist.</translation>
    </message>
    <message>
        <source>A wait group counts open tasks. Who waits for it goes on when none is left.</source>
        <translation>Eine WaitGroup zählt offene Aufgaben. Wer auf sie wartet, geht weiter, wenn keine übrig ist.</translation>
    </message>
    <message>
        <source>A task that dies without saying that it is done leaves the counter too high for ever. Its TTL ends nothing.</source>
        <translation>Eine Aufgabe, die stirbt, ohne sich als erledigt zu melden, lässt den Zähler für immer zu hoch. Die TTL beendet nichts.</translation>
    </message>
    <message>
        <source>Say done for whoever cannot any more, or set the counter.</source>
        <translation>Melde erledigt für den, der es nicht mehr kann, oder setze den Zähler.</translation>
    </message>
    <message>
        <source>Everybody who holds or waits for something, a row for each hold, over all kinds.</source>
        <translation>Alle, die etwas halten oder auf etwas warten, eine Zeile je Halten, über alle Arten.</translation>
    </message>
    <message>
        <source>A holder is only a name that a client gave. Where it is the name of a pod, a node or a job, that is looked up: a holder that is gone cannot let go by itself.</source>
        <translation>Ein Inhaber ist nur ein Name, den ein Client angab. Wo es der Name eines Pods, eines Nodes oder eines Jobs ist, wird danach gesehen: ein Inhaber, der weg ist, kann nicht von selbst loslassen.</translation>
    </message>
    <message>
        <source>Select a row to see everything the same name holds, and to free all of it at once.</source>
        <translation>Wähle eine Zeile, um alles zu sehen, was derselbe Name hält, und um alles auf einmal freizugeben.</translation>
    </message>
    <message>
        <source>What is wrong, the worst first. Each finding says what it is seen by, what will follow if nobody acts, and what mends it.</source>
        <translation>Was falsch ist, das Schlimmste zuerst. Jeder Befund sagt, woran man ihn sieht, was folgt, wenn niemand handelt, und was hilft.</translation>
    </message>
    <message>
        <source>“Mend” shows the exact calls and what they will cause before anything is written. Several findings can be selected and mended together.</source>
        <translation>„Beheben“ zeigt die genauen Aufrufe und was sie bewirken, bevor etwas geschrieben wird. Mehrere Befunde können zusammen gewählt und behoben werden.</translation>
    </message>
    <message>
        <source>What depends on pods is claimed only while their list is current.</source>
        <translation>Was von Pods abhängt, wird nur behauptet, solange deren Liste aktuell ist.</translation>
    </message>
    <message>
        <source>What happened since this window was opened: who got what, what opened, what failed. Kubernetes keeps no events of these objects, so what was before is not known.</source>
        <translation>Was geschah, seit dieses Fenster offen ist: wer was bekam, was aufging, was scheiterte. Kubernetes bewahrt von diesen Objekten keine Ereignisse auf, also ist nicht bekannt, was davor war.</translation>
    </message>
    <message>
        <source>What was done from here is kept longer, in the journal: konductor-inspect journal shows and checks it.</source>
        <translation>Was von hier getan wurde, bleibt länger, im Journal: konductor-inspect journal zeigt und prüft es.</translation>
    </message>
    <message>
        <source>Who waits for whom, as boxes and arrows. At the end of every chain stands the one that has to move first; boxes that wait for each other in a ring are a deadlock.</source>
        <translation>Wer auf wen wartet, als Kästen und Pfeile. Am Ende jeder Kette steht, wer sich zuerst bewegen muss; Kästen, die im Kreis aufeinander warten, sind ein Deadlock.</translation>
    </message>
    <message>
        <source>Select a box to see its way to the end. The same is there as a tree, which can be read aloud.</source>
        <translation>Wähle einen Kasten, um seinen Weg bis zum Ende zu sehen. Dasselbe gibt es als Baum, der sich vorlesen lässt.</translation>
    </message>
    <message>
        <source>Dashed arrows are inferred, from names or from what a pod runs.</source>
        <translation>Gestrichelte Pfeile sind geschlossen, aus Namen oder aus dem, was ein Pod ausführt.</translation>
    </message>
    <message>
        <source>Whether anything is wrong, who blocks most, what expires next and what has changed, of the whole cluster.</source>
        <translation>Ob etwas falsch ist, wer am meisten blockiert, was als Nächstes abläuft und was sich geändert hat, im ganzen Cluster.</translation>
    </message>
    <message>
        <source>Every name is a link. Start at “Who blocks most”: what stands first there holds up most others.</source>
        <translation>Jeder Name ist ein Link. Beginne bei „Wer am meisten blockiert“: was dort zuerst steht, hält die meisten anderen auf.</translation>
    </message>
    <message>
        <source>The charts begin when the window is opened; nothing is known of the time before.</source>
        <translation>Die Diagramme beginnen, wenn das Fenster geöffnet wird; von der Zeit davor ist nichts bekannt.</translation>
    </message>
</context>
<context>
    <name>Insight</name>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>%1 of %2 have arrived.</source>
        <translation>%1 von %2 sind eingetroffen.</translation>
    </message>
    <message>
        <source>Raise or remove the time-out of {1}; the operator then counts again.</source>
        <translation>Erhöhe oder entferne das Zeitlimit von {1}; dann zählt der Operator wieder.</translation>
    </message>
    <message>
        <source>{1} timed out with %1 of %2.</source>
        <translation>{1} ist mit %1 von %2 am Zeitlimit gescheitert.</translation>
    </message>
    <message>
        <source>Its time-out passed {1} ago.</source>
        <translation>Das Zeitlimit ist seit {1} vorbei.</translation>
    </message>
    <message>
        <source>No further arrival can open it.</source>
        <translation>Kein weiteres Eintreffen kann sie öffnen.</translation>
    </message>
    <message>
        <source>{1} waits {2} past its time-out.</source>
        <translation>{1} wartet seit {2} über das Zeitlimit hinaus.</translation>
    </message>
    <message>
        <source>Past the time-out the operator opens it no more, however many arrive.</source>
        <translation>Nach dem Zeitlimit öffnet der Operator sie nicht mehr, wie viele auch eintreffen.</translation>
    </message>
    <message>
        <source>{1} needs a quorum of %1 out of %2 expected.</source>
        <translation>{1} braucht ein Quorum von %1 bei %2 Erwarteten.</translation>
    </message>
    <message>
        <source>The quorum, where there is one, is what the operator counts up to.</source>
        <translation>Wo es ein Quorum gibt, zählt der Operator bis dahin.</translation>
    </message>
    <message>
        <source>If only the expected ones arrive, it never opens.</source>
        <translation>Treffen nur die Erwarteten ein, öffnet sie nie.</translation>
    </message>
    <message>
        <source>Lower the quorum of {1} to %1 or less.</source>
        <translation>Senke das Quorum von {1} auf %1 oder weniger.</translation>
    </message>
    <message>
        <source>{1} expects %1, and %2 have arrived.</source>
        <translation>{1} erwartet %1, und %2 sind eingetroffen.</translation>
    </message>
    <message>
        <source>Every labelled arrival counts, those of an earlier round too.</source>
        <translation>Jedes Eintreffen mit dem Label zählt, auch die einer früheren Runde.</translation>
    </message>
    <message>
        <source>It opens or stays open although somebody may be missing.</source>
        <translation>Sie öffnet oder bleibt offen, obwohl vielleicht jemand fehlt.</translation>
    </message>
    <message>
        <source>Set expected to what is right, or delete the arrivals that are left over.</source>
        <translation>Setze expected auf das Richtige, oder lösche die übrig gebliebenen Eintreffen.</translation>
    </message>
    <message>
        <source>{1} has arrived %1 times at {2}.</source>
        <translation>{1} ist %1-mal eingetroffen an {2}.</translation>
    </message>
    <message>
        <source>The operator counts arrivals, not holders.</source>
        <translation>Der Operator zählt Eintreffen, nicht Inhaber.</translation>
    </message>
    <message>
        <source>It opens before everybody has come.</source>
        <translation>Sie öffnet, bevor alle gekommen sind.</translation>
    </message>
    <message>
        <source>Delete all arrivals of {1} but one.</source>
        <translation>Lösche alle Eintreffen von {1} bis auf eins.</translation>
    </message>
    <message>
        <source>{1} does not count for {2}: its label is missing or names another.</source>
        <translation>{1} zählt nicht für {2}: das Label fehlt oder nennt etwas anderes.</translation>
    </message>
    <message>
        <source>Its spec names {1}; its label {2} is {3}.</source>
        <translation>Die Spec nennt {1}; das Label {2} ist {3}.</translation>
    </message>
    <message>
        <source>Its spec names {1}; its label {2} is absent.</source>
        <translation>Die Spec nennt {1}; das Label {2} fehlt.</translation>
    </message>
    <message>
        <source>The operator lists by label, so it never sees it there.</source>
        <translation>Der Operator sucht nach dem Label, darum sieht er es dort nie.</translation>
    </message>
    <message>
        <source>Set the label {1} to {2}.</source>
        <translation>Setze das Label {1} auf {2}.</translation>
    </message>
    <message>
        <source>{1} belongs to another object than {2}.</source>
        <translation>{1} gehört zu einem anderen Objekt als {2}.</translation>
    </message>
    <message>
        <source>{1} has no controller owner reference to {2}.</source>
        <translation>{1} hat keine Controller-Owner-Reference auf {2}.</translation>
    </message>
    <message>
        <source>It is of {1}.</source>
        <translation>Es ist von {1}.</translation>
    </message>
    <message>
        <source>The operator does not count it until something touches {1}.</source>
        <translation>Der Operator zählt es erst, wenn etwas {1} berührt.</translation>
    </message>
    <message>
        <source>The operator notices it late, and it stays when {1} is deleted.</source>
        <translation>Der Operator bemerkt es spät, und es bleibt, wenn {1} gelöscht wird.</translation>
    </message>
    <message>
        <source>Touch {1}.</source>
        <translation>Berühre {1}.</translation>
    </message>
    <message>
        <source>Add the owner reference.</source>
        <translation>Ergänze die Owner-Reference.</translation>
    </message>
    <message>
        <source>{1} is for {2}, which does not exist.</source>
        <translation>{1} ist für {2}; das existiert nicht.</translation>
    </message>
    <message>
        <source>Nothing will come of it; if the name comes back, it counts at once.</source>
        <translation>Es bewirkt nichts; kommt der Name wieder, zählt es sofort.</translation>
    </message>
    <message>
        <source>Delete {1}, or create {2}.</source>
        <translation>Lösche {1}, oder lege {2} an.</translation>
    </message>
    <message>
        <source>{1} reads {2}.</source>
        <translation>{1} liest {2}.</translation>
    </message>
    <message>
        <source>{1} writes {2}.</source>
        <translation>{1} schreibt {2}.</translation>
    </message>
    <message>
        <source>{1} holds {2}.</source>
        <translation>{1} hält {2}.</translation>
    </message>
    <message>
        <source>{1} no longer reads {2}.</source>
        <translation>{1} liest {2} nicht mehr.</translation>
    </message>
    <message>
        <source>{1} no longer writes {2}.</source>
        <translation>{1} schreibt {2} nicht mehr.</translation>
    </message>
    <message>
        <source>{1} no longer holds {2}.</source>
        <translation>{1} hält {2} nicht mehr.</translation>
    </message>
    <message>
        <source>{1} passed from {2} to {3}.</source>
        <translation>{1} ging von {2} an {3}.</translation>
    </message>
    <message>
        <source>{1} has a permit of {2}.</source>
        <translation>{1} hat ein Permit von {2}.</translation>
    </message>
    <message>
        <source>{1} no longer has a permit of {2}.</source>
        <translation>{1} hat kein Permit von {2} mehr.</translation>
    </message>
    <message>
        <source>{1} arrived at {2}.</source>
        <translation>{1} ist eingetroffen an {2}.</translation>
    </message>
    <message>
        <source>{1} is no longer at {2}.</source>
        <translation>{1} ist nicht mehr an {2}.</translation>
    </message>
    <message>
        <source>{1} asks for {2}.</source>
        <translation>{1} fragt nach {2}.</translation>
    </message>
    <message>
        <source>{1} no longer asks for {2}.</source>
        <translation>{1} fragt nicht mehr nach {2}.</translation>
    </message>
    <message>
        <source>{1} was created.</source>
        <translation>{1} wurde angelegt.</translation>
    </message>
    <message>
        <source>{1} was deleted.</source>
        <translation>{1} wurde gelöscht.</translation>
    </message>
    <message>
        <source>{1} was changed by somebody.</source>
        <translation>{1} wurde von jemandem geändert.</translation>
    </message>
    <message>
        <source>{1} is {2} now.</source>
        <translation>{1} ist jetzt {2}.</translation>
    </message>
    <message>
        <source>without a phase</source>
        <translation>ohne Phase</translation>
    </message>
    <message>
        <source>{1}, which does not exist</source>
        <translation>{1} (existiert nicht)</translation>
    </message>
    <message>
        <source>{1} (%1 of %2)</source>
        <translation>{1} (%1 von %2)</translation>
    </message>
    <message>
        <source>{1} (%1 available)</source>
        <translation>{1} (%1 verfügbar)</translation>
    </message>
    <message>
        <source>{1} is no condition that the operator evaluates (type {2}, state {3}), so it is never met.</source>
        <translation>{1} ist keine Bedingung, die der Operator auswertet (Typ {2}, Zustand {3}), also ist sie nie erfüllt.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>{1} is asked for without a value, so the condition is never met.</source>
        <translation>{1} wird ohne Wert verlangt, also ist die Bedingung nie erfüllt.</translation>
    </message>
    <message>
        <source>{1} has failed, so the condition is not met any more.</source>
        <translation>{1} ist gescheitert, also ist die Bedingung nicht mehr erfüllt.</translation>
    </message>
    <message>
        <source>{1} is open; it opened {2} ago.</source>
        <translation>{1} ist offen, seit {2}.</translation>
    </message>
    <message>
        <source>{1} is open.</source>
        <translation>{1} ist offen.</translation>
    </message>
    <message>
        <source>{1} has timed out; all its conditions hold now, but nobody looks at it until it is touched.</source>
        <translation>{1} ist am Zeitlimit gescheitert; alle Bedingungen gelten jetzt, aber niemand sieht hin, bis es berührt wird.</translation>
    </message>
    <message>
        <source>{1} has all its conditions met and opens when the operator looks, within 30 s.</source>
        <translation>{1} hat alle Bedingungen erfüllt und geht auf, wenn der Operator hinsieht, innerhalb von 30 s.</translation>
    </message>
    <message>
        <source>{1} has timed out waiting for {2}.</source>
        <translation>{1} ist am Zeitlimit gescheitert und wartete auf {2}.</translation>
    </message>
    <message>
        <source>{1} waits for {2}; it times out in {3}.</source>
        <translation>{1} wartet auf {2}; das Zeitlimit endet in {3}.</translation>
    </message>
    <message>
        <source>{1} waits for {2}.</source>
        <translation>{1} wartet auf {2}.</translation>
    </message>
    <message>
        <source>Next is {1} (priority %1).</source>
        <translation>Als Nächster kommt {1} (Priorität %1).</translation>
    </message>
    <message>
        <source>Next is one of {1} (all of priority %1: the operator takes any).</source>
        <translation>Als Nächster kommt einer von {1} (alle mit Priorität %1: der Operator nimmt irgendeinen).</translation>
    </message>
    <message>
        <source>The request of {1} ranks first, so it wins again when it expires.</source>
        <translation>Die Anfrage von {1} steht vorn, also gewinnt sie wieder, wenn die Lease abläuft.</translation>
    </message>
    <message>
        <source>The request of {1} has the same priority, so it may win again.</source>
        <translation>Die Anfrage von {1} hat dieselbe Priorität, also kann sie wieder gewinnen.</translation>
    </message>
    <message>
        <source>Missing at {1}, by name: {2}.</source>
        <translation>An {1} fehlen, mit Namen: {2}.</translation>
    </message>
    <message>
        <source>Missing at {1}, by name %1 of {2}.</source>
        <translation>An {1} fehlen, mit Namen %1 von {2}.</translation>
    </message>
    <message>
        <source>{1} and %1 more</source>
        <translation>{1} und %1 weitere</translation>
    </message>
    <message>
        <source>{1} and {2}</source>
        <translation>{1} und {2}</translation>
    </message>
    <message>
        <source>{1} is {2}; it expired {3} ago, and the operator has not freed it.</source>
        <translation>{1} wird {2}; das ist vor {3} abgelaufen, und der Operator hat es nicht freigegeben.</translation>
    </message>
    <message>
        <source>{1} is {2}; it expires in {3}.</source>
        <translation>{1} wird {2}; das endet in {3}.</translation>
    </message>
    <message numerus="yes">
        <source>%n permits of {1}</source>
        <comment>1 permit of {1}</comment>
        <translation>
            <numerusform>1 Permit von {1}</numerusform>
            <numerusform>%n Permits von {1}</numerusform>
        </translation>
    </message>
    <message>
        <source>{1} is open (%1 of %2 have arrived).</source>
        <translation>{1} ist offen (%1 von %2 sind eingetroffen).</translation>
    </message>
    <message>
        <source>{1} has timed out (%1 of %2 have arrived); no arrival can open it.</source>
        <translation>{1} ist am Zeitlimit gescheitert (%1 von %2 sind eingetroffen); kein Eintreffen kann sie öffnen.</translation>
    </message>
    <message>
        <source>{1} waits (%1 of %2 have arrived).</source>
        <translation>{1} wartet (%1 von %2 sind eingetroffen).</translation>
    </message>
    <message>
        <source>{1} is free.</source>
        <translation>{1} ist frei.</translation>
    </message>
    <message>
        <source>{1} is free; the operator grants it when it next looks.</source>
        <translation>{1} ist frei; der Operator vergibt es, wenn er das nächste Mal hinsieht.</translation>
    </message>
    <message>
        <source>{1} is {2}; no expiry was set, so it will never expire.</source>
        <translation>{1} wird {2}; kein Ablauf wurde gesetzt, also endet das nie.</translation>
    </message>
    <message>
        <source>{1} is {2}; it has no TTL, so it will never expire.</source>
        <translation>{1} wird {2}; es gibt keine TTL, also endet das nie.</translation>
    </message>
    <message>
        <source>read-locked by {1}</source>
        <translation>von {1} zum Lesen gesperrt gehalten</translation>
    </message>
    <message>
        <source>write-locked by {1}</source>
        <translation>von {1} zum Schreiben gesperrt gehalten</translation>
    </message>
    <message>
        <source>locked by {1}</source>
        <translation>von {1} gesperrt gehalten</translation>
    </message>
    <message>
        <source>read-locked for {1} by {2}</source>
        <translation>seit {1} von {2} zum Lesen gesperrt gehalten</translation>
    </message>
    <message>
        <source>write-locked for {1} by {2}</source>
        <translation>seit {1} von {2} zum Schreiben gesperrt gehalten</translation>
    </message>
    <message>
        <source>locked for {1} by {2}</source>
        <translation>seit {1} von {2} gesperrt gehalten</translation>
    </message>
    <message>
        <source>{1} is {2}; it never expires.</source>
        <translation>{1} wird {2}; das endet nie.</translation>
    </message>
    <message>
        <source>{1} has not been executed.</source>
        <translation>{1} wurde nicht ausgeführt.</translation>
    </message>
    <message>
        <source>{1} was executed {2} ago.</source>
        <translation>{1} wurde vor {2} ausgeführt.</translation>
    </message>
    <message>
        <source>{1} was executed.</source>
        <translation>{1} wurde ausgeführt.</translation>
    </message>
    <message>
        <source>{1} was executed by {2} {3} ago.</source>
        <translation>{1} wurde von {2} vor {3} ausgeführt.</translation>
    </message>
    <message>
        <source>{1} was executed by {2}.</source>
        <translation>{1} wurde von {2} ausgeführt.</translation>
    </message>
    <message>
        <source>{1} of {2}</source>
        <translation>{1} von {2}</translation>
    </message>
    <message>
        <source>{1} has been granted {2}.</source>
        <translation>{1} hat {2} bekommen.</translation>
    </message>
    <message>
        <source>{1} was granted before and still competes for {2}.</source>
        <translation>{1} wurde schon bedient und bewirbt sich noch um {2}.</translation>
    </message>
    <message>
        <source>{1} is number %1 of %2 for {2} (priority %3, tied).</source>
        <translation>{1} ist Nummer %1 von %2 für {2} (Priorität %3, gleichauf).</translation>
    </message>
    <message>
        <source>{1} is number %1 of %2 for {2} (priority %3).</source>
        <translation>{1} ist Nummer %1 von %2 für {2} (Priorität %3).</translation>
    </message>
    <message>
        <source>{1} does not count for {2}: its label does not name it.</source>
        <translation>{1} zählt nicht für {2}: das Label nennt es nicht.</translation>
    </message>
    <message>
        <source>The job {1} was deleted</source>
        <translation>Der Job {1} wurde gelöscht</translation>
    </message>
    <message>
        <source>The job {1} has finished</source>
        <translation>Der Job {1} ist fertig</translation>
    </message>
    <message>
        <source>The pod of {1} was deleted</source>
        <translation>Der Pod von {1} wurde gelöscht</translation>
    </message>
    <message>
        <source>The pod of {1} has finished</source>
        <translation>Der Pod von {1} ist fertig</translation>
    </message>
    <message>
        <source>The pod of {1} is restarting.</source>
        <translation>Der Pod von {1} startet gerade neu.</translation>
    </message>
    <message>
        <source>More than one thing is called {1}.</source>
        <translation>Mehr als eines heißt {1}.</translation>
    </message>
    <message>
        <source>There is no pod {1}.</source>
        <translation>Es gibt keinen Pod {1}.</translation>
    </message>
    <message>
        <source>{1}, {2} ago.</source>
        <translation>{1}, vor {2}.</translation>
    </message>
    <message>
        <source>Whether {1} still lives is unknown: the list of pods is stale.</source>
        <translation>Ob {1} noch lebt, ist unbekannt: die Liste der Pods ist veraltet.</translation>
    </message>
    <message>
        <source>Whether {1} still lives is unknown: pods may not be listed.</source>
        <translation>Ob {1} noch lebt, ist unbekannt: Pods dürfen nicht aufgelistet werden.</translation>
    </message>
    <message>
        <source>{1} has %1 of %2 permits granted; its status is frozen at %3 in use.</source>
        <translation>{1} hat %1 von %2 Permits vergeben; der Status ist bei %3 in Gebrauch eingefroren.</translation>
    </message>
    <message>
        <source>{1} has %1 of %2 permits granted.</source>
        <translation>{1} hat %1 von %2 Permits vergeben.</translation>
    </message>
    <message>
        <source>They are with {1}.</source>
        <translation>Sie sind bei {1}.</translation>
    </message>
    <message>
        <source>{1} waits for %1 more.</source>
        <translation>{1} wartet auf %1 weitere.</translation>
    </message>
    <message>
        <source>{1} is done.</source>
        <translation>{1} ist fertig.</translation>
    </message>
    <message>
        <source>{1} is of {2}.</source>
        <translation>{1} ist von {2}.</translation>
    </message>
    <message>
        <source>{1} is of {2}; it never expires.</source>
        <translation>{1} ist von {2}; läuft nie ab.</translation>
    </message>
    <message>
        <source>{1} is of {2}; it expired {3} ago and no longer counts.</source>
        <translation>{1} ist von {2}; vor {3} abgelaufen und zählt nicht mehr.</translation>
    </message>
    <message>
        <source>{1} is of {2}; it expires in {3}.</source>
        <translation>{1} ist von {2}; läuft in {3} ab.</translation>
    </message>
    <message>
        <source>{1} has waited {2} for {3}.</source>
        <translation>{1} wartet seit {2} auf {3}.</translation>
    </message>
    <message>
        <source>{1} has arrived and waits at {2}.</source>
        <translation>{1} ist eingetroffen und wartet an {2}.</translation>
    </message>
    <message>
        <source>{1}, by what its container runs, waits for {2}.</source>
        <translation>{1} wartet, nach dem, was im Container läuft, auf {2}.</translation>
    </message>
    <message>
        <source>{1} does not exist.</source>
        <translation>{1} existiert nicht.</translation>
    </message>
    <message>
        <source>The chain goes on.</source>
        <translation>Die Kette geht weiter.</translation>
    </message>
    <message>
        <source>That seems to be a deadlock of {1}; it can dissolve in {2}.</source>
        <translation>Das scheint ein Deadlock von {1} zu sein; er kann sich in {2} lösen.</translation>
    </message>
    <message>
        <source>That is a deadlock of {1}; it can dissolve in {2}.</source>
        <translation>Das ist ein Deadlock von {1}; er kann sich in {2} lösen.</translation>
    </message>
    <message>
        <source>That seems to be a deadlock of {1}.</source>
        <translation>Das scheint ein Deadlock von {1} zu sein.</translation>
    </message>
    <message>
        <source>That is a deadlock of {1}.</source>
        <translation>Das ist ein Deadlock von {1}.</translation>
    </message>
    <message>
        <source>{1} waits because of {2}.</source>
        <translation>{1} wartet wegen {2}.</translation>
    </message>
    <message>
        <source>{1} wait because of {2}.</source>
        <translation>{1} warten wegen {2}.</translation>
    </message>
    <message>
        <source>{1} for {2}</source>
        <translation>{1} seit {2}</translation>
    </message>
    <message>
        <source>{1} holds nothing.</source>
        <translation>{1} hält nichts.</translation>
    </message>
    <message>
        <source>{1} is held by {2}</source>
        <translation>{1} wird gehalten von {2}</translation>
    </message>
    <message>
        <source>{1} lacks {2}</source>
        <translation>{1} fehlt {2}</translation>
    </message>
    <message>
        <source>{1} runs in {2}</source>
        <translation>{1} läuft in {2}</translation>
    </message>
    <message>
        <source>{1} has arrived at {2}</source>
        <translation>{1} ist eingetroffen an {2}</translation>
    </message>
    <message>
        <source>{1} waits for {2}</source>
        <translation>{1} wartet auf {2}</translation>
    </message>
    <message>
        <source>{1}, by its name or habit.</source>
        <translation>{1}, dem Namen oder der Gewohnheit nach.</translation>
    </message>
    <message>
        <source>These seem to wait for each other: {1}.</source>
        <translation>Diese scheinen aufeinander zu warten: {1}.</translation>
    </message>
    <message>
        <source>These wait for each other: {1}.</source>
        <translation>Diese warten aufeinander: {1}.</translation>
    </message>
    <message>
        <source>It can dissolve in {1}, when a hold ends.</source>
        <translation>Es kann sich in {1} lösen, wenn ein Halten endet.</translation>
    </message>
    <message>
        <source>None of them gets on by itself, and no expiry takes a hold from its holder for good.</source>
        <translation>Keiner kommt von selbst weiter, und kein Ablauf nimmt einem Inhaber für immer, was er hält.</translation>
    </message>
    <message>
        <source>The server has no {1}.</source>
        <translation>Der Server hat keine {1}.</translation>
    </message>
    <message>
        <source>The CRD %1.%2 is missing.</source>
        <translation>Die CRD %1.%2 fehlt.</translation>
    </message>
    <message>
        <source>Nobody can use this kind, and the operator may not start.</source>
        <translation>Niemand kann diese Art benutzen, und der Operator startet vielleicht nicht.</translation>
    </message>
    <message>
        <source>Install the CRD; a real server rejects upstream&apos;s for four kinds.</source>
        <translation>Installiere die CRD; ein echter Server lehnt die des Projekts für vier Arten ab.</translation>
    </message>
    <message>
        <source>The server&apos;s clock is %1 ahead of this machine&apos;s.</source>
        <translation>Die Uhr des Servers geht %1 vor gegenüber diesem Rechner.</translation>
    </message>
    <message>
        <source>The server&apos;s clock is %1 behind this machine&apos;s.</source>
        <translation>Die Uhr des Servers geht %1 nach gegenüber diesem Rechner.</translation>
    </message>
    <message>
        <source>Clients that write expiry times from a clock like this one end or keep holds at the wrong time; the console counts in the server&apos;s time.</source>
        <translation>Clients, die Ablaufzeiten nach einer solchen Uhr schreiben, beenden oder behalten zur falschen Zeit; die Konsole rechnet in der Zeit des Servers.</translation>
    </message>
    <message>
        <source>Set the clock of this machine, or of the server.</source>
        <translation>Stelle die Uhr dieses Rechners oder die des Servers.</translation>
    </message>
    <message>
        <source>The operator evaluates no condition of type {1} with state {2}.</source>
        <translation>Der Operator wertet keine Bedingung vom Typ {1} mit Zustand {2} aus.</translation>
    </message>
    <message>
        <source>A semaphore condition needs a value, and this one has none.</source>
        <translation>Eine Semaphor-Bedingung braucht einen Wert, und diese hat keinen.</translation>
    </message>
    <message>
        <source>The job has failed.</source>
        <translation>Der Job ist gescheitert.</translation>
    </message>
    <message>
        <source>The barrier has timed out.</source>
        <translation>Die Barrier ist am Zeitlimit gescheitert.</translation>
    </message>
    <message>
        <source>{1} can never open: {2} cannot be met.</source>
        <translation>{1} kann nie aufgehen: {2} ist nicht zu erfüllen.</translation>
    </message>
    <message>
        <source>The operator says: {1}.</source>
        <translation>Der Operator sagt: {1}.</translation>
    </message>
    <message>
        <source>Whoever waits for the gate waits for ever.</source>
        <translation>Wer auf das Gate wartet, wartet für immer.</translation>
    </message>
    <message>
        <source>Change or remove the condition of {1}; a patched phase would be undone.</source>
        <translation>Ändere oder entferne die Bedingung von {1}; eine gesetzte Phase würde zurückgenommen.</translation>
    </message>
    <message>
        <source>{1} waits for {2}, which does not exist.</source>
        <translation>{1} wartet auf {2}; das existiert nicht.</translation>
    </message>
    <message>
        <source>The gate is {1} old.</source>
        <translation>Das Gate ist {1} alt.</translation>
    </message>
    <message>
        <source>It cannot open before somebody creates it.</source>
        <translation>Es kann erst aufgehen, wenn jemand es anlegt.</translation>
    </message>
    <message>
        <source>Create {1}, or correct the name in the gate.</source>
        <translation>Lege {1} an, oder berichtige den Namen im Gate.</translation>
    </message>
    <message>
        <source>{1} has failed, but all its conditions hold now.</source>
        <translation>{1} ist gescheitert, aber jetzt gelten alle Bedingungen.</translation>
    </message>
    <message>
        <source>%1 of %1 conditions are met.</source>
        <translation>%1 von %1 Bedingungen sind erfüllt.</translation>
    </message>
    <message>
        <source>A failed gate has no timer: nobody looks at it again.</source>
        <translation>Ein gescheitertes Gate hat keinen Timer: niemand sieht wieder hin.</translation>
    </message>
    <message>
        <source>Touch {1}: it then opens.</source>
        <translation>Berühre {1}: dann geht es auf.</translation>
    </message>
    <message>
        <source>{1} timed out; {2} is not met.</source>
        <translation>{1} ist am Zeitlimit gescheitert; {2} ist nicht erfüllt.</translation>
    </message>
    <message>
        <source>Even when its conditions hold, it opens only if something touches it.</source>
        <translation>Auch wenn die Bedingungen gelten, geht es nur auf, wenn etwas es berührt.</translation>
    </message>
    <message>
        <source>Make the condition true and raise the time-out of {1}.</source>
        <translation>Mache die Bedingung wahr und erhöhe das Zeitlimit von {1}.</translation>
    </message>
    <message>
        <source>{1} still waits, though its conditions have held for {2}.</source>
        <translation>{1} wartet noch, obwohl die Bedingungen seit {2} gelten.</translation>
    </message>
    <message>
        <source>The operator looks at a waiting gate twice a minute; it does not seem to run.</source>
        <translation>Der Operator sieht ein wartendes Gate zweimal in der Minute an; er scheint nicht zu laufen.</translation>
    </message>
    <message>
        <source>Check the operator; touch {1} to wake it.</source>
        <translation>Prüfe den Operator; berühre {1}, um ihn zu wecken.</translation>
    </message>
    <message>
        <source>{1} has fields that cannot be read.</source>
        <translation>{1} hat Felder, die nicht zu lesen sind.</translation>
    </message>
    <message>
        <source>Those fields are shown as absent; what depends on them may be wrong.</source>
        <translation>Diese Felder gelten als nicht vorhanden; was davon abhängt, kann falsch sein.</translation>
    </message>
    <message>
        <source>Correct the fields.</source>
        <translation>Berichtige die Felder.</translation>
    </message>
    <message>
        <source>{1} has been about to be deleted for {2}.</source>
        <translation>{1} soll seit {2} gelöscht werden.</translation>
    </message>
    <message>
        <source>Its deletionTimestamp is set, and it is still there.</source>
        <translation>Der deletionTimestamp ist gesetzt, und es ist noch da.</translation>
    </message>
    <message>
        <source>It goes on counting until its finalizers are removed.</source>
        <translation>Es zählt weiter, bis die Finalizer entfernt sind.</translation>
    </message>
    <message>
        <source>See who should remove the finalizers.</source>
        <translation>Sieh nach, wer die Finalizer entfernen sollte.</translation>
    </message>
    <message>
        <source>The operator has not looked at {1}.</source>
        <translation>Der Operator hat {1} nicht angesehen.</translation>
    </message>
    <message>
        <source>It is {1} old, and its status has no phase.</source>
        <translation>Es ist {1} alt, und der Status hat keine Phase.</translation>
    </message>
    <message>
        <source>Nothing is granted, opened or freed while the operator does not run.</source>
        <translation>Nichts wird vergeben, geöffnet oder freigegeben, solange der Operator nicht läuft.</translation>
    </message>
    <message>
        <source>Look at the deployment konductor-controller-manager in konductor-system.</source>
        <translation>Sieh nach dem Deployment konductor-controller-manager in konductor-system.</translation>
    </message>
    <message numerus="yes">
        <source>%n requests waiting: {1} and more.</source>
        <comment>1 request waiting: {1} and more.</comment>
        <translation>
            <numerusform>1 Anfrage wartet: {1} und weitere.</numerusform>
            <numerusform>%n Anfragen warten: {1} und weitere.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests waiting: {1}.</source>
        <comment>1 request waiting: {1}.</comment>
        <translation>
            <numerusform>1 Anfrage wartet: {1}.</numerusform>
            <numerusform>%n Anfragen warten: {1}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Release {1}: delete the request of {2}, then clear the holder.</source>
        <translation>Gib {1} frei: lösche die Anfrage von {2}, dann leere den Inhaber.</translation>
    </message>
    <message>
        <source>{1} is {2} and never expires, while others wait.</source>
        <translation>{1} wird {2}, läuft nie ab, und andere warten.</translation>
    </message>
    <message>
        <source>It was taken without an expiry.</source>
        <translation>Sie wurde ohne Ablauf genommen.</translation>
    </message>
    <message>
        <source>The lease has no TTL, so the operator sets no expiry.</source>
        <translation>Die Lease hat keine TTL, also setzt der Operator keinen Ablauf.</translation>
    </message>
    <message>
        <source>Who waits gets it only when {1} or a person gives it back.</source>
        <translation>Wer wartet, bekommt sie erst, wenn {1} oder ein Mensch sie zurückgibt.</translation>
    </message>
    <message>
        <source>{1} is {2}, whose request is gone.</source>
        <translation>{1} wird {2}; die Anfrage dazu ist weg.</translation>
    </message>
    <message>
        <source>No labelled request of {1} exists.</source>
        <translation>Es gibt keine Anfrage von {1} mit dem Label.</translation>
    </message>
    <message>
        <source>It stays held for {1} more.</source>
        <translation>Sie bleibt noch {1} gehalten.</translation>
    </message>
    <message>
        <source>It stays held for ever: the lease does not expire.</source>
        <translation>Sie bleibt für immer gehalten: die Lease läuft nicht ab.</translation>
    </message>
    <message>
        <source>The lease is with {1} now; the request is still marked Granted.</source>
        <translation>Die Lease ist jetzt bei {1}; die Anfrage steht noch auf Granted.</translation>
    </message>
    <message>
        <source>The lease can go to {1} again, whether it still wants it or not.</source>
        <translation>Die Lease kann wieder an {1} gehen, ob er sie noch will oder nicht.</translation>
    </message>
    <message>
        <source>Delete {1}.</source>
        <translation>Lösche {1}.</translation>
    </message>
    <message>
        <source>{1} has waited for {2} and will not be next.</source>
        <translation>{1} wartet seit {2} und kommt nicht als Nächster.</translation>
    </message>
    <message>
        <source>Its priority is %1; the request of the holder {1} has %2 and still stands.</source>
        <translation>Die Priorität ist %1; die Anfrage des Inhabers {1} hat %2 und steht noch.</translation>
    </message>
    <message>
        <source>When the lease expires, it goes back to {1}.</source>
        <translation>Läuft die Lease ab, geht sie zurück an {1}.</translation>
    </message>
    <message>
        <source>Delete {1}, or raise the priority of {2}.</source>
        <translation>Lösche {1}, oder erhöhe die Priorität von {2}.</translation>
    </message>
    <message>
        <source>{1} is free, and nobody grants it to {2}.</source>
        <translation>{1} ist frei, und niemand gibt es {2}.</translation>
    </message>
    <message>
        <source>{1} is {2} old.</source>
        <translation>{1} ist {2} alt.</translation>
    </message>
    <message>
        <source>The operator looks at a free lease every minute; it does not seem to run.</source>
        <translation>Der Operator sieht eine freie Lease jede Minute an; er scheint nicht zu laufen.</translation>
    </message>
    <message>
        <source>{1} is {2}, and {3}.</source>
        <translation>{1} wird {2}, und {3}.</translation>
    </message>
    <message>
        <source>The hold ends by itself in {1}.</source>
        <translation>Das Halten endet von selbst in {1}.</translation>
    </message>
    <message>
        <source>The hold has no expiry.</source>
        <translation>Das Halten hat keinen Ablauf.</translation>
    </message>
    <message>
        <source>Nobody can use it until then.</source>
        <translation>Bis dahin kann niemand es benutzen.</translation>
    </message>
    <message>
        <source>Nobody will give it back.</source>
        <translation>Niemand wird es zurückgeben.</translation>
    </message>
    <message>
        <source>Release what {1} holds of {2}.</source>
        <translation>Gib frei, was {1} von {2} hält.</translation>
    </message>
    <message>
        <source>{1} expired {2} ago and is still held.</source>
        <translation>{1} ist vor {2} abgelaufen und wird noch gehalten.</translation>
    </message>
    <message>
        <source>The operator frees an expired hold at once when it runs.</source>
        <translation>Wenn der Operator läuft, gibt er Abgelaufenes sofort frei.</translation>
    </message>
    <message>
        <source>It stays held, and so will every other hold, until the operator runs again.</source>
        <translation>Es bleibt gehalten, und alles andere auch, bis der Operator wieder läuft.</translation>
    </message>
    <message>
        <source>{1} has a writer and readers at once.</source>
        <translation>{1} hat zugleich einen Schreiber und Leser.</translation>
    </message>
    <message>
        <source>Writer: {1}; readers: %1, first {2}.</source>
        <translation>Schreiber: {1}; Leser: %1, der erste {2}.</translation>
    </message>
    <message>
        <source>The lock excludes nobody: readers may see half-written data.</source>
        <translation>Die Sperre schließt niemanden aus: Leser können halb Geschriebenes sehen.</translation>
    </message>
    <message>
        <source>Stop one side and release its lock.</source>
        <translation>Halte eine Seite an und gib deren Sperre frei.</translation>
    </message>
    <message>
        <source>{1} stands %1 times among the readers of {2}.</source>
        <translation>{1} steht %1-mal unter den Lesern von {2}.</translation>
    </message>
    <message>
        <source>A read lock appends the holder each time.</source>
        <translation>Eine Lesesperre hängt den Inhaber jedes Mal an.</translation>
    </message>
    <message>
        <source>One unlock leaves the lock read-locked; no writer gets it.</source>
        <translation>Ein Entsperren lässt die Lesesperre bestehen; kein Schreiber bekommt sie.</translation>
    </message>
    <message>
        <source>Release the read locks of {1}.</source>
        <translation>Gib die Lesesperren von {1} frei.</translation>
    </message>
    <message>
        <source>{1} expired {2} ago and is still there.</source>
        <translation>{1} ist vor {2} abgelaufen und noch da.</translation>
    </message>
    <message>
        <source>The operator sets no timer for it; only a change makes it look.</source>
        <translation>Der Operator stellt dafür keinen Timer; nur eine Änderung lässt ihn hinsehen.</translation>
    </message>
    <message>
        <source>What should run again does not: it counts as executed until it is collected.</source>
        <translation>Was noch einmal laufen soll, tut es nicht: es gilt als ausgeführt, bis es eingesammelt wird.</translation>
    </message>
    <message>
        <source>Touch {1}: the operator then deletes it.</source>
        <translation>Berühre {1}: dann löscht der Operator es.</translation>
    </message>
    <message>
        <source>held for {1} by {2}</source>
        <translation>seit {1} von {2} gehalten</translation>
    </message>
    <message>
        <source>held by {1}</source>
        <translation>von {1} gehalten</translation>
    </message>
    <message>
        <source>its pod was deleted {1} ago</source>
        <translation>der Pod wurde vor {1} gelöscht</translation>
    </message>
    <message>
        <source>its pod was deleted</source>
        <translation>der Pod wurde gelöscht</translation>
    </message>
    <message>
        <source>its job finished {1} ago</source>
        <translation>der Job ist seit {1} fertig</translation>
    </message>
    <message>
        <source>its pod finished {1} ago</source>
        <translation>der Pod ist seit {1} fertig</translation>
    </message>
    <message>
        <source>its job finished</source>
        <translation>der Job ist fertig</translation>
    </message>
    <message>
        <source>its pod finished</source>
        <translation>der Pod ist fertig</translation>
    </message>
    <message>
        <source>there is no pod {1}</source>
        <translation>es gibt keinen Pod {1}</translation>
    </message>
    <message>
        <source>Held by {1} and %1 more.</source>
        <translation>Gehalten von {1} und %1 weiteren.</translation>
    </message>
    <message>
        <source>Held by {1}.</source>
        <translation>Gehalten von {1}.</translation>
    </message>
    <message numerus="yes">
        <source>{1} has %n permits granted on %1; its status is frozen.</source>
        <comment>{1} has 1 permit granted on %1; its status is frozen.</comment>
        <translation>
            <numerusform>{1} hat 1 Permit vergeben bei %1; der Status ist eingefroren.</numerusform>
            <numerusform>{1} hat %n Permits vergeben bei %1; der Status ist eingefroren.</numerusform>
        </translation>
    </message>
    <message>
        <source>The status says %1 in use and %2 available.</source>
        <translation>Der Status sagt %1 in Gebrauch und %2 verfügbar.</translation>
    </message>
    <message>
        <source>The operator cannot write a negative number, so the status stays as it is, and further permits are granted all the same.</source>
        <translation>Der Operator kann keine negative Zahl schreiben, also bleibt der Status, wie er ist, und weitere Permits werden trotzdem vergeben.</translation>
    </message>
    <message numerus="yes">
        <source>Release %n permits, or raise the permits to %1.</source>
        <comment>Release 1 permit, or raise the permits to %1.</comment>
        <translation>
            <numerusform>Gib 1 Permit frei, oder erhöhe die Permits auf %1.</numerusform>
            <numerusform>Gib %n Permits frei, oder erhöhe die Permits auf %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>{1} has %1 permits of {2} that never expire.</source>
        <translation>{1} hat %1 Permits von {2}, die nie ablaufen.</translation>
    </message>
    <message>
        <source>The oldest is {1}, {2} old.</source>
        <translation>Das älteste ist {1}, {2} alt.</translation>
    </message>
    <message>
        <source>Permits taken by the Go SDK are not given back by its release; they add up until none is left.</source>
        <translation>Permits, die das Go-SDK nimmt, gibt dessen Freigabe nicht zurück; sie sammeln sich, bis keins mehr übrig ist.</translation>
    </message>
    <message>
        <source>Release the old permits of {1}.</source>
        <translation>Gib die alten Permits von {1} frei.</translation>
    </message>
    <message>
        <source>{1} is past its TTL of %1 and still counts.</source>
        <translation>{1} ist über die TTL von %1 hinaus und zählt noch.</translation>
    </message>
    <message>
        <source>Its TTL ended {1} ago; its status has no expiry.</source>
        <translation>Die TTL endete vor {1}; der Status hat keinen Ablauf.</translation>
    </message>
    <message>
        <source>The operator does not act on the TTL: {1} keeps the permit for ever.</source>
        <translation>Der Operator beachtet die TTL nicht: {1} behält das Permit für immer.</translation>
    </message>
    <message>
        <source>Expire or delete {1} if {2} is done.</source>
        <translation>Lass {1} ablaufen oder lösche es, wenn {2} fertig ist.</translation>
    </message>
    <message>
        <source>Konductor&apos;s operator is not at work.</source>
        <translation>Der Operator von Konductor arbeitet nicht.</translation>
    </message>
    <message>
        <source>Konductor&apos;s operator is not where it usually is.</source>
        <translation>Der Operator von Konductor ist nicht dort, wo er üblicherweise ist.</translation>
    </message>
    <message>
        <source>The operator: %1.</source>
        <translation>Der Operator: %1.</translation>
    </message>
    <message>
        <source>Nobody can use it until the operator does.</source>
        <translation>Niemand kann es nutzen, bevor der Operator das tut.</translation>
    </message>
    <message>
        <source>It expired {1} ago, and the operator has not freed it.</source>
        <translation>Es ist vor {1} abgelaufen, und der Operator hat es nicht freigegeben.</translation>
    </message>
    <message>
        <source>Arrive for one of them by hand, or stop it.</source>
        <translation>Triff für einen von ihnen von Hand ein, oder halte ihn an.</translation>
    </message>
    <message>
        <source>{1} arrived at {3} {2} ago and waits there.</source>
        <translation>{1} ist seit {2} bei {3} und wartet dort.</translation>
    </message>
    <message numerus="yes">
        <source>{1} does not have %n permits, so the condition is never met.</source>
        <comment>{1} does not have 1 permit, so the condition is never met.</comment>
        <translation>
            <numerusform>{1} hat kein einziges Permit, also ist die Bedingung nie erfüllt.</numerusform>
            <numerusform>{1} hat keine %n Permits, also ist die Bedingung nie erfüllt.</numerusform>
        </translation>
    </message>
    <message>
        <source>{1} has pods: %1 active, %2 succeeded, %3 failed.</source>
        <translation>{1} hat Pods: %1 laufende, %2 fertige, %3 gescheiterte.</translation>
    </message>
    <message numerus="yes">
        <source>It asks for %n permits, more than the semaphore has.</source>
        <comment>It asks for 1 permit, more than the semaphore has.</comment>
        <translation>
            <numerusform>Sie verlangt 1 Permit, mehr als der Semaphor hat.</numerusform>
            <numerusform>Sie verlangt %n Permits, mehr als der Semaphor hat.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>There were %n permits when that was written.</source>
        <comment>There was 1 permit when that was written.</comment>
        <translation>
            <numerusform>Es gab 1 Permit, als das geschrieben wurde.</numerusform>
            <numerusform>Es gab %n Permits, als das geschrieben wurde.</numerusform>
        </translation>
    </message>
    <message>
        <source>{1} counts %1, was %2.</source>
        <translation>{1} zählt %1, zuvor %2.</translation>
    </message>
    <message>
        <source>Release {1}: clear the holder {2}.</source>
        <translation>Gib {1} frei: leere den Inhaber {2}.</translation>
    </message>
    <message>
        <source>Take {1} from {2}, or another hold from its holder: from whom can best start again.</source>
        <translation>Nimm {2} {1} ab, oder einem anderen sein Objekt: wer am ehesten neu beginnen kann.</translation>
    </message>
</context>
<context>
    <name>Journal</name>
    <message>
        <source>the folder cannot be made</source>
        <translation>der Ordner lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>its rights cannot be set: %1</source>
        <translation>die Rechte lassen sich nicht setzen: %1</translation>
    </message>
    <message>
        <source>Qt&apos;s SQLite driver is not installed (libqt6sql6-sqlite)</source>
        <translation>Qts Treiber für SQLite ist nicht installiert (libqt6sql6-sqlite)</translation>
    </message>
    <message>
        <source>there is no journal yet</source>
        <translation>es gibt noch kein Journal</translation>
    </message>
</context>
<context>
    <name>Keychain</name>
    <message>
        <source>keychain</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <source>nothing is kept under this name</source>
        <translation>unter diesem Namen ist nichts abgelegt</translation>
    </message>
    <message>
        <source>it was not opened</source>
        <translation>er wurde nicht geöffnet</translation>
    </message>
    <message>
        <source>Unlock it and try again.</source>
        <translation>Entsperre ihn und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Without a keychain a secret is kept until the program ends.</source>
        <translation>Ohne Schlüsselbund wird ein Geheimnis behalten, bis das Programm endet.</translation>
    </message>
</context>
<context>
    <name>Kubeconfig</name>
    <message>
        <source>%1 is not a file</source>
        <translation>%1 ist keine Datei</translation>
    </message>
    <message>
        <source>%1 does not exist</source>
        <translation>%1 gibt es nicht</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 lässt sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>%1 is larger than %2 MiB</source>
        <translation>%1 ist größer als %2 MiB</translation>
    </message>
    <message>
        <source>user &quot;%1&quot;</source>
        <translation>Benutzer „%1“</translation>
    </message>
    <message>
        <source>the user it acts as has characters that cannot be sent in a header</source>
        <translation>der Benutzer, als der er handelt, hat Zeichen, die sich nicht in einem Header senden lassen</translation>
    </message>
    <message>
        <source>the token has characters that cannot be sent in a header</source>
        <translation>das Token hat Zeichen, die sich nicht in einem Header senden lassen</translation>
    </message>
    <message>
        <source>token file %1</source>
        <translation>Token-Datei %1</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>sie ist leer</translation>
    </message>
    <message>
        <source>it does not hold a token</source>
        <translation>sie enthält kein Token</translation>
    </message>
    <message>
        <source>an entry of credentialPluginAllowlist has no name</source>
        <translation>ein Eintrag von credentialPluginAllowlist hat keinen Namen</translation>
    </message>
    <message>
        <source>its credentialPluginPolicy &quot;%1&quot; is unknown</source>
        <translation>die credentialPluginPolicy „%1“ ist unbekannt</translation>
    </message>
    <message>
        <source>There are AllowAll, DenyAll and Allowlist.</source>
        <translation>Es gibt AllowAll, DenyAll und Allowlist.</translation>
    </message>
    <message>
        <source>kuberc %1</source>
        <translation>kuberc %1</translation>
    </message>
    <message>
        <source>user &quot;%1&quot; in %2</source>
        <translation>Benutzer „%1“ in %2</translation>
    </message>
    <message>
        <source>its exec plugin %1 is not allowed by kuberc&apos;s credentialPluginPolicy</source>
        <translation>die credentialPluginPolicy von kuberc erlaubt das Exec-Plugin %1 nicht</translation>
    </message>
    <message>
        <source>Only a change of kuberc can allow it.</source>
        <translation>Nur eine Änderung von kuberc kann es erlauben.</translation>
    </message>
    <message>
        <source>its exec plugin %1 may not run yet</source>
        <translation>das Exec-Plugin %1 darf noch nicht laufen</translation>
    </message>
    <message>
        <source>Agree with --allow-exec, or name it in kuberc&apos;s credentialPluginAllowlist.</source>
        <translation>Stimme mit --allow-exec zu, oder nenne es in credentialPluginAllowlist von kuberc.</translation>
    </message>
    <message>
        <source>pod&apos;s environment</source>
        <translation>Umgebung des Pods</translation>
    </message>
    <message>
        <source>KUBERNETES_SERVICE_HOST and _PORT are no address</source>
        <translation>KUBERNETES_SERVICE_HOST und _PORT sind keine Adresse</translation>
    </message>
    <message>
        <source>service account token</source>
        <translation>Token des Dienstkontos</translation>
    </message>
    <message>
        <source>service account ca.crt</source>
        <translation>ca.crt des Dienstkontos</translation>
    </message>
    <message>
        <source>service account namespace</source>
        <translation>Namespace des Dienstkontos</translation>
    </message>
    <message>
        <source>there is none: looked for %1</source>
        <translation>es gibt keine; gesucht wurde: %1</translation>
    </message>
    <message>
        <source>Set KUBECONFIG or name a file with --kubeconfig; without a cluster, use the sandbox.</source>
        <translation>Setze KUBECONFIG, oder nenne eine Datei mit --kubeconfig; ohne Cluster hilft die Sandbox.</translation>
    </message>
    <message>
        <source>kubeconfig %1</source>
        <translation>kubeconfig %1</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message>
        <source>it is not YAML: %1</source>
        <translation>kein YAML: %1</translation>
    </message>
    <message>
        <source>it has no current context</source>
        <translation>sie hat keinen aktuellen Kontext</translation>
    </message>
    <message>
        <source>Name a context with --context.</source>
        <translation>Nenne einen Kontext mit --context.</translation>
    </message>
    <message>
        <source>context &quot;%1&quot;</source>
        <translation>Kontext „%1“</translation>
    </message>
    <message>
        <source>there is no such context</source>
        <translation>es gibt keinen solchen Kontext</translation>
    </message>
    <message>
        <source>The kubeconfig has no contexts at all.</source>
        <translation>Die kubeconfig hat überhaupt keine Kontexte.</translation>
    </message>
    <message>
        <source>There are: %1.</source>
        <translation>Es gibt: %1.</translation>
    </message>
    <message>
        <source>it is not a kubeconfig (not a YAML mapping)</source>
        <translation>sie ist keine kubeconfig (keine Zuordnung in YAML)</translation>
    </message>
    <message>
        <source>kubeconfig %1, line %2</source>
        <translation>kubeconfig %1, Zeile %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a list</source>
        <translation>„%1“ ist keine Liste</translation>
    </message>
    <message>
        <source>the name &quot;%1&quot; appears twice in &quot;%2&quot;</source>
        <translation>der Name „%1“ steht zweimal in „%2“</translation>
    </message>
    <message>
        <source>%1 is not base64</source>
        <translation>%1 ist kein base64</translation>
    </message>
    <message>
        <source>There are client.authentication.k8s.io/v1 and client.authentication.k8s.io/v1beta1.</source>
        <translation>Es gibt client.authentication.k8s.io/v1 und client.authentication.k8s.io/v1beta1.</translation>
    </message>
    <message>
        <source>Use the exec plugin gke-gcloud-auth-plugin, as kubectl does since 1.26.</source>
        <translation>Benutze das Exec-Plugin gke-gcloud-auth-plugin, wie kubectl seit 1.26.</translation>
    </message>
    <message>
        <source>Use the exec plugin kubelogin, as kubectl does since 1.26.</source>
        <translation>Benutze das Exec-Plugin kubelogin, wie kubectl seit 1.26.</translation>
    </message>
    <message>
        <source>Use an exec plugin, a token or a client certificate.</source>
        <translation>Benutze ein Exec-Plugin, ein Token oder ein Client-Zertifikat.</translation>
    </message>
    <message>
        <source>its proxy-url is not an http, https or socks5 URL with a host</source>
        <translation>proxy-url ist keine URL mit http, https oder socks5 und einem Host</translation>
    </message>
    <message>
        <source>cluster &quot;%1&quot; in %2</source>
        <translation>Cluster „%1“ in %2</translation>
    </message>
    <message>
        <source>its namespace &quot;%1&quot; is not a valid name</source>
        <translation>der Namespace „%1“ ist kein gültiger Name</translation>
    </message>
    <message>
        <source>it names no cluster</source>
        <translation>er nennt keinen Cluster</translation>
    </message>
    <message>
        <source>its cluster &quot;%1&quot; is not in the kubeconfig</source>
        <translation>der Cluster „%1“ ist nicht in der kubeconfig</translation>
    </message>
    <message>
        <source>it names no user</source>
        <translation>er nennt keinen Benutzer</translation>
    </message>
    <message>
        <source>its user &quot;%1&quot; is not in the kubeconfig</source>
        <translation>der Benutzer „%1“ ist nicht in der kubeconfig</translation>
    </message>
    <message>
        <source>its server is empty</source>
        <translation>server ist leer</translation>
    </message>
    <message>
        <source>its server &quot;%1&quot; is not an http or https URL</source>
        <translation>server „%1“ ist keine http- oder https-URL</translation>
    </message>
    <message>
        <source>it has both a certificate authority and insecure-skip-tls-verify</source>
        <translation>er hat eine Zertifizierungsstelle und zugleich insecure-skip-tls-verify</translation>
    </message>
    <message>
        <source>Remove one of them.</source>
        <translation>Entferne eines von beiden.</translation>
    </message>
    <message>
        <source>it has both an exec plugin and an auth-provider</source>
        <translation>er hat ein Exec-Plugin und zugleich einen auth-provider</translation>
    </message>
    <message>
        <source>it signs in through the auth-provider &quot;%1&quot;, which this program does not have</source>
        <translation>er meldet sich über den auth-provider „%1“ an, den dieses Programm nicht hat</translation>
    </message>
    <message>
        <source>it acts with a uid, groups or extra fields, but as no user (&quot;as&quot; is missing)</source>
        <translation>er handelt mit uid, Gruppen oder Zusatzfeldern, aber als kein Benutzer („as“ fehlt)</translation>
    </message>
    <message>
        <source>it has a client certificate but no client key</source>
        <translation>er hat ein Client-Zertifikat, aber keinen Client-Schlüssel</translation>
    </message>
    <message>
        <source>it has a client key but no client certificate</source>
        <translation>er hat einen Client-Schlüssel, aber kein Client-Zertifikat</translation>
    </message>
    <message>
        <source>it has more than one way to sign in: a token and a user name</source>
        <translation>er hat mehr als einen Weg, sich anzumelden: ein Token und einen Benutzernamen</translation>
    </message>
    <message>
        <source>%1 is empty</source>
        <translation>%1 ist leer</translation>
    </message>
    <message>
        <source>Set it to Never, IfAvailable or Always.</source>
        <translation>Setze es auf Never, IfAvailable oder Always.</translation>
    </message>
    <message>
        <source>it names no command</source>
        <translation>es nennt keinen Befehl</translation>
    </message>
    <message>
        <source>its apiVersion is missing</source>
        <translation>apiVersion fehlt</translation>
    </message>
    <message>
        <source>one of its environment variables has no name</source>
        <translation>eine seiner Umgebungsvariablen hat keinen Namen</translation>
    </message>
    <message>
        <source>its interactiveMode is missing</source>
        <translation>interactiveMode fehlt</translation>
    </message>
    <message>
        <source>its interactiveMode &quot;%1&quot; is unknown</source>
        <translation>interactiveMode „%1“ ist unbekannt</translation>
    </message>
    <message>
        <source>its apiVersion &quot;%1&quot; is not one that kubectl takes</source>
        <translation>apiVersion „%1“ ist keine, die kubectl nimmt</translation>
    </message>
    <message>
        <source>proxy of the environment</source>
        <translation>Proxy der Umgebung</translation>
    </message>
    <message>
        <source>proxy-url of cluster &quot;%1&quot;</source>
        <translation>proxy-url des Clusters „%1“</translation>
    </message>
    <message>
        <source>it is not the address of a proxy</source>
        <translation>es ist nicht die Adresse eines Proxys</translation>
    </message>
    <message>
        <source>the proxy %1 wants to be spoken to in TLS (https), which this program cannot do</source>
        <translation>der Proxy %1 will in TLS (https) angesprochen werden, was dieses Programm nicht kann</translation>
    </message>
    <message>
        <source>Most such proxies take http on another port; or use socks5.</source>
        <translation>Die meisten solchen Proxys nehmen http an einem anderen Port; oder benutze socks5.</translation>
    </message>
    <message>
        <source>a proxy is http or socks5, and this one is &quot;%1&quot;</source>
        <translation>ein Proxy ist http oder socks5, und dieser ist „%1“</translation>
    </message>
    <message>
        <source>client certificate</source>
        <translation>Client-Zertifikat</translation>
    </message>
    <message>
        <source>the client key is encrypted</source>
        <translation>der Client-Schlüssel ist verschlüsselt</translation>
    </message>
    <message>
        <source>Its passphrase is needed.</source>
        <translation>Seine Passphrase wird gebraucht.</translation>
    </message>
    <message>
        <source>the passphrase of the client key is wrong, or its type is unsupported</source>
        <translation>die Passphrase des Client-Schlüssels ist falsch, oder seine Art wird nicht unterstützt</translation>
    </message>
    <message>
        <source>RSA and EC keys can be used; Ed25519 cannot.</source>
        <translation>RSA- und EC-Schlüssel gehen, Ed25519 nicht.</translation>
    </message>
    <message>
        <source>unsupported key type of the client key</source>
        <translation>die Art des Client-Schlüssels wird nicht unterstützt</translation>
    </message>
    <message>
        <source>RSA and EC keys in PEM form (PKCS#1, SEC1 or PKCS#8) can be used; Ed25519 cannot.</source>
        <translation>RSA- und EC-Schlüssel in PEM-Form (PKCS#1, SEC1 oder PKCS#8) gehen, Ed25519 nicht.</translation>
    </message>
    <message>
        <source>a client certificate without its key</source>
        <translation>ein Client-Zertifikat ohne seinen Schlüssel</translation>
    </message>
    <message>
        <source>a client key without its certificate</source>
        <translation>ein Client-Schlüssel ohne sein Zertifikat</translation>
    </message>
    <message>
        <source>the client certificate is not a PEM certificate</source>
        <translation>das Client-Zertifikat ist kein PEM-Zertifikat</translation>
    </message>
    <message>
        <source>the client key does not belong to the client certificate</source>
        <translation>der Client-Schlüssel gehört nicht zum Client-Zertifikat</translation>
    </message>
    <message>
        <source>this installation of Qt has no TLS</source>
        <translation>diese Installation von Qt hat kein TLS</translation>
    </message>
    <message>
        <source>Install OpenSSL (libssl3).</source>
        <translation>Installiere OpenSSL (libssl3).</translation>
    </message>
    <message>
        <source>cluster &quot;%1&quot;</source>
        <translation>Cluster „%1“</translation>
    </message>
    <message>
        <source>the certificate authority is not a PEM certificate</source>
        <translation>die Zertifizierungsstelle ist kein PEM-Zertifikat</translation>
    </message>
    <message>
        <source>&quot;%1&quot;</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>it is not YAML, line %1: %2</source>
        <translation>kein YAML, Zeile %1: %2</translation>
    </message>
</context>
<context>
    <name>Labels</name>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>OpenedSnapshot</name>
    <message>
        <source>a snapshot is no cluster</source>
        <translation>ein Snapshot ist kein Cluster</translation>
    </message>
    <message>
        <source>This is a snapshot: nothing can be run here. Copy the plan as kubectl and run it where the cluster is.</source>
        <translation>Dies ist ein Snapshot: hier kann nichts ausgeführt werden. Kopiere den Plan als kubectl und führe ihn dort aus, wo der Cluster ist.</translation>
    </message>
    <message>
        <source>This is a redacted snapshot: nothing can be run here, and its names are not the cluster&apos;s. Whoever took it knows those.</source>
        <translation>Dies ist ein geschwärzter Snapshot: hier lässt sich nichts ausführen, und seine Namen sind nicht die des Clusters. Wer ihn aufnahm, kennt diese.</translation>
    </message>
</context>
<context>
    <name>Operator</name>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>there is no Deployment %1 in %2: nobody grants, opens or expires anything</source>
        <translation>es gibt kein Deployment %1 in %2: niemand vergibt, öffnet oder beendet etwas</translation>
    </message>
    <message>
        <source>it is scaled to 0 replicas: nobody grants, opens or expires anything</source>
        <translation>er ist auf 0 Replicas skaliert: niemand vergibt, öffnet oder beendet etwas</translation>
    </message>
    <message numerus="yes">
        <source>none of its %n replicas is ready: nobody grants, opens or expires anything</source>
        <comment>none of its 1 replica is ready: nobody grants, opens or expires anything</comment>
        <translation>
            <numerusform>seine 1 Replica ist nicht bereit: niemand vergibt, öffnet oder beendet etwas</numerusform>
            <numerusform>keine seiner %n Replicas ist bereit: niemand vergibt, öffnet oder beendet etwas</numerusform>
        </translation>
    </message>
    <message>
        <source>its leader %1 has not renewed its lease since %2</source>
        <translation>sein Leader %1 erneuert die Lease nicht mehr, zuletzt %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n replicas ready</source>
        <comment>%1 of 1 replica ready</comment>
        <translation>
            <numerusform>%1 von 1 Replica bereit</numerusform>
            <numerusform>%1 von %n Replicas bereit</numerusform>
        </translation>
    </message>
    <message>
        <source>led by %1, renewed %2</source>
        <translation>geführt von %1, erneuert %2</translation>
    </message>
    <message>
        <source>newest status written %1 by %2</source>
        <translation>neuester Status %1 von %2 geschrieben</translation>
    </message>
</context>
<context>
    <name>Outcome</name>
    <message>
        <source>Done; the effect was seen after %1 ms.</source>
        <translation>Fertig; die Wirkung war nach %1 ms zu sehen.</translation>
    </message>
    <message>
        <source>The server would take every call.</source>
        <translation>Der Server würde jeden Aufruf annehmen.</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Nichts wurde geschrieben.</translation>
    </message>
    <message numerus="yes">
        <source>%n calls were made before it.</source>
        <comment>One call was made before it.</comment>
        <translation>
            <numerusform>Ein Aufruf ging davor hinaus.</numerusform>
            <numerusform>%n Aufrufe gingen davor hinaus.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PageState</name>
    <message>
        <source>Trying now.</source>
        <translation>Wird gerade versucht.</translation>
    </message>
    <message>
        <source>Next try in %1.</source>
        <translation>Nächster Versuch in %1.</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>Only what you may see: %1.</source>
        <translation>Nur was du sehen darfst: %1.</translation>
    </message>
    <message>
        <source>Not visible: %1.</source>
        <translation>Nicht sichtbar: %1.</translation>
    </message>
    <message>
        <source>Asking the server.</source>
        <translation>Der Server wird gefragt.</translation>
    </message>
    <message>
        <source>%1 of about %2</source>
        <translation>%1 von etwa %2</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>bisher %1</translation>
    </message>
    <message>
        <source>Loading %1…</source>
        <translation>%1 werden geladen…</translation>
    </message>
    <message>
        <source>This cluster has no %1</source>
        <translation>Dieser Cluster hat keine %1</translation>
    </message>
    <message>
        <source>Their CustomResourceDefinition in sync.konductor.io is missing. Ask the cluster&apos;s owner to install it; the page fills by itself.</source>
        <translation>Ihre CustomResourceDefinition in sync.konductor.io fehlt. Bitte den Besitzer des Clusters, sie zu installieren; die Seite füllt sich von selbst.</translation>
    </message>
    <message>
        <source>You may not see %1 here</source>
        <translation>Du darfst hier keine %1 sehen</translation>
    </message>
    <message>
        <source>Type in the namespaces that you may see, or ask for the verbs list and watch.</source>
        <translation>Gib die Namespaces ein, die du sehen darfst, oder bitte um die Verben list und watch.</translation>
    </message>
    <message>
        <source>Type in namespaces…</source>
        <translation>Namespaces eingeben…</translation>
    </message>
    <message>
        <source>No answer from the server</source>
        <translation>Keine Antwort vom Server</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Not live. Shown as of %1. %2</source>
        <translation>Nicht live. Stand %1. %2</translation>
    </message>
    <message>
        <source>No %1</source>
        <translation>Keine %1</translation>
    </message>
    <message>
        <source>None exist in what you can see. They appear here as soon as somebody creates one.</source>
        <translation>In dem, was du sehen kannst, gibt es keine. Sie erscheinen hier, sobald jemand welche anlegt.</translation>
    </message>
    <message>
        <source>No %1 match</source>
        <translation>Keine %1 passen</translation>
    </message>
    <message numerus="yes">
        <source>%n are hidden by the filter or the namespace.</source>
        <comment>1 is hidden by the filter or the namespace.</comment>
        <translation>
            <numerusform>1 ist durch Filter oder Namespace verborgen.</numerusform>
            <numerusform>%n sind durch Filter oder Namespace verborgen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Create a %1…</source>
        <translation>%1 anlegen…</translation>
    </message>
    <message>
        <source>It was not live when the snapshot was taken, but as of %1.</source>
        <translation>Es war nicht live, als der Snapshot gemacht wurde, sondern vom Stand %1.</translation>
    </message>
    <message>
        <source>There is no connection</source>
        <translation>Es gibt keine Verbindung</translation>
    </message>
</context>
<context>
    <name>Plan</name>
    <message>
        <source>its arrival at %1: withdraw it to take it back</source>
        <translation>das Eintreffen an %1: nimm es zurück</translation>
    </message>
    <message>
        <source>%1, which it executed: reset it to have the work done again</source>
        <translation>%1, was ausgeführt ist: setze es zurück, damit die Arbeit noch einmal getan wird</translation>
    </message>
    <message>
        <source>its request for %1: cancel it, or it may get the lease</source>
        <translation>die Anfrage nach %1: ziehe sie zurück, sonst bekommt sie vielleicht die Lease</translation>
    </message>
    <message>
        <source>Release all</source>
        <translation>Alle freigeben</translation>
    </message>
    <message>
        <source>Force-expire all</source>
        <translation>Alle ablaufen lassen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal ansehen</translation>
    </message>
    <message>
        <source>Delete all</source>
        <translation>Alle löschen</translation>
    </message>
    <message numerus="yes">
        <source>Release all that is held of %n objects</source>
        <comment>Release all that is held of 1 object</comment>
        <translation>
            <numerusform>Alles freigeben, was von 1 Objekt gehalten wird</numerusform>
            <numerusform>Alles freigeben, was von %n Objekten gehalten wird</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Force-expire all that is held of %n objects</source>
        <comment>Force-expire all that is held of 1 object</comment>
        <translation>
            <numerusform>Alles ablaufen lassen, was von 1 Objekt gehalten wird</numerusform>
            <numerusform>Alles ablaufen lassen, was von %n Objekten gehalten wird</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Make the operator look at %n objects</source>
        <comment>Make the operator look at 1 object</comment>
        <translation>
            <numerusform>Den Operator 1 Objekt ansehen lassen</numerusform>
            <numerusform>Den Operator %n Objekte ansehen lassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n objects and what hangs on them</source>
        <comment>Delete 1 object and what hangs on it</comment>
        <translation>
            <numerusform>1 Objekt löschen und was daran hängt</numerusform>
            <numerusform>%n Objekte löschen und was daran hängt</numerusform>
        </translation>
    </message>
    <message>
        <source>holds nothing that could be given back</source>
        <translation>hält nichts, was zurückgegeben werden könnte</translation>
    </message>
    <message>
        <source>Force-expire all that %1 holds</source>
        <translation>Alles ablaufen lassen, was %1 hält</translation>
    </message>
    <message>
        <source>Release all that %1 holds</source>
        <translation>Alles freigeben, was %1 hält</translation>
    </message>
    <message>
        <source>there is nothing to do</source>
        <translation>es gibt nichts zu tun</translation>
    </message>
    <message>
        <source>Gate %1 would see it but has no timer: it opens only when something touches it.</source>
        <translation>Gate %1 würde es sehen, hat aber keinen Timer: es geht nur auf, wenn etwas es berührt.</translation>
    </message>
    <message>
        <source>Gate %1 would see it but has no timer: it closes again only when something touches it.</source>
        <translation>Gate %1 würde es sehen, hat aber keinen Timer: es geht nur wieder zu, wenn etwas es berührt.</translation>
    </message>
    <message>
        <source>Gate %1 would see it but has no timer: it fails only when something touches it.</source>
        <translation>Gate %1 würde es sehen, hat aber keinen Timer: es scheitert nur, wenn etwas es berührt.</translation>
    </message>
    <message>
        <source>Gate %1 is not woken by this; it looks within %2 and then opens.</source>
        <translation>Gate %1 wird davon nicht geweckt; es sieht innerhalb von %2 hin und geht dann auf.</translation>
    </message>
    <message>
        <source>Gate %1 is not woken by this; it looks within %2 and then closes again.</source>
        <translation>Gate %1 wird davon nicht geweckt; es sieht innerhalb von %2 hin und geht dann wieder zu.</translation>
    </message>
    <message>
        <source>Gate %1 is not woken by this; it looks within %2 and then fails.</source>
        <translation>Gate %1 wird davon nicht geweckt; es sieht innerhalb von %2 hin und scheitert dann.</translation>
    </message>
    <message>
        <source>Nothing here wakes the operator: it sees the change at its own timer, within 1 min.</source>
        <translation>Nichts hier weckt den Operator: er sieht die Änderung mit seinem eigenen Timer, innerhalb von 1 min.</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>it is gone</source>
        <translation>es ist weg</translation>
    </message>
    <message>
        <source>it was deleted and created anew</source>
        <translation>es wurde gelöscht und neu angelegt</translation>
    </message>
    <message>
        <source>only its metadata</source>
        <translation>nur die Metadaten</translation>
    </message>
    <message>
        <source>not a whole number</source>
        <translation>keine ganze Zahl</translation>
    </message>
    <message>
        <source>must be %1 to %2</source>
        <translation>muss von %1 bis %2 sein</translation>
    </message>
    <message>
        <source>Permits</source>
        <translation>Permits</translation>
    </message>
    <message>
        <source>TTL</source>
        <translation>TTL</translation>
    </message>
    <message>
        <source>The operator ignores a semaphore&apos;s TTL; clients may take it for their permits.</source>
        <translation>Der Operator beachtet die TTL eines Semaphors nicht; Clients nehmen sie vielleicht für ihre Permits.</translation>
    </message>
    <message>
        <source>The operator ignores a permit&apos;s TTL: only its expiresAt counts, and its client writes that.</source>
        <translation>Der Operator beachtet die TTL eines Permits nicht: nur dessen expiresAt zählt, und das schreibt der Client.</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Quorum</source>
        <translation>Quorum</translation>
    </message>
    <message>
        <source>Time-out</source>
        <translation>Zeitlimit</translation>
    </message>
    <message>
        <source>It takes effect at the next grant: the present hold keeps its expiry, or has none.</source>
        <translation>Es gilt ab der nächsten Vergabe: das jetzige Halten behält seinen Ablauf, oder hat keinen.</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>It decides at the next grant only: it takes the lease from nobody.</source>
        <translation>Sie entscheidet erst bei der nächsten Vergabe: sie nimmt die Lease niemandem weg.</translation>
    </message>
    <message>
        <source>Clients read it when they lock: the present hold keeps its expiry, or has none.</source>
        <translation>Clients lesen sie beim Sperren: das jetzige Halten behält seinen Ablauf, oder hat keinen.</translation>
    </message>
    <message>
        <source>Past its creation and TTL the operator deletes the once at the next touch, and this is one.</source>
        <translation>Nach Anlegen und TTL löscht der Operator das Once bei der nächsten Berührung, und dies ist eine.</translation>
    </message>
    <message>
        <source>The operator ignores a wait group&apos;s TTL.</source>
        <translation>Der Operator beachtet die TTL einer WaitGroup nicht.</translation>
    </message>
    <message>
        <source>cannot be taken away</source>
        <translation>kann nicht weggenommen werden</translation>
    </message>
    <message>
        <source>not a duration; write it as 30s, 5m or 1h30m</source>
        <translation>keine Dauer; schreibe sie als 30s, 5m oder 1h30m</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>%1 of %2 calls had been made.</source>
        <translation>%1 von %2 Aufrufen waren hinaus.</translation>
    </message>
    <message>
        <source>%1 has changed since: %2.</source>
        <translation>%1 hat sich seither geändert: %2.</translation>
    </message>
    <message>
        <source>%1 is gone.</source>
        <translation>%1 ist weg.</translation>
    </message>
    <message>
        <source>%1 exists already.</source>
        <translation>%1 existiert schon.</translation>
    </message>
    <message>
        <source>it has changed since the plan was made</source>
        <translation>es hat sich geändert, seit der Plan gemacht wurde</translation>
    </message>
    <message>
        <source>the watch of %1 is not live, so the effect cannot be seen from here</source>
        <translation>die Watch auf %1 ist nicht live, also ist die Wirkung von hier nicht zu sehen</translation>
    </message>
    <message>
        <source>%1 is gone</source>
        <translation>%1 ist weg</translation>
    </message>
    <message>
        <source>more permits are held than there are: the API server refuses the operator&apos;s update</source>
        <translation>es sind mehr Permits vergeben, als es gibt: der API-Server lehnt das Update des Operators ab</translation>
    </message>
    <message>
        <source>the operator would have written by now if it had looked: it may be down, or its updates fail</source>
        <translation>der Operator hätte schon geschrieben, wenn er hingesehen hätte: vielleicht läuft er nicht, oder seine Updates scheitern</translation>
    </message>
    <message>
        <source>it has nothing to write and no timer: it looks again only when something touches the object</source>
        <translation>er hat nichts zu schreiben und keinen Timer: er sieht erst wieder hin, wenn etwas das Objekt berührt</translation>
    </message>
    <message>
        <source>it has nothing to write in the present state; it looks again within %1</source>
        <translation>er hat im jetzigen Zustand nichts zu schreiben; er sieht innerhalb von %1 wieder hin</translation>
    </message>
    <message>
        <source>Written, but the operator has not reacted after %1, because %2.</source>
        <translation>Geschrieben, aber der Operator hat nach %1 nicht reagiert: %2.</translation>
    </message>
    <message>
        <source>%1 is not a condition</source>
        <translation>%1 ist keine Bedingung</translation>
    </message>
    <message>
        <source>Write Barrier/extract=Open or Semaphore/gpu&gt;=2.</source>
        <translation>Schreibe Barrier/extract=Open oder Semaphore/gpu&gt;=2.</translation>
    </message>
    <message>
        <source>its name</source>
        <translation>der Name</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>30s, 5m, 1h30m; empty for none</source>
        <translation>30s, 5m, 1h30m; leer für keins</translation>
    </message>
    <message>
        <source>%1 must be given</source>
        <translation>%1 muss angegeben sein</translation>
    </message>
    <message>
        <source>it has changed since it was read</source>
        <translation>es hat sich geändert, seit es gelesen wurde</translation>
    </message>
    <message>
        <source>Read it again and make the change anew.</source>
        <translation>Lies es neu und mache die Änderung noch einmal.</translation>
    </message>
    <message>
        <source>%1 cannot be changed here</source>
        <translation>%1 kann hier nicht geändert werden</translation>
    </message>
    <message>
        <source>Only spec, labels and annotations can; what the operator writes is done by the actions.</source>
        <translation>Nur Spec, Labels und Annotations können das; was der Operator schreibt, tun die Aktionen.</translation>
    </message>
    <message>
        <source>nothing is changed</source>
        <translation>nichts ist geändert</translation>
    </message>
    <message>
        <source>Change %1: %2</source>
        <translation>%1 ändern: %2</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>%1 has changed</source>
        <translation>%1 hat sich geändert</translation>
    </message>
    <message>
        <source>its name is longer than 63 characters, so no arrival can name it</source>
        <translation>der Name ist länger als 63 Zeichen, also kann kein Eintreffen ihn nennen</translation>
    </message>
    <message>
        <source>no holder was given to arrive as</source>
        <translation>es wurde kein Inhaber genannt, als der einzutreffen wäre</translation>
    </message>
    <message>
        <source>a holder has 1 to 253 characters</source>
        <translation>ein Inhaber hat 1 bis 253 Zeichen</translation>
    </message>
    <message>
        <source>%1 has already arrived</source>
        <translation>%1 ist schon eingetroffen</translation>
    </message>
    <message>
        <source>with label and controller owner reference, so that the operator counts it at once</source>
        <translation>mit Label und Controller-Owner-Reference, damit der Operator es sofort zählt</translation>
    </message>
    <message>
        <source>The barrier&apos;s time-out has passed; it is open, and an arrival changes nothing but the count.</source>
        <translation>Das Zeitlimit der Barrier ist vorbei; sie ist offen, und ein Eintreffen ändert nur die Zahl.</translation>
    </message>
    <message>
        <source>The barrier&apos;s time-out has passed: an arrival can no longer open it. Raise or remove spec.timeout, then it looks again.</source>
        <translation>Das Zeitlimit der Barrier ist vorbei: ein Eintreffen kann sie nicht mehr öffnen. Erhöhe oder entferne spec.timeout, dann sieht der Operator wieder hin.</translation>
    </message>
    <message>
        <source>The barrier is open already.</source>
        <translation>Die Barrier ist schon offen.</translation>
    </message>
    <message numerus="yes">
        <source>%n arrivals are not counted yet, because nothing woke the operator; this counts it too.</source>
        <comment>1 arrival is not counted yet, because nothing woke the operator; this counts it too.</comment>
        <translation>
            <numerusform>1 Eintreffen ist noch nicht gezählt, weil nichts den Operator geweckt hat; dieses zählt es mit.</numerusform>
            <numerusform>%n Eintreffen sind noch nicht gezählt, weil nichts den Operator geweckt hat; dieses zählt sie mit.</numerusform>
        </translation>
    </message>
    <message>
        <source>Those waiting at the barrier cannot tell this arrival from the worker&apos;s own.</source>
        <translation>Wer an der Barrier wartet, kann dieses Eintreffen nicht von dem des Workers unterscheiden.</translation>
    </message>
    <message>
        <source>the barrier counts %1</source>
        <translation>die Barrier zählt %1</translation>
    </message>
    <message>
        <source>the barrier counts all %1</source>
        <translation>die Barrier zählt alle %1</translation>
    </message>
    <message>
        <source>Arrive at %1 as %2</source>
        <translation>Eintreffen an %1 als %2</translation>
    </message>
    <message>
        <source>Arrive</source>
        <translation>Eintreffen</translation>
    </message>
    <message>
        <source>no arrival is missing: %1 of %2 have arrived</source>
        <translation>kein Eintreffen fehlt: %1 von %2 sind da</translation>
    </message>
    <message>
        <source>Let %1 of %2 missing arrive at %3</source>
        <translation>%1 von %2 Fehlenden an %3 eintreffen lassen</translation>
    </message>
    <message numerus="yes">
        <source>Only %n arrivals are missing: the names after %1 are not used.</source>
        <comment>Only 1 arrival is missing: the names after %1 are not used.</comment>
        <translation>
            <numerusform>Nur 1 Eintreffen fehlt: die Namen nach %1 werden nicht benutzt.</numerusform>
            <numerusform>Nur %n Eintreffen fehlen: die Namen nach %1 werden nicht benutzt.</numerusform>
        </translation>
    </message>
    <message>
        <source>a name has at most 253 lower case letters, digits, - and .</source>
        <translation>ein Name hat höchstens 253 Kleinbuchstaben, Ziffern, - und .</translation>
    </message>
    <message>
        <source>no namespace was given</source>
        <translation>kein Namespace wurde genannt</translation>
    </message>
    <message>
        <source>there is one already</source>
        <translation>es gibt schon eines</translation>
    </message>
    <message>
        <source>spec.%1 is no field of a %2, or has no value; the server would drop it in silence</source>
        <translation>spec.%1 ist kein Feld von %2, oder hat keinen Wert; der Server würde es still fallen lassen</translation>
    </message>
    <message>
        <source>The operator does not watch requests: it sees this one within 1 min, or when the lease is touched.</source>
        <translation>Der Operator beobachtet Anfragen nicht: er sieht diese innerhalb von 1 min, oder wenn die Lease berührt wird.</translation>
    </message>
    <message>
        <source>There is no %1 %2: nothing will count it.</source>
        <translation>Es gibt kein %1 %2: nichts wird es zählen.</translation>
    </message>
    <message>
        <source>jobs are not Konductor&apos;s</source>
        <translation>Jobs sind nicht von Konductor</translation>
    </message>
    <message>
        <source>Konductor&apos;s kinds have apiVersion sync.konductor.io/v1.</source>
        <translation>Die Arten von Konductor haben die apiVersion sync.konductor.io/v1.</translation>
    </message>
    <message>
        <source>Create %1 in %2</source>
        <translation>%1 in %2 anlegen</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>%1 exists</source>
        <translation>%1 existiert</translation>
    </message>
    <message>
        <source>it has no owner reference: nobody else would remove it</source>
        <translation>es hat keine Owner-Reference: niemand sonst würde es entfernen</translation>
    </message>
    <message>
        <source>Gate %1 waits for it and can never open without it.</source>
        <translation>Gate %1 wartet darauf und kann ohne es nie aufgehen.</translation>
    </message>
    <message>
        <source>What is deleted does not come back; a client that waits for it waits in vain.</source>
        <translation>Gelöschtes kommt nicht wieder; ein Client, der darauf wartet, wartet vergebens.</translation>
    </message>
    <message>
        <source>Delete it with kubectl.</source>
        <translation>Lösche es mit kubectl.</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>nothing in its spec can be changed by hand</source>
        <translation>nichts in der Spec kann von Hand geändert werden</translation>
    </message>
    <message>
        <source>%1 is not a value of its spec; those are %2</source>
        <translation>%1 ist kein Wert der Spec; das sind %2</translation>
    </message>
    <message>
        <source>its spec is so already</source>
        <translation>die Spec ist schon so</translation>
    </message>
    <message>
        <source>a quorum of %1 is more than the %2 expected</source>
        <translation>ein Quorum von %1 ist mehr als die %2 Erwarteten</translation>
    </message>
    <message>
        <source>Those that were let through have gone on; closing it again does not call them back.</source>
        <translation>Wer durchgelassen wurde, ist weiter; Schließen ruft niemanden zurück.</translation>
    </message>
    <message>
        <source>%1 has the new spec and the operator has looked at it</source>
        <translation>%1 hat die neue Spec, und der Operator hat hingesehen</translation>
    </message>
    <message>
        <source>no waiter was chosen to hand it to</source>
        <translation>es wurde niemand gewählt, der sie bekommt</translation>
    </message>
    <message>
        <source>%1 holds it already</source>
        <translation>%1 hält sie schon</translation>
    </message>
    <message>
        <source>%1 has not asked for it</source>
        <translation>%1 hat nicht danach gefragt</translation>
    </message>
    <message>
        <source>The operator grants a lease to requests only; a client must ask first.</source>
        <translation>Der Operator vergibt eine Lease nur auf Anfrage; erst muss ein Client fragen.</translation>
    </message>
    <message>
        <source>another request has the highest priority there is</source>
        <translation>eine andere Anfrage hat die höchste Priorität, die es gibt</translation>
    </message>
    <message>
        <source>Cancel that request first.</source>
        <translation>Ziehe erst diese Anfrage zurück.</translation>
    </message>
    <message>
        <source>above every other request, so that the operator takes it</source>
        <translation>über alle anderen Anfragen, damit der Operator sie nimmt</translation>
    </message>
    <message>
        <source>or %1 may win the lease again</source>
        <translation>sonst gewinnt %1 die Lease vielleicht wieder</translation>
    </message>
    <message>
        <source>the operator expires it and grants it in one write: nobody comes between</source>
        <translation>der Operator lässt sie ablaufen und vergibt sie in einem Schreibvorgang: niemand kommt dazwischen</translation>
    </message>
    <message>
        <source>Hand %1 to %2</source>
        <translation>%1 an %2 geben</translation>
    </message>
    <message>
        <source>Hand %1 from %2 to %3</source>
        <translation>%1 von %2 an %3 geben</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>%1 holds the lease</source>
        <translation>%1 hält die Lease</translation>
    </message>
    <message>
        <source>The request of %1 keeps its raised priority.</source>
        <translation>Die Anfrage von %1 behält ihre erhöhte Priorität.</translation>
    </message>
    <message>
        <source>Cancel request %1 of %2 for %3</source>
        <translation>Anfrage %1 von %2 nach %3 zurückziehen</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>Anfrage zurückziehen</translation>
    </message>
    <message>
        <source>a request is withdrawn by deleting it</source>
        <translation>eine Anfrage wird durch Löschen zurückgezogen</translation>
    </message>
    <message>
        <source>request %1 is gone</source>
        <translation>die Anfrage %1 ist weg</translation>
    </message>
    <message>
        <source>%1 holds the lease: this does not free it. Release the lease for that.</source>
        <translation>%1 hält die Lease: dies gibt sie nicht frei. Dafür gib die Lease frei.</translation>
    </message>
    <message>
        <source>%1 is not told; if it still waits, it waits in vain until its time-out.</source>
        <translation>%1 erfährt es nicht; wartet er noch, dann vergebens bis zu seinem Zeitlimit.</translation>
    </message>
    <message>
        <source>the operator&apos;s own expiry path runs at once</source>
        <translation>der Ablauf des Operators läuft sofort</translation>
    </message>
    <message>
        <source>frees the lease and wakes the operator</source>
        <translation>gibt die Lease frei und weckt den Operator</translation>
    </message>
    <message>
        <source>%1 no longer holds the lease</source>
        <translation>%1 hält die Lease nicht mehr</translation>
    </message>
    <message>
        <source>If %1 asks for the lease again, it competes like any other.</source>
        <translation>Fragt %1 wieder nach der Lease, bewirbt er sich wie jeder andere.</translation>
    </message>
    <message>
        <source>any change wakes the operator, an annotation too</source>
        <translation>jede Änderung weckt den Operator, auch eine Annotation</translation>
    </message>
    <message>
        <source>the operator does not look at it by itself</source>
        <translation>der Operator sieht es nicht von selbst an</translation>
    </message>
    <message>
        <source>Touch its %1 instead.</source>
        <translation>Berühre stattdessen: %1.</translation>
    </message>
    <message>
        <source>jobs are not the operator&apos;s</source>
        <translation>Jobs gehören nicht dem Operator</translation>
    </message>
    <message>
        <source>Make the operator look at %1 again</source>
        <translation>Den Operator %1 noch einmal ansehen lassen</translation>
    </message>
    <message>
        <source>the operator has nothing left to write for %1</source>
        <translation>der Operator hat für %1 nichts mehr zu schreiben</translation>
    </message>
    <message>
        <source>By the rules the operator has nothing to change in its present state.</source>
        <translation>Nach den Regeln hat der Operator im jetzigen Zustand nichts zu ändern.</translation>
    </message>
    <message>
        <source>nothing here mends it</source>
        <translation>nichts von hier behebt es</translation>
    </message>
    <message>
        <source>a person has to decide how to mend it</source>
        <translation>ein Mensch muss entscheiden, wie es zu beheben ist</translation>
    </message>
    <message>
        <source>none of them can be mended from here</source>
        <translation>keiner davon kann von hier behoben werden</translation>
    </message>
    <message numerus="yes">
        <source>Mend %n findings</source>
        <comment>Mend 1 finding</comment>
        <translation>
            <numerusform>1 Befund beheben</numerusform>
            <numerusform>%n Befunde beheben</numerusform>
        </translation>
    </message>
    <message>
        <source>Mend</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>as its holder would unlock it</source>
        <translation>wie der Inhaber es entsperren würde</translation>
    </message>
    <message>
        <source>%1 no longer holds the mutex</source>
        <translation>%1 hält den Mutex nicht mehr</translation>
    </message>
    <message>
        <source>a %1 is not held by anybody, so there is nothing to release or expire</source>
        <translation>%1 hält niemand, also gibt es nichts freizugeben oder ablaufen zu lassen</translation>
    </message>
    <message>
        <source>nobody holds it</source>
        <translation>niemand hält es</translation>
    </message>
    <message>
        <source>it is held by %1, not by %2</source>
        <translation>%1 hält es, nicht %2</translation>
    </message>
    <message>
        <source>Force-expire</source>
        <translation>Ablaufen lassen</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Force-expire %1 held by %2</source>
        <translation>%1 ablaufen lassen, gehalten von %2</translation>
    </message>
    <message>
        <source>Unlock %1 held by %2</source>
        <translation>%1 entsperren, gehalten von %2</translation>
    </message>
    <message>
        <source>Release %1 held by %2</source>
        <translation>%1 freigeben, gehalten von %2</translation>
    </message>
    <message>
        <source>there is no such object</source>
        <translation>ein solches Objekt gibt es nicht</translation>
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
        <translation>%1 erfährt es nicht und arbeitet vielleicht noch: Konductor hat kein Fencing.</translation>
    </message>
    <message>
        <source>it belongs to semaphore %1, not to %2</source>
        <translation>es gehört zu Semaphore %1, nicht zu %2</translation>
    </message>
    <message>
        <source>no permit of it is held</source>
        <translation>kein Permit davon ist vergeben</translation>
    </message>
    <message>
        <source>%1 permits of it are held</source>
        <translation>%1 Permits davon sind vergeben</translation>
    </message>
    <message>
        <source>Name the holder or the permit.</source>
        <translation>Nenne den Inhaber oder das Permit.</translation>
    </message>
    <message>
        <source>%1 holds no permit of it</source>
        <translation>%1 hält kein Permit davon</translation>
    </message>
    <message>
        <source>The permit has no controller owner reference: the operator notices at its timer, within 1 min.</source>
        <translation>Das Permit hat keine Controller-Owner-Reference: der Operator bemerkt es mit seinem Timer, innerhalb von 1 min.</translation>
    </message>
    <message>
        <source>it has expired already and does not count</source>
        <translation>es ist schon abgelaufen und zählt nicht</translation>
    </message>
    <message>
        <source>Release it to remove it.</source>
        <translation>Gib es frei, um es zu entfernen.</translation>
    </message>
    <message>
        <source>Force-expire permit %1 of %2 held by %3</source>
        <translation>Permit %1 von %2 ablaufen lassen, gehalten von %3</translation>
    </message>
    <message>
        <source>Release permit %1 of %2 held by %3</source>
        <translation>Permit %1 von %2 freigeben, gehalten von %3</translation>
    </message>
    <message>
        <source>it stops counting and stays visible as evidence</source>
        <translation>es zählt nicht mehr und bleibt als Beleg sichtbar</translation>
    </message>
    <message>
        <source>a permit is freed by deleting it</source>
        <translation>ein Permit wird durch Löschen frei</translation>
    </message>
    <message>
        <source>permit %1 no longer counts</source>
        <translation>Permit %1 zählt nicht mehr</translation>
    </message>
    <message>
        <source>Give a longer one, or none.</source>
        <translation>Gib ein längeres an, oder keins.</translation>
    </message>
    <message>
        <source>Rescue %1</source>
        <translation>%1 retten</translation>
    </message>
    <message>
        <source>Rescue</source>
        <translation>Retten</translation>
    </message>
    <message>
        <source>without the passed time-out the operator evaluates it again; a patched phase would not stay</source>
        <translation>ohne das verstrichene Zeitlimit wertet der Operator es wieder aus; eine gesetzte Phase bliebe nicht</translation>
    </message>
    <message>
        <source>its time-out has not passed: an arrival can still open it</source>
        <translation>das Zeitlimit ist nicht vorbei: ein Eintreffen kann sie noch öffnen</translation>
    </message>
    <message>
        <source>it is open</source>
        <translation>es ist offen</translation>
    </message>
    <message>
        <source>the barrier is no longer Failed</source>
        <translation>die Barrier ist nicht mehr Failed</translation>
    </message>
    <message numerus="yes">
        <source>It then waits for %n arrivals more; arrive for them, or lower expected or quorum.</source>
        <comment>It then waits for 1 arrival more; arrive for them, or lower expected or quorum.</comment>
        <translation>
            <numerusform>Sie wartet dann auf 1 weiteres Eintreffen; triff dafür ein, oder senke expected oder quorum.</numerusform>
            <numerusform>Sie wartet dann auf %n weitere Eintreffen; triff für sie ein, oder senke expected oder quorum.</numerusform>
        </translation>
    </message>
    <message>
        <source>It will not open before this holds: %1 %2 (%3).</source>
        <translation>Es geht nicht auf, bevor dies gilt: %1 %2 (%3).</translation>
    </message>
    <message>
        <source>A gate&apos;s phase cannot be set by hand: the operator undoes it at once. Make its conditions true, or edit them.</source>
        <translation>Die Phase eines Gates kann nicht von Hand gesetzt werden: der Operator nimmt sie sofort zurück. Mache die Bedingungen wahr, oder bearbeite sie.</translation>
    </message>
    <message>
        <source>all its conditions hold; the operator has only to look</source>
        <translation>alle Bedingungen gelten; der Operator muss nur hinsehen</translation>
    </message>
    <message>
        <source>the gate is Open</source>
        <translation>das Gate ist Open</translation>
    </message>
    <message>
        <source>it has not failed: it waits for its conditions</source>
        <translation>es ist nicht gescheitert: es wartet auf seine Bedingungen</translation>
    </message>
    <message>
        <source>Make its conditions true; its phase cannot be set by hand.</source>
        <translation>Mache die Bedingungen wahr; die Phase kann nicht von Hand gesetzt werden.</translation>
    </message>
    <message>
        <source>the gate is Waiting again and looks by itself</source>
        <translation>das Gate ist wieder Waiting und sieht von selbst hin</translation>
    </message>
    <message>
        <source>only barriers and gates have a time-out to be rescued from</source>
        <translation>nur Barriers und Gates haben ein Zeitlimit, aus dem sie zu retten sind</translation>
    </message>
    <message>
        <source>there is no connection</source>
        <translation>es gibt keine Verbindung</translation>
    </message>
    <message>
        <source>The watch shows that %1.</source>
        <translation>Die Watch zeigt: %1.</translation>
    </message>
    <message>
        <source>Not as predicted: %1.</source>
        <translation>Nicht wie vorhergesagt: %1.</translation>
    </message>
    <message>
        <source>%1 readers hold it</source>
        <translation>%1 Leser halten es</translation>
    </message>
    <message>
        <source>Name the holder.</source>
        <translation>Nenne den Inhaber.</translation>
    </message>
    <message>
        <source>%1 does not hold it</source>
        <translation>%1 hält es nicht</translation>
    </message>
    <message>
        <source>Force-expire write lock of %1 held by %2</source>
        <translation>Schreibsperre von %1 ablaufen lassen, gehalten von %2</translation>
    </message>
    <message>
        <source>Force-expire read lock of %1 held by %2</source>
        <translation>Lesesperre von %1 ablaufen lassen, gehalten von %2</translation>
    </message>
    <message>
        <source>Release write lock of %1 held by %2</source>
        <translation>Schreibsperre von %1 freigeben, gehalten von %2</translation>
    </message>
    <message>
        <source>Release read lock of %1 held by %2</source>
        <translation>Lesesperre von %1 freigeben, gehalten von %2</translation>
    </message>
    <message>
        <source>nobody holds the lock any more</source>
        <translation>niemand hält die Sperre mehr</translation>
    </message>
    <message>
        <source>The expiry is shared: all %1 readers lose the lock, not only %2: %3.</source>
        <translation>Der Ablauf ist gemeinsam: alle %1 Leser verlieren die Sperre, nicht nur %2: %3.</translation>
    </message>
    <message>
        <source>%1 no longer has this lock</source>
        <translation>%1 hat diese Sperre nicht mehr</translation>
    </message>
    <message>
        <source>%1 stands %2 times among the readers; one entry is removed.</source>
        <translation>%1 steht %2-mal unter den Lesern; ein Eintrag wird entfernt.</translation>
    </message>
    <message>
        <source>Add %1 to %2</source>
        <translation>%1 zu %2 addieren</translation>
    </message>
    <message>
        <source>Count %1 done at %2</source>
        <translation>%1 bei %2 als erledigt zählen</translation>
    </message>
    <message>
        <source>Set the counter of %2 to %1</source>
        <translation>Den Zähler von %2 auf %1 setzen</translation>
    </message>
    <message>
        <source>it has not been executed, so there is nothing to reset</source>
        <translation>es wurde nicht ausgeführt, also gibt es nichts zurückzusetzen</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>as a client rolls it back after an error</source>
        <translation>wie ein Client es nach einem Fehler zurücknimmt</translation>
    </message>
    <message>
        <source>the once is Pending</source>
        <translation>das Once ist Pending</translation>
    </message>
    <message>
        <source>The next client that comes does the work again; what the first one did is not undone.</source>
        <translation>Der nächste Client, der kommt, tut die Arbeit noch einmal; was der erste tat, wird nicht rückgängig.</translation>
    </message>
    <message>
        <source>%1 is not a number to count by</source>
        <translation>%1 ist keine Zahl, um die gezählt werden kann</translation>
    </message>
    <message>
        <source>its counter is %1 already</source>
        <translation>der Zähler ist schon %1</translation>
    </message>
    <message>
        <source>its counter cannot go beyond %1</source>
        <translation>der Zähler kann nicht über %1 hinaus</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Addieren</translation>
    </message>
    <message>
        <source>Count as done</source>
        <translation>Als erledigt zählen</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>the counter goes from %1 to %2</source>
        <translation>der Zähler geht von %1 auf %2</translation>
    </message>
    <message>
        <source>the counter is %1</source>
        <translation>der Zähler ist %1</translation>
    </message>
    <message>
        <source>Those that still work are not told: each will count itself done as well.</source>
        <translation>Wer noch arbeitet, erfährt es nicht: jeder wird sich selbst auch als erledigt zählen.</translation>
    </message>
    <message>
        <source>%1 has not arrived</source>
        <translation>%1 ist nicht eingetroffen</translation>
    </message>
    <message>
        <source>no arrival is called %1</source>
        <translation>kein Eintreffen heißt %1</translation>
    </message>
    <message>
        <source>%1 have arrived</source>
        <translation>%1 sind eingetroffen</translation>
    </message>
    <message>
        <source>Name the holder or the arrival.</source>
        <translation>Nenne den Inhaber oder das Eintreffen.</translation>
    </message>
    <message>
        <source>Withdraw arrival %1 of %2 from %3</source>
        <translation>Eintreffen %1 von %2 aus %3 zurücknehmen</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>an arrival is withdrawn by deleting it</source>
        <translation>ein Eintreffen wird durch Löschen zurückgenommen</translation>
    </message>
    <message>
        <source>the barrier no longer counts arrival %1</source>
        <translation>die Barrier zählt das Eintreffen %1 nicht mehr</translation>
    </message>
    <message>
        <source>%1 is not told and believes that it has arrived.</source>
        <translation>%1 erfährt es nicht und glaubt, eingetroffen zu sein.</translation>
    </message>
    <message>
        <source>you may not %1</source>
        <translation>du darfst nicht: %1</translation>
    </message>
    <message>
        <source>Ask for a Role with this verb. %1 says the same.</source>
        <translation>Bitte um eine Role mit diesem Verb. %1 sagt dasselbe.</translation>
    </message>
    <message>
        <source>%1 is still the one seen (uid %2), with the same spec</source>
        <translation>%1 ist noch das Gesehene (uid %2), mit derselben Spec</translation>
    </message>
    <message>
        <source>%1 is still the one seen (uid %2), with the same spec, held by %3</source>
        <translation>%1 ist noch das Gesehene (uid %2), mit derselben Spec, gehalten von %3</translation>
    </message>
    <message>
        <source>%1 is still the one seen (uid %2) and unchanged (resourceVersion %3)</source>
        <translation>%1 ist noch das Gesehene (uid %2) und unverändert (resourceVersion %3)</translation>
    </message>
    <message>
        <source>%1 is still the one seen (uid %2) and unchanged (resourceVersion %3), held by %4</source>
        <translation>%1 ist noch das Gesehene (uid %2) und unverändert (resourceVersion %3), gehalten von %4</translation>
    </message>
    <message>
        <source>there is no %1 yet</source>
        <translation>es gibt noch kein %1</translation>
    </message>
    <message>
        <source>%1 of %2 permits in use, none is free: whoever creates a permit next has it; semaphores keep no queue.</source>
        <translation>%1 von %2 Permits in Gebrauch, keins ist frei: wer als Nächster ein Permit anlegt, hat es; Semaphore führen keine Schlange.</translation>
    </message>
    <message>
        <source>%1 of %2 permits in use, %3 free: whoever creates a permit next has it; semaphores keep no queue.</source>
        <translation>%1 von %2 Permits in Gebrauch, %3 frei: wer als Nächster ein Permit anlegt, hat es; Semaphore führen keine Schlange.</translation>
    </message>
    <message>
        <source>%1 of %2 needed (quorum) arrived</source>
        <translation>%1 von %2 nötigen (Quorum) eingetroffen</translation>
    </message>
    <message>
        <source>%1 of %2 arrived</source>
        <translation>%1 von %2 eingetroffen</translation>
    </message>
    <message>
        <source>The barrier stays open: %1.</source>
        <translation>Die Barrier bleibt offen: %1.</translation>
    </message>
    <message>
        <source>The barrier opens: %1.</source>
        <translation>Die Barrier öffnet: %1.</translation>
    </message>
    <message>
        <source>The barrier stays %1: its time-out has passed. %2.</source>
        <translation>Die Barrier bleibt %1: das Zeitlimit ist vorbei. %2.</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>The barrier stays closed: %1, %2 missing.</source>
        <translation>Die Barrier bleibt geschlossen: %1, %2 fehlen.</translation>
    </message>
    <message>
        <source>nobody else asks for it</source>
        <translation>niemand sonst fragt danach</translation>
    </message>
    <message>
        <source>%1 is next</source>
        <translation>%1 ist der Nächste</translation>
    </message>
    <message>
        <source>The lease becomes Available: nobody has asked for it.</source>
        <translation>Die Lease wird Available: niemand hat danach gefragt.</translation>
    </message>
    <message>
        <source>%1 keeps the lease; this hold never expires; %2.</source>
        <translation>%1 behält die Lease; dieses Halten läuft nie ab; %2.</translation>
    </message>
    <message>
        <source>One of %1 gets the lease at once; the lease has no TTL, so it never expires: their requests have the same priority, so the operator takes any.</source>
        <translation>Einer von %1 bekommt die Lease sofort; die Lease hat keine TTL, also läuft sie nie ab: ihre Anfragen haben dieselbe Priorität, also nimmt der Operator irgendeine.</translation>
    </message>
    <message>
        <source>%1 gets the lease at once; the lease has no TTL, so it never expires.</source>
        <translation>%1 bekommt die Lease sofort; die Lease hat keine TTL, also läuft sie nie ab.</translation>
    </message>
    <message>
        <source>The mutex becomes Unlocked: the first client that locks it has it; there is no queue.</source>
        <translation>Der Mutex wird Unlocked: der erste Client, der ihn sperrt, hat ihn; es gibt keine Schlange.</translation>
    </message>
    <message>
        <source>%1 keeps the mutex.</source>
        <translation>%1 behält den Mutex.</translation>
    </message>
    <message>
        <source>The gate stays %1.</source>
        <translation>Das Gate bleibt %1.</translation>
    </message>
    <message>
        <source>The gate becomes %1.</source>
        <translation>Das Gate wird %1.</translation>
    </message>
    <message>
        <source>The counter is %1; the wait group stays %2.</source>
        <translation>Der Zähler ist %1; die WaitGroup bleibt %2.</translation>
    </message>
    <message>
        <source>The counter is %1; those that wait go on.</source>
        <translation>Der Zähler ist %1; wer wartet, geht weiter.</translation>
    </message>
    <message>
        <source>The counter is %1; who comes now has to wait again.</source>
        <translation>Der Zähler ist %1; wer jetzt kommt, muss wieder warten.</translation>
    </message>
    <message>
        <source>The once is deleted; the next client that wants it creates it anew and does the work again.</source>
        <translation>Das Once wird gelöscht; der nächste Client, der es will, legt es neu an und tut die Arbeit noch einmal.</translation>
    </message>
    <message numerus="yes">
        <source>Still read-locked by %n readers; a writer has to wait.</source>
        <comment>Still read-locked by 1 reader; a writer has to wait.</comment>
        <translation>
            <numerusform>Noch von 1 Leser gesperrt; ein Schreiber muss warten.</numerusform>
            <numerusform>Noch von %n Lesern gesperrt; ein Schreiber muss warten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Still write-locked by %1.</source>
        <translation>Noch zum Schreiben gesperrt von %1.</translation>
    </message>
    <message>
        <source>The lock becomes Unlocked: the first client that locks it has it; there is no queue.</source>
        <translation>Die Sperre wird Unlocked: der erste Client, der sie nimmt, hat sie; es gibt keine Schlange.</translation>
    </message>
    <message>
        <source>The once stays Executed.</source>
        <translation>Das Once bleibt Executed.</translation>
    </message>
    <message>
        <source>The once is Pending: the next client that comes does the work.</source>
        <translation>Das Once ist Pending: der nächste Client, der kommt, tut die Arbeit.</translation>
    </message>
    <message numerus="yes">
        <source>All %n permits are held. The operator grants this one all the same, and the semaphore&apos;s status freezes: %1 of %n.</source>
        <comment>Its one permit is held. The operator grants this one all the same, and the semaphore&apos;s status freezes: %1 of 1.</comment>
        <translation>
            <numerusform>Das eine Permit ist vergeben. Der Operator vergibt dieses trotzdem, und der Status des Semaphors friert ein: %1 von 1.</numerusform>
            <numerusform>Alle %n Permits sind vergeben. Der Operator vergibt dieses trotzdem, und der Status des Semaphors friert ein: %1 von %n.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objects are owned by it: the cluster&apos;s garbage collector removes them afterwards.</source>
        <comment>1 object is owned by it: the cluster&apos;s garbage collector removes it afterwards.</comment>
        <translation>
            <numerusform>1 Objekt gehört ihm: der Garbage Collector des Clusters entfernt es danach.</numerusform>
            <numerusform>%n Objekte gehören ihm: der Garbage Collector des Clusters entfernt sie danach.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %1 and %n objects that hang on it</source>
        <comment>Delete %1 and 1 object that hangs on it</comment>
        <translation>
            <numerusform>%1 löschen und 1 Objekt, das daran hängt</numerusform>
            <numerusform>%1 löschen und %n Objekte, die daran hängen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 permits are held: with %2 the API server refuses the operator&apos;s update, and the status stays frozen until %n are gone. Nobody loses a permit.</source>
        <comment>%1 permits are held: with %2 the API server refuses the operator&apos;s update, and the status stays frozen until 1 is gone. Nobody loses a permit.</comment>
        <translation>
            <numerusform>%1 Permits sind vergeben: mit %2 lehnt der API-Server das Update des Operators ab, und der Status bleibt eingefroren, bis 1 weg ist. Niemand verliert ein Permit.</numerusform>
            <numerusform>%1 Permits sind vergeben: mit %2 lehnt der API-Server das Update des Operators ab, und der Status bleibt eingefroren, bis %n weg sind. Niemand verliert ein Permit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 permits are still held: the semaphore&apos;s status stays frozen until %n more are gone.</source>
        <comment>%1 of %2 permits are still held: the semaphore&apos;s status stays frozen until 1 more is gone.</comment>
        <translation>
            <numerusform>%1 von %2 Permits sind noch vergeben: der Status des Semaphors bleibt eingefroren, bis 1 weiteres weg ist.</numerusform>
            <numerusform>%1 von %2 Permits sind noch vergeben: der Status des Semaphors bleibt eingefroren, bis %n weitere weg sind.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 keeps the lease, for %2 more; %3.</source>
        <translation>%1 behält die Lease, noch %2 lang; %3.</translation>
    </message>
    <message>
        <source>One of %1 gets the lease at once, for %2: their requests have the same priority, so the operator takes any.</source>
        <translation>Einer von %1 bekommt die Lease sofort, für %2: ihre Anfragen haben dieselbe Priorität, also nimmt der Operator irgendeine.</translation>
    </message>
    <message>
        <source>%1 gets the lease at once, for %2.</source>
        <translation>%1 bekommt die Lease sofort, für %2.</translation>
    </message>
    <message>
        <source>%1: status.%2: predicted %3, seen %4</source>
        <translation>%1: status.%2: erwartet %3, gesehen %4</translation>
    </message>
    <message>
        <source>%1: predicted, not seen</source>
        <translation>%1: erwartet, nicht gesehen</translation>
    </message>
    <message>
        <source>%1: predicted to be gone, seen</source>
        <translation>%1: sollte fort sein, ist aber da</translation>
    </message>
    <message>
        <source>%1: somebody else changed it</source>
        <translation>%1: jemand anderes hat es geändert</translation>
    </message>
    <message>
        <source>%1 %2 in %3</source>
        <translation>%1 %2 in %3</translation>
    </message>
    <message>
        <source>%1 waits for %2, and %2 for this lease: with %1 as its holder neither gets on. Hand it to %2 first.</source>
        <translation>%1 wartet auf %2, und %2 auf diese Lease: mit %1 als Inhaber kommt keiner weiter. Übergib sie zuerst %2.</translation>
    </message>
    <message>
        <source>%1 waits for %2, and that for this lease: with %1 as its holder neither gets on.</source>
        <translation>%1 wartet auf %2, und das auf diese Lease: mit %1 als Inhaber kommt keiner weiter.</translation>
    </message>
</context>
<context>
    <name>PlanBody</name>
    <message numerus="yes">
        <source>What will be written (%n calls, each only if nothing changed since)</source>
        <comment>What will be written (1 call, only if nothing changed since)</comment>
        <translation>
            <numerusform>Was geschrieben wird (1 Aufruf, nur wenn sich seither nichts geändert hat)</numerusform>
            <numerusform>Was geschrieben wird (%n Aufrufe, jeder nur, wenn sich seither nichts geändert hat)</numerusform>
        </translation>
    </message>
    <message>
        <source>What will follow</source>
        <translation>Was darauf folgt</translation>
    </message>
    <message>
        <source>you have the rights to %1</source>
        <translation>du die Rechte hast: %1</translation>
    </message>
    <message numerus="yes">
        <source>Only if %n conditions still hold</source>
        <comment>Only if 1 condition still holds</comment>
        <translation>
            <numerusform>Nur wenn eine Bedingung noch gilt</numerusform>
            <numerusform>Nur wenn %n Bedingungen noch gelten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanSheet</name>
    <message numerus="yes">
        <source>%n not begun: the one before them did not go as planned.</source>
        <comment>1 not begun: the one before it did not go as planned.</comment>
        <translation>
            <numerusform>1 nicht begonnen: das davor ging nicht wie geplant.</numerusform>
            <numerusform>%n nicht begonnen: das davor ging nicht wie geplant.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QGuiApplication</name>
    <message>
        <source>QT_LAYOUT_DIRECTION</source>
        <translation>LTR</translation>
    </message>
</context>
<context>
    <name>Query</name>
    <message>
        <source>%1: not a whole number</source>
        <translation>%1: keine ganze Zahl</translation>
    </message>
    <message>
        <source>%1: not a duration such as 30s, 5m or 1h30m</source>
        <translation>%1: keine Dauer wie 30s, 5m oder 1h30m</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>It is there already. Nothing was written; choose another name.</source>
        <translation>Das gibt es schon. Nichts wurde geschrieben; wähle einen anderen Namen.</translation>
    </message>
    <message>
        <source>is a file a kind, not one file</source>
        <translation>ist eine Datei je Art, nicht eine Datei</translation>
    </message>
</context>
<context>
    <name>RightsCheck</name>
    <message>
        <source>You may not %1.</source>
        <translation>Du darfst nicht: %1.</translation>
    </message>
</context>
<context>
    <name>SavedView</name>
    <message>
        <source>A view&apos;s name is too long or has characters that cannot be seen.</source>
        <translation>Der Name einer Ansicht ist zu lang oder hat Zeichen, die man nicht sieht.</translation>
    </message>
    <message>
        <source>A view&apos;s page is none.</source>
        <translation>Die Seite einer Ansicht gibt es nicht.</translation>
    </message>
    <message>
        <source>A view&apos;s query or namespace is too long or has characters that cannot be seen.</source>
        <translation>Abfrage oder Namespace einer Ansicht ist zu lang oder hat Zeichen, die man nicht sieht.</translation>
    </message>
    <message>
        <source>A view&apos;s columns are none.</source>
        <translation>Die Spalten einer Ansicht gibt es nicht.</translation>
    </message>
    <message>
        <source>This is no file of saved views.</source>
        <translation>Dies ist keine Datei gespeicherter Ansichten.</translation>
    </message>
    <message>
        <source>These views were saved by a newer version of this program.</source>
        <translation>Diese Ansichten hat eine neuere Version dieses Programms gespeichert.</translation>
    </message>
    <message>
        <source>There are more than %1 views in it.</source>
        <translation>Es sind mehr als %1 Ansichten darin.</translation>
    </message>
    <message>
        <source>A view has no name.</source>
        <translation>Eine Ansicht hat keinen Namen.</translation>
    </message>
</context>
<context>
    <name>Scenario</name>
    <message>
        <source>An arrival was created without a controller owner reference.</source>
        <translation>Ein Arrival wurde ohne Owner-Referenz auf den Controller angelegt.</translation>
    </message>
    <message>
        <source>Who has come to the barrier holds the lease that the missing one needs.</source>
        <translation>Wer zur Barrier gekommen ist, hält die Lease, die der Fehlende braucht.</translation>
    </message>
    <message>
        <source>Expected was lowered while more had arrived already.</source>
        <translation>Expected wurde gesenkt, als schon mehr eingetroffen waren.</translation>
    </message>
    <message>
        <source>A holder has arrived under two names; the barrier is open though somebody is missing.</source>
        <translation>Ein Inhaber ist unter zwei Namen eingetroffen; die Barrier ist offen, obwohl jemand fehlt.</translation>
    </message>
    <message>
        <source>A barrier has passed its time-out one arrival short; more arrivals cannot open it.</source>
        <translation>Eine Barrier hat ihr Zeitlimit mit einem zu wenig überschritten; weitere Eintreffende können sie nicht öffnen.</translation>
    </message>
    <message>
        <source>Two holders wait for each other; one lease expires in some minutes and goes to the other.</source>
        <translation>Zwei Inhaber warten aufeinander; eine Lease läuft in einigen Minuten ab und geht an den anderen.</translation>
    </message>
    <message>
        <source>Nothing but the namespaces default and team-a, for trying things out.</source>
        <translation>Nichts als die Namespaces default und team-a, zum Ausprobieren.</translation>
    </message>
    <message>
        <source>A gate waits for a barrier that can no longer open.</source>
        <translation>Ein Gate wartet auf eine Barrier, die nicht mehr aufgehen kann.</translation>
    </message>
    <message>
        <source>A gate waits for a barrier, the barrier for a worker, the worker for a lease that never expires.</source>
        <translation>Ein Gate wartet auf eine Barrier, die Barrier auf einen Worker, der Worker auf eine Lease, die nie abläuft.</translation>
    </message>
    <message>
        <source>A gate names a semaphore without saying how many permits.</source>
        <translation>Ein Gate nennt eine Semaphore, ohne zu sagen, wie viele Permits.</translation>
    </message>
    <message>
        <source>A gate has timed out; even if its job completes, nobody will look.</source>
        <translation>Ein Gate hat sein Zeitlimit überschritten; selbst wenn sein Job fertig wird, sieht niemand nach.</translation>
    </message>
    <message>
        <source>A gate waits for a job that has failed for good.</source>
        <translation>Ein Gate wartet auf einen Job, der endgültig gescheitert ist.</translation>
    </message>
    <message>
        <source>A gate waits for a job whose name nobody has used.</source>
        <translation>Ein Gate wartet auf einen Job, dessen Namen niemand verwendet hat.</translation>
    </message>
    <message>
        <source>A gate waits for a job, and the job&apos;s pod for a lease that never expires.</source>
        <translation>Ein Gate wartet auf einen Job, und dessen Pod auf eine Lease, die nie abläuft.</translation>
    </message>
    <message>
        <source>A gate waits for a mutex, which the operator does not evaluate.</source>
        <translation>Ein Gate wartet auf einen Mutex, den der Operator nicht auswertet.</translation>
    </message>
    <message>
        <source>A gate waits for a once that was executed; the operator does not evaluate onces.</source>
        <translation>Ein Gate wartet auf ein Once, das ausgeführt wurde; der Operator wertet Onces nicht aus.</translation>
    </message>
    <message>
        <source>A gate waits for a wait group that is done; the operator does not evaluate wait groups.</source>
        <translation>Ein Gate wartet auf eine WaitGroup, die fertig ist; der Operator wertet WaitGroups nicht aus.</translation>
    </message>
    <message>
        <source>A gate waits for a gate that is open; the operator does not evaluate gates.</source>
        <translation>Ein Gate wartet auf ein Gate, das offen ist; der Operator wertet Gates nicht aus.</translation>
    </message>
    <message>
        <source>A gate waits for two permits; all are with pods that are gone.</source>
        <translation>Ein Gate wartet auf zwei Permits; alle sind bei Pods, die fort sind.</translation>
    </message>
    <message>
        <source>A gate wants a lease to be acquired, a state that the operator never finds met.</source>
        <translation>Ein Gate will, dass eine Lease erworben ist, was der Operator nie als erfüllt ansieht.</translation>
    </message>
    <message>
        <source>A gate asks for eight permits of a semaphore that has six.</source>
        <translation>Ein Gate verlangt acht Permits einer Semaphore, die sechs hat.</translation>
    </message>
    <message>
        <source>Two gates name each other.</source>
        <translation>Zwei Gates nennen einander.</translation>
    </message>
    <message>
        <source>The holder has deleted its request, as the Go SDK&apos;s release does; the lease stays held.</source>
        <translation>Der Inhaber hat seine Anfrage gelöscht, wie es die Freigabe des Go-SDK tut; die Lease bleibt gehalten.</translation>
    </message>
    <message>
        <source>A lease never expires and three requests of one priority wait: the operator may take any.</source>
        <translation>Eine Lease läuft nie ab, und drei Anfragen einer Priorität warten: der Operator kann jede nehmen.</translation>
    </message>
    <message>
        <source>A lease without TTL is held by a pod that is gone; two wait.</source>
        <translation>Eine Lease ohne TTL hält ein Pod, der fort ist; zwei warten.</translation>
    </message>
    <message>
        <source>A dead holder&apos;s request outranks all others, so each expiry gives the lease back to it.</source>
        <translation>Die Anfrage eines toten Inhabers übertrifft alle anderen, also gibt jeder Ablauf ihm die Lease zurück.</translation>
    </message>
    <message>
        <source>A mutex without TTL is locked by a pod that is gone.</source>
        <translation>Einen Mutex ohne TTL hat ein Pod gesperrt, der fort ist.</translation>
    </message>
    <message>
        <source>A nightly pipeline over three namespaces, alive, with four things wrong in it.</source>
        <translation>Eine nächtliche Pipeline über drei Namespaces, lebendig, in der vier Dinge falsch sind.</translation>
    </message>
    <message>
        <source>Five workers, a barrier and two gates wait because of one lease.</source>
        <translation>Fünf Worker, eine Barrier und zwei Gates warten wegen einer Lease.</translation>
    </message>
    <message>
        <source>A permit&apos;s TTL is over, but nobody wrote an expiry, so it counts for ever.</source>
        <translation>Die TTL eines Permits ist um, aber niemand schrieb einen Ablauf, also zählt es für immer.</translation>
    </message>
    <message>
        <source>One holder has three permits that its releases never found.</source>
        <translation>Ein Inhaber hat drei Permits, die seine Freigaben nie fanden.</translation>
    </message>
    <message>
        <source>Nothing is wrong: holders hold, waiters wait, and everybody will get on.</source>
        <translation>Nichts ist falsch: Inhaber halten, Wartende warten, und alle kommen weiter.</translation>
    </message>
    <message>
        <source>Someone waits for a lease whose name is misspelt.</source>
        <translation>Jemand wartet auf eine Lease, deren Name falsch geschrieben ist.</translation>
    </message>
    <message>
        <source>A request granted long ago was never deleted; it will take the lease again.</source>
        <translation>Eine längst gewährte Anfrage wurde nie gelöscht; sie nimmt die Lease wieder.</translation>
    </message>
    <message>
        <source>A living holder keeps a request of high priority; the other request is never next.</source>
        <translation>Ein lebender Inhaber behält eine Anfrage hoher Priorität; die andere kommt nie dran.</translation>
    </message>
    <message>
        <source>A reader stands twice in the list; one unlock will not free it.</source>
        <translation>Ein Leser steht zweimal in der Liste; ein Entsperren gibt ihn nicht frei.</translation>
    </message>
    <message>
        <source>A write lock without TTL is with a pod that is gone.</source>
        <translation>Eine Schreibsperre ohne TTL ist bei einem Pod, der fort ist.</translation>
    </message>
    <message>
        <source>Somebody lowered the permits below what is in use; the status is frozen.</source>
        <translation>Jemand hat die Permits unter das gesenkt, was in Gebrauch ist; der Status ist eingefroren.</translation>
    </message>
    <message>
        <source>Six permits are granted on five; the status is frozen.</source>
        <translation>Sechs Permits sind auf fünf vergeben; der Status ist eingefroren.</translation>
    </message>
    <message>
        <source>Three holders wait for each other in a circle.</source>
        <translation>Drei Inhaber warten im Kreis aufeinander.</translation>
    </message>
    <message>
        <source>Two holders each hold the lease that the other waits for, without TTL.</source>
        <translation>Zwei Inhaber halten je die Lease, auf die der andere wartet, ohne TTL.</translation>
    </message>
</context>
<context>
    <name>Server</name>
    <message>
        <source>not valid JSON: %1</source>
        <translation>kein gültiges JSON: %1</translation>
    </message>
    <message>
        <source>a list without items</source>
        <translation>eine Liste ohne items</translation>
    </message>
    <message>
        <source>a frame whose object has no resourceVersion</source>
        <translation>ein Ereignis, dessen Objekt keine resourceVersion hat</translation>
    </message>
    <message>
        <source>not valid JSON</source>
        <translation>kein gültiges JSON</translation>
    </message>
    <message>
        <source>a %1 where a %2 was expected</source>
        <translation>%1, wo %2 erwartet war</translation>
    </message>
    <message>
        <source>apiVersion %1 where group %2 was expected</source>
        <translation>apiVersion %1, wo die Gruppe %2 erwartet war</translation>
    </message>
    <message>
        <source>an object without metadata.name</source>
        <translation>ein Objekt ohne metadata.name</translation>
    </message>
    <message>
        <source>an object was expected</source>
        <translation>ein Objekt war erwartet</translation>
    </message>
    <message>
        <source>a bookmark without an object</source>
        <translation>ein Bookmark ohne Objekt</translation>
    </message>
    <message>
        <source>a bookmark without metadata</source>
        <translation>ein Bookmark ohne metadata</translation>
    </message>
    <message>
        <source>a list was expected</source>
        <translation>eine Liste war erwartet</translation>
    </message>
    <message>
        <source>not valid JSON in item %1</source>
        <translation>kein gültiges JSON im Eintrag %1</translation>
    </message>
    <message>
        <source>the answer is not a list</source>
        <translation>die Antwort ist keine Liste</translation>
    </message>
    <message>
        <source>a watch event was expected</source>
        <translation>ein Ereignis des Watch war erwartet</translation>
    </message>
    <message>
        <source>a watch event whose type is not text</source>
        <translation>ein Ereignis des Watch, dessen Typ kein Text ist</translation>
    </message>
    <message>
        <source>a watch event of the unknown type &quot;%1&quot;</source>
        <translation>ein Ereignis des Watch vom unbekannten Typ „%1“</translation>
    </message>
    <message>
        <source>a watch event without an object</source>
        <translation>ein Ereignis des Watch ohne Objekt</translation>
    </message>
    <message>
        <source>a watch event without type or object</source>
        <translation>ein Ereignis des Watch ohne Typ oder Objekt</translation>
    </message>
    <message>
        <source>unknown kind &quot;%1&quot;</source>
        <translation>unbekannte Art „%1“</translation>
    </message>
    <message>
        <source>an event without an object</source>
        <translation>ein Ereignis ohne Objekt</translation>
    </message>
    <message>
        <source>an event whose object has no resourceVersion</source>
        <translation>ein Ereignis, dessen Objekt keine resourceVersion hat</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a duration such as 30s or 1h30m</source>
        <translation>„%1“ ist keine Dauer wie 30s oder 1h30m</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an RFC 3339 time</source>
        <translation>„%1“ ist keine Zeit nach RFC 3339</translation>
    </message>
    <message>
        <source>the answer is not a review</source>
        <translation>die Antwort ist kein Review</translation>
    </message>
    <message>
        <source>signing in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>rights in %1</source>
        <translation>Rechte in %1</translation>
    </message>
    <message>
        <source>the right to %1</source>
        <translation>das Recht: %1</translation>
    </message>
    <message>
        <source>the answer is not a rules review</source>
        <translation>die Antwort ist kein Review der Rechte</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(kein Name)</translation>
    </message>
    <message>
        <source>no names at all</source>
        <translation>gar keine Namen</translation>
    </message>
    <message>
        <source>certificate &quot;%1&quot; issued by &quot;%2&quot;, valid from %3 to %4, for %5, SHA-256 %6</source>
        <translation>Zertifikat „%1“, ausgestellt von „%2“, gültig von %3 bis %4, für %5, SHA-256 %6</translation>
    </message>
    <message>
        <source>the connection was closed</source>
        <translation>die Verbindung wurde geschlossen</translation>
    </message>
    <message>
        <source>the server&apos;s address is not an http or https URL</source>
        <translation>die Adresse des Servers ist keine http- oder https-URL</translation>
    </message>
    <message>
        <source>the connection is read-only</source>
        <translation>die Verbindung ist nur lesend</translation>
    </message>
    <message>
        <source>Connect again without read-only mode to make changes.</source>
        <translation>Verbinde dich ohne Nur-Lesen neu, um etwas zu ändern.</translation>
    </message>
    <message>
        <source>the answer is not what a Kubernetes API server says</source>
        <translation>die Antwort ist nicht die eines Kubernetes-API-Servers</translation>
    </message>
    <message>
        <source>Is this the address of a Kubernetes API server?</source>
        <translation>Ist das die Adresse eines Kubernetes-API-Servers?</translation>
    </message>
    <message>
        <source>versions of %1</source>
        <translation>Versionen von %1</translation>
    </message>
    <message>
        <source>resources of %1/%2</source>
        <translation>Ressourcen von %1/%2</translation>
    </message>
    <message>
        <source>the server ended the list before it was complete</source>
        <translation>der Server beendete die Liste, bevor sie vollständig war</translation>
    </message>
    <message>
        <source>the end of the streamed list did not come</source>
        <translation>das Ende der gestreamten Liste kam nicht</translation>
    </message>
    <message>
        <source>the server&apos;s certificate is not for &quot;%1&quot;</source>
        <translation>das Zertifikat des Servers ist nicht für „%1“</translation>
    </message>
    <message>
        <source>Use one of its names as the server&apos;s address, or name one in &quot;tls-server-name&quot;.</source>
        <translation>Benutze einen seiner Namen als Adresse des Servers, oder nenne einen in „tls-server-name“.</translation>
    </message>
    <message>
        <source>the server&apos;s certificate has expired</source>
        <translation>das Zertifikat des Servers ist abgelaufen</translation>
    </message>
    <message>
        <source>Renew the server&apos;s certificate; check this machine&apos;s clock.</source>
        <translation>Erneuere das Zertifikat des Servers; prüfe die Uhr dieses Rechners.</translation>
    </message>
    <message>
        <source>the server&apos;s certificate is not valid yet</source>
        <translation>das Zertifikat des Servers ist noch nicht gültig</translation>
    </message>
    <message>
        <source>Check this machine&apos;s clock.</source>
        <translation>Prüfe die Uhr dieses Rechners.</translation>
    </message>
    <message>
        <source>the server&apos;s certificate is not signed by an authority that is trusted for this cluster</source>
        <translation>das Zertifikat des Servers ist von keiner Stelle unterschrieben, der für diesen Cluster vertraut wird</translation>
    </message>
    <message>
        <source>Check &quot;certificate-authority&quot; or &quot;certificate-authority-data&quot; of the cluster.</source>
        <translation>Prüfe „certificate-authority“ oder „certificate-authority-data“ des Clusters.</translation>
    </message>
    <message>
        <source>Check &quot;proxy-url&quot; of the cluster, or HTTPS_PROXY and NO_PROXY of the environment.</source>
        <translation>Prüfe „proxy-url“ des Clusters, oder HTTPS_PROXY und NO_PROXY der Umgebung.</translation>
    </message>
    <message>
        <source>the proxy refused the connection</source>
        <translation>der Proxy lehnte die Verbindung ab</translation>
    </message>
    <message>
        <source>the proxy closed the connection</source>
        <translation>der Proxy schloss die Verbindung</translation>
    </message>
    <message>
        <source>the proxy&apos;s host name is not known</source>
        <translation>der Hostname des Proxys ist nicht bekannt</translation>
    </message>
    <message>
        <source>the proxy did not answer in time</source>
        <translation>der Proxy antwortete nicht rechtzeitig</translation>
    </message>
    <message>
        <source>the proxy wants a user name and a password, or does not accept the given ones</source>
        <translation>der Proxy will einen Benutzernamen und ein Passwort, oder nimmt die gegebenen nicht an</translation>
    </message>
    <message>
        <source>Put them into the proxy&apos;s address: http://user:password@host:port.</source>
        <translation>Schreibe sie in die Adresse des Proxys: http://user:password@host:port.</translation>
    </message>
    <message>
        <source>the proxy could not make the connection</source>
        <translation>der Proxy konnte die Verbindung nicht herstellen</translation>
    </message>
    <message>
        <source>the proxy made no connection: %1</source>
        <translation>der Proxy stellte keine Verbindung her: %1</translation>
    </message>
    <message>
        <source>no TLS connection came about: %1</source>
        <translation>es kam keine TLS-Verbindung zustande: %1</translation>
    </message>
    <message>
        <source>Does the server speak TLS at this address, and does it accept the client certificate?</source>
        <translation>Spricht der Server an dieser Adresse TLS, und nimmt er das Client-Zertifikat an?</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>Verbindung abgelehnt</translation>
    </message>
    <message>
        <source>Is the API server running at this address?</source>
        <translation>Läuft der API-Server an dieser Adresse?</translation>
    </message>
    <message>
        <source>the host name &quot;%1&quot; is not known</source>
        <translation>der Hostname „%1“ ist nicht bekannt</translation>
    </message>
    <message>
        <source>the server closed the connection</source>
        <translation>der Server schloss die Verbindung</translation>
    </message>
    <message>
        <source>pod %1 in %2</source>
        <translation>Pod %1 in %2</translation>
    </message>
    <message>
        <source>log of pod %1 in %2</source>
        <translation>Log des Pods %1 in %2</translation>
    </message>
    <message>
        <source>the server ends watches as soon as they begin</source>
        <translation>der Server beendet Watches, sobald sie beginnen</translation>
    </message>
    <message>
        <source>a list without resourceVersion</source>
        <translation>eine Liste ohne resourceVersion</translation>
    </message>
    <message>
        <source>no answer within %1 s</source>
        <translation>keine Antwort innerhalb von %1 s</translation>
    </message>
    <message>
        <source>A firewall may drop what is sent there; a VPN may be needed.</source>
        <translation>Vielleicht verwirft eine Firewall, was dorthin gesendet wird; vielleicht ist ein VPN nötig.</translation>
    </message>
    <message>
        <source>the server redirects to &quot;%1&quot;; redirects are not followed, because they would hand the credentials on</source>
        <translation>der Server leitet nach „%1“ um; Umleitungen wird nicht gefolgt, weil sie die Zugangsdaten weitergäben</translation>
    </message>
    <message>
        <source>Put the final address into the cluster&apos;s &quot;server&quot; field.</source>
        <translation>Schreibe die endgültige Adresse in das Feld „server“ des Clusters.</translation>
    </message>
    <message>
        <source>the server gives no reason</source>
        <translation>der Server nennt keinen Grund</translation>
    </message>
    <message>
        <source>%1; its text is compressed, which was not asked for</source>
        <translation>%1; der Text ist komprimiert, worum nicht gebeten war</translation>
    </message>
    <message>
        <source>the watch reported an error that is no Status object</source>
        <translation>der Watch meldete einen Fehler, der kein Status-Objekt ist</translation>
    </message>
    <message>
        <source>the server answered with a web page instead of JSON</source>
        <translation>der Server antwortete mit einer Webseite statt mit JSON</translation>
    </message>
    <message>
        <source>Is this the address of a Kubernetes API server? A sign-in page or proxy may stand before it.</source>
        <translation>Ist das die Adresse eines Kubernetes-API-Servers? Vielleicht steht eine Anmeldeseite oder ein Proxy davor.</translation>
    </message>
    <message>
        <source>the answer is compressed, although it was asked for as it is</source>
        <translation>die Antwort ist komprimiert, obwohl sie unverändert erbeten war</translation>
    </message>
    <message>
        <source>A proxy between here and the API server may do that.</source>
        <translation>Das kann ein Proxy zwischen hier und dem API-Server tun.</translation>
    </message>
    <message>
        <source>no complete answer within %1 s</source>
        <translation>keine vollständige Antwort innerhalb von %1 s</translation>
    </message>
    <message>
        <source>the answer is longer than %1 MiB</source>
        <translation>die Antwort ist länger als %1 MiB</translation>
    </message>
    <message>
        <source>a watch event of %1 MiB was left out: it is too large</source>
        <translation>ein Ereignis des Watch von %1 MiB wurde ausgelassen: es ist zu groß</translation>
    </message>
    <message>
        <source>nothing was heard on the watch for %1 s</source>
        <translation>vom Watch kam %1 s lang nichts</translation>
    </message>
    <message>
        <source>Events are listed in pages</source>
        <translation>Events werden in Seiten gelistet</translation>
    </message>
    <message>
        <source>events in %1</source>
        <translation>Events in %1</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>namespaces</source>
        <translation>Namespaces</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>operator&apos;s lease</source>
        <translation>Lease des Operators</translation>
    </message>
    <message>
        <source>pods</source>
        <translation>Pods</translation>
    </message>
    <message>
        <source>pods in %1</source>
        <translation>Pods in %1</translation>
    </message>
    <message>
        <source>there is no connection</source>
        <translation>es gibt keine Verbindung</translation>
    </message>
    <message>
        <source>who we are to the server</source>
        <translation>wer wir für den Server sind</translation>
    </message>
    <message>
        <source>rights</source>
        <translation>Rechte</translation>
    </message>
</context>
<context>
    <name>SessionQuestion</name>
    <message>
        <source>There is no connection.</source>
        <translation>Es gibt keine Verbindung.</translation>
    </message>
</context>
<context>
    <name>SettingsFile</name>
    <message>
        <source>The settings could not be read. They are now in %1; the program starts with fresh ones.</source>
        <translation>Die Einstellungen waren nicht zu lesen. Sie stehen jetzt in %1; das Programm beginnt mit neuen.</translation>
    </message>
</context>
<context>
    <name>Severity</name>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>info</source>
        <translation>Hinweis</translation>
    </message>
</context>
<context>
    <name>SnapshotFile</name>
    <message>
        <source>file %1</source>
        <translation>Datei %1</translation>
    </message>
    <message>
        <source>it is no key of a redaction</source>
        <translation>sie ist kein Schlüssel einer Schwärzung</translation>
    </message>
    <message>
        <source>takenAt does not say when</source>
        <translation>takenAt sagt nicht, wann</translation>
    </message>
    <message>
        <source>connection has no state this program knows</source>
        <translation>connection hat keinen Zustand, den dieses Programm kennt</translation>
    </message>
    <message>
        <source>pods have a coverage this program does not know</source>
        <translation>pods hat eine Abdeckung, die dieses Programm nicht kennt</translation>
    </message>
    <message>
        <source>notVisible names something this program does not know</source>
        <translation>notVisible nennt etwas, das dieses Programm nicht kennt</translation>
    </message>
    <message>
        <source>snapshot</source>
        <translation>Snapshot</translation>
    </message>
    <message>
        <source>Take it again, or open it with the program that wrote it.</source>
        <translation>Nimm ihn noch einmal auf, oder öffne ihn mit dem Programm, das ihn schrieb.</translation>
    </message>
    <message>
        <source>a kind has no visibility this program knows</source>
        <translation>eine Art hat keine Sichtbarkeit, die dieses Programm kennt</translation>
    </message>
    <message>
        <source>the problems of a kind are no list</source>
        <translation>problems einer Art ist keine Liste</translation>
    </message>
    <message>
        <source>it has %1 MiB, more than is taken</source>
        <translation>sie hat %1 MiB, mehr als genommen wird</translation>
    </message>
    <message>
        <source>it is nested deeper than a snapshot can be</source>
        <translation>sie ist tiefer verschachtelt, als es ein Snapshot sein kann</translation>
    </message>
    <message>
        <source>something follows its end</source>
        <translation>nach ihrem Ende kommt noch etwas</translation>
    </message>
    <message>
        <source>it is not valid JSON: %1</source>
        <translation>sie ist kein gültiges JSON: %1</translation>
    </message>
    <message>
        <source>kinds cannot be read</source>
        <translation>kinds ist nicht lesbar</translation>
    </message>
    <message>
        <source>a kind cannot be read</source>
        <translation>eine Art ist nicht lesbar</translation>
    </message>
    <message>
        <source>it has a kind this program does not know: %1</source>
        <translation>sie hat eine Art, die dieses Programm nicht kennt: %1</translation>
    </message>
    <message>
        <source>the items of a kind are no list</source>
        <translation>items einer Art ist keine Liste</translation>
    </message>
    <message>
        <source>an item of %1 is no object</source>
        <translation>ein Eintrag von %1 ist kein Objekt</translation>
    </message>
    <message>
        <source>it has more objects, or larger ones, than are taken</source>
        <translation>sie hat mehr oder größere Objekte, als genommen werden</translation>
    </message>
    <message>
        <source>an item of %1: %2</source>
        <translation>ein Eintrag von %1: %2</translation>
    </message>
    <message>
        <source>an item of %1 has times that no cluster has</source>
        <translation>ein Eintrag von %1 hat Zeiten, die kein Cluster hat</translation>
    </message>
    <message>
        <source>a holder cannot be read</source>
        <translation>ein Inhaber ist nicht lesbar</translation>
    </message>
    <message>
        <source>it has more holders, or calls of one, than are taken</source>
        <translation>sie hat mehr Inhaber, oder Aufrufe von einem, als genommen werden</translation>
    </message>
    <message>
        <source>a holder has values this program does not know</source>
        <translation>ein Inhaber hat Werte, die dieses Programm nicht kennt</translation>
    </message>
    <message>
        <source>it is no snapshot of Konductor Console: it names no schema</source>
        <translation>sie ist kein Snapshot der Konductor Console: sie nennt kein Schema</translation>
    </message>
    <message>
        <source>its schema &quot;%1&quot; is not one this program reads</source>
        <translation>ihr Schema „%1“ kann dieses Programm nicht lesen</translation>
    </message>
    <message>
        <source>it does not say when it was taken</source>
        <translation>sie sagt nicht, wann sie aufgenommen wurde</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>sie ist ein Ordner</translation>
    </message>
    <message>
        <source>Choose one of the files in it.</source>
        <translation>Wähle eine der Dateien darin.</translation>
    </message>
    <message>
        <source>it is a pipe or a device, no file</source>
        <translation>sie ist eine Pipe oder ein Gerät, keine Datei</translation>
    </message>
    <message>
        <source>Save what comes out of it as a file, and open that.</source>
        <translation>Speichere, was daraus kommt, als Datei und öffne diese.</translation>
    </message>
    <message>
        <source>operator has no deployment this program knows</source>
        <translation>operator hat kein deployment, das dieses Programm kennt</translation>
    </message>
    <message>
        <source>operator has times that no cluster has</source>
        <translation>operator hat Zeiten, die kein Cluster hat</translation>
    </message>
    <message>
        <source>Only a part of the cluster is in this snapshot.</source>
        <translation>Nur ein Teil des Clusters ist in diesem Snapshot.</translation>
    </message>
    <message>
        <source>Only what this filter shows is in this snapshot: %1</source>
        <translation>Nur was dieser Filter zeigt, ist in diesem Snapshot: %1</translation>
    </message>
    <message>
        <source>the difference is about another object</source>
        <translation>der Unterschied betrifft ein anderes Objekt</translation>
    </message>
    <message>
        <source>the difference is of another snapshot</source>
        <translation>der Unterschied gehört zu einem anderen Snapshot</translation>
    </message>
    <message>
        <source>cannot be redacted</source>
        <translation>lässt sich nicht schwärzen</translation>
    </message>
    <message>
        <source>Choose among names, namespaces, holders, labels, labels:drop and all.</source>
        <translation>Wähle unter names, namespaces, holders, labels, labels:drop und all.</translation>
    </message>
</context>
<context>
    <name>SnapshotSaver</name>
    <message numerus="yes">
        <source>%n objects</source>
        <comment>1 object</comment>
        <translation>
            <numerusform>1 Objekt</numerusform>
            <numerusform>%n Objekte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>waits {1}</source>
        <translation>wartet {1}</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>held</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>held {1}, {2} left</source>
        <translation>gehalten {1}, noch {2}</translation>
    </message>
    <message>
        <source>held {1}, no expiry</source>
        <translation>gehalten {1}, ohne Ende</translation>
    </message>
    <message>
        <source>%1 of %2 arrived</source>
        <translation>%1 von %2 eingetroffen</translation>
    </message>
    <message>
        <source>%1 of %2 conditions met</source>
        <translation>%1 von %2 Bedingungen erfüllt</translation>
    </message>
    <message>
        <source>%1 of %2 permits</source>
        <translation>%1 von %2 Permits</translation>
    </message>
    <message>
        <source>expired {1} ago</source>
        <translation>abgelaufen vor {1}</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>A quorum of %1 of the %2 expected is enough.</source>
        <translation>Ein Quorum von %1 der %2 Erwarteten genügt.</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Barriers</source>
        <translation>Barriers</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>Eingetroffen</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Fehlend</translation>
    </message>
    <message>
        <source>Times out in</source>
        <translation>Läuft ab in</translation>
    </message>
    <message>
        <source>Times out at</source>
        <translation>Läuft ab um</translation>
    </message>
    <message>
        <source>%1 · %2 ago</source>
        <translation>%1 · vor %2</translation>
    </message>
    <message>
        <source>%1 · in %2</source>
        <translation>%1 · in %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>%1 not seen yet</source>
        <translation>%1 noch nicht gesehen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Phase</source>
        <translation>Phase</translation>
    </message>
    <message>
        <source>not seen yet</source>
        <translation>noch nicht gesehen</translation>
    </message>
    <message>
        <source>The operator has not written a status.</source>
        <translation>Der Operator hat keinen Status geschrieben.</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>Gates</translation>
    </message>
    <message>
        <source>Conditions met</source>
        <translation>Erfüllt</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>Wartet auf</translation>
    </message>
    <message>
        <source>holds a permit</source>
        <translation>hält ein Permit</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>hält</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>liest</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>schreibt</translation>
    </message>
    <message>
        <source>arrived</source>
        <translation>eingetroffen</translation>
    </message>
    <message>
        <source>executed</source>
        <translation>ausgeführt</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Does</source>
        <translation>Tut</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Holders</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>Expires in</source>
        <translation>Läuft ab in</translation>
    </message>
    <message>
        <source>Expires at</source>
        <translation>Läuft ab um</translation>
    </message>
    <message>
        <source>no TTL: never</source>
        <translation>keine TTL: nie</translation>
    </message>
    <message>
        <source>%1 held · %2 waiting</source>
        <translation>%1 gehalten · %2 wartend</translation>
    </message>
    <message>
        <source>Leases</source>
        <translation>Leases</translation>
    </message>
    <message>
        <source>Held for</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Held since</source>
        <translation>Gehalten seit</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Mutexes</source>
        <translation>Mutexe</translation>
    </message>
    <message>
        <source>RW mutexes</source>
        <translation>RW-Mutexe</translation>
    </message>
    <message>
        <source>Past its TTL the operator deletes it only when something touches it.</source>
        <translation>Nach der TTL löscht der Operator es erst, wenn etwas es berührt.</translation>
    </message>
    <message>
        <source>Onces</source>
        <translation>Onces</translation>
    </message>
    <message>
        <source>Executor</source>
        <translation>Ausführender</translation>
    </message>
    <message>
        <source>Done for</source>
        <translation>Erledigt seit</translation>
    </message>
    <message>
        <source>Done at</source>
        <translation>Erledigt um</translation>
    </message>
    <message>
        <source>Kept for</source>
        <translation>Bleibt noch</translation>
    </message>
    <message>
        <source>Kept until</source>
        <translation>Bleibt bis</translation>
    </message>
    <message>
        <source>More permits are granted than there are; the operator can no longer write the status.</source>
        <translation>Es sind mehr Permits vergeben, als es gibt; der Operator kann den Status nicht mehr schreiben.</translation>
    </message>
    <message>
        <source>%1 over-committed</source>
        <translation>%1 zu viel vergeben</translation>
    </message>
    <message>
        <source>Permits</source>
        <translation>Permits</translation>
    </message>
    <message>
        <source>Semaphores</source>
        <translation>Semaphore</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>Wait groups</source>
        <translation>WaitGroups</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>fort</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>several of that name</source>
        <translation>mehrere dieses Namens</translation>
    </message>
    <message>
        <source>restarting</source>
        <translation>startet neu</translation>
    </message>
    <message>
        <source>no pod</source>
        <translation>kein Pod</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>Its pod</source>
        <translation>Sein Pod</translation>
    </message>
    <message>
        <source>deadlock</source>
        <translation>Deadlock</translation>
    </message>
    <message>
        <source>%1, the longest for %2</source>
        <translation>%1, am längsten seit %2</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Längste Wartezeit</translation>
    </message>
    <message>
        <source>Waiting since</source>
        <translation>Wartet seit</translation>
    </message>
    <message numerus="yes">
        <source>%n permits held</source>
        <comment>1 permit held</comment>
        <translation>
            <numerusform>1 Permit vergeben</numerusform>
            <numerusform>%n Permits vergeben</numerusform>
        </translation>
    </message>
    <message>
        <source>The longest waits for %1.</source>
        <translation>Am längsten wartet einer seit %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n names</source>
        <comment>1 name</comment>
        <translation>
            <numerusform>1 Name</numerusform>
            <numerusform>%n Namen</numerusform>
        </translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
</context>
<context>
    <name>Time</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message numerus="yes">
        <source>%n findings, the worst an error</source>
        <comment>1 finding, an error</comment>
        <translation>
            <numerusform>1 Befund, ein Fehler</numerusform>
            <numerusform>%n Befunde, der schlimmste ein Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n findings, the worst a warning</source>
        <comment>1 finding, a warning</comment>
        <translation>
            <numerusform>1 Befund, eine Warnung</numerusform>
            <numerusform>%n Befunde, der schlimmste eine Warnung</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n remarks</source>
        <comment>1 remark</comment>
        <translation>
            <numerusform>1 Hinweis</numerusform>
            <numerusform>%n Hinweise</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TypedClusters</name>
    <message>
        <source>cluster &quot;%1&quot;</source>
        <translation>Cluster „%1“</translation>
    </message>
    <message>
        <source>it is not known</source>
        <translation>er ist nicht bekannt</translation>
    </message>
</context>
<context>
    <name>WaitGraph</name>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n deadlocks</source>
        <comment>1 deadlock</comment>
        <translation>
            <numerusform>1 Deadlock</numerusform>
            <numerusform>%n Deadlocks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait because of it</source>
        <comment>1 waits because of it</comment>
        <translation>
            <numerusform>1 wartet deswegen</numerusform>
            <numerusform>%n warten deswegen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Watchlist</name>
    <message numerus="yes">
        <source>%n things that you waited for</source>
        <comment>1 thing that you waited for</comment>
        <translation>
            <numerusform>1 Sache, auf die du gewartet hast</numerusform>
            <numerusform>%n Sachen, auf die du gewartet hast</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>konductor::app::ClusterOpener</name>
    <message>
        <source>The client key of %1</source>
        <translation>Der Client-Schlüssel von %1</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>%1 is encrypted. Its passphrase is kept until the program ends.</source>
        <translation>%1 ist verschlüsselt. Die Passphrase wird behalten, bis das Programm endet.</translation>
    </message>
    <message>
        <source>That was not it.</source>
        <translation>Das war sie nicht.</translation>
    </message>
</context>
<context>
    <name>konductor::app::Comparer</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
</context>
<context>
    <name>konductor::app::Console</name>
    <message>
        <source>The snapshot was not saved</source>
        <translation>Der Snapshot wurde nicht gespeichert</translation>
    </message>
    <message>
        <source>The saved views were not exchanged</source>
        <translation>Die gespeicherten Ansichten wurden nicht ausgetauscht</translation>
    </message>
    <message>
        <source>The settings were set aside</source>
        <translation>Die Einstellungen wurden beiseitegelegt</translation>
    </message>
    <message>
        <source>The sandbox does not start</source>
        <translation>Die Sandbox startet nicht</translation>
    </message>
    <message>
        <source>This context cannot be used</source>
        <translation>Dieser Kontext ist nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>This snapshot cannot be opened</source>
        <translation>Dieser Snapshot kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>The journal cannot be written</source>
        <translation>Das Journal kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>This cluster is not closed</source>
        <translation>Dieser Cluster wird nicht geschlossen</translation>
    </message>
    <message>
        <source>an action is still running there</source>
        <translation>dort läuft noch eine Aktion</translation>
    </message>
    <message>
        <source>Close it when that is over.</source>
        <translation>Schließe ihn, wenn sie vorbei ist.</translation>
    </message>
    <message>
        <source>Open a snapshot</source>
        <translation>Einen Snapshot öffnen</translation>
    </message>
    <message>
        <source>Snapshots (*.json);;All files (*)</source>
        <translation>Snapshots (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>typed in</source>
        <translation>eingegeben</translation>
    </message>
    <message>
        <source>The link was not opened</source>
        <translation>Der Link wurde nicht geöffnet</translation>
    </message>
    <message>
        <source>Snapshot saved</source>
        <translation>Snapshot gespeichert</translation>
    </message>
    <message>
        <source>as it is now</source>
        <translation>wie er jetzt ist</translation>
    </message>
    <message>
        <source>Compare with a snapshot</source>
        <translation>Mit einem Snapshot vergleichen</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Below is the sandbox, so that there is something to look at. It has nothing to do with the file.</source>
        <translation>Darunter ist die Sandbox, damit es etwas zu sehen gibt. Mit der Datei hat sie nichts zu tun.</translation>
    </message>
    <message>
        <source>Open another snapshot…</source>
        <translation>Einen anderen Snapshot öffnen…</translation>
    </message>
</context>
<context>
    <name>konductor::app::DesktopNotifier</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>konductor::app::Gallery</name>
    <message>
        <source>Lease db-migration in team-a</source>
        <translation>Lease db-migration in team-a</translation>
    </message>
    <message>
        <source>A living nightly pipeline with four planted problems</source>
        <translation>Eine lebende nächtliche Pipeline mit vier eingebauten Problemen</translation>
    </message>
</context>
<context>
    <name>konductor::app::LinkDesk</name>
    <message>
        <source>%1 %2 in %3</source>
        <translation>%1 %2 in %3</translation>
    </message>
    <message>
        <source>a view of the page “%1”</source>
        <translation>eine Ansicht der Seite „%1“</translation>
    </message>
    <message>
        <source>the snapshot</source>
        <translation>den Snapshot</translation>
    </message>
    <message>
        <source>It is not there, or you may not see it.</source>
        <translation>Es ist nicht da, oder du darfst es nicht sehen.</translation>
    </message>
</context>
<context>
    <name>konductor::app::SnapshotOpener</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Opening a snapshot</source>
        <translation>Ein Snapshot wird geöffnet</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen…</translation>
    </message>
</context>
<context>
    <name>konductor::app::SnapshotSaver</name>
    <message>
        <source>JSON: can be opened again</source>
        <translation>JSON: kann wieder geöffnet werden</translation>
    </message>
    <message>
        <source>Markdown: to paste into an incident</source>
        <translation>Markdown: zum Einfügen in einen Incident</translation>
    </message>
    <message>
        <source>CSV: a table a kind, for a spreadsheet</source>
        <translation>CSV: eine Tabelle je Art, für die Tabellenkalkulation</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>Save a snapshot</source>
        <translation>Einen Snapshot speichern</translation>
    </message>
    <message>
        <source>HTML: a page to read and search</source>
        <translation>HTML: eine Seite zum Lesen und Suchen</translation>
    </message>
    <message>
        <source>PDF: pages to print and attach</source>
        <translation>PDF: Seiten zum Drucken und Anhängen</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>weggelassen</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>konductor::app::TrayIcon</name>
    <message>
        <source>nothing wrong</source>
        <translation>nichts ist falsch</translation>
    </message>
    <message>
        <source>Konductor: %1 in %2 clusters</source>
        <translation>Konductor: %1 in %2 Clustern</translation>
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
        <translation>Die gespeicherten Ansichten exportieren</translation>
    </message>
    <message>
        <source>Import saved views</source>
        <translation>Gespeicherte Ansichten importieren</translation>
    </message>
    <message>
        <source>Saved views (*.json);;All files (*)</source>
        <translation>Gespeicherte Ansichten (*.json);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Actions</name>
    <message>
        <source>Mend what was found…</source>
        <translation>Beheben, was gefunden wurde…</translation>
    </message>
    <message>
        <source>Release all that %1 holds…</source>
        <translation>Alles freigeben, was %1 hält…</translation>
    </message>
    <message>
        <source>Force-expire all that %1 holds…</source>
        <translation>Alles ablaufen lassen, was %1 hält…</translation>
    </message>
    <message>
        <source>Select a row first</source>
        <translation>Wähle erst eine Zeile</translation>
    </message>
    <message>
        <source>Arrive at %1</source>
        <translation>Eintreffen an %1</translation>
    </message>
    <message>
        <source>Arrive as</source>
        <translation>Eintreffen als</translation>
    </message>
    <message>
        <source>Arrive for the %1 missing at %2</source>
        <translation>Für die %1 Fehlenden an %2 eintreffen</translation>
    </message>
    <message>
        <source>Names, one a line</source>
        <translation>Namen, einer je Zeile</translation>
    </message>
    <message>
        <source>Mend what was found</source>
        <translation>Beheben, was gefunden wurde</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>Free what %1 holds</source>
        <translation>Freigeben, was %1 hält</translation>
    </message>
    <message>
        <source>Release %1</source>
        <translation>%1 freigeben</translation>
    </message>
    <message>
        <source>Force-expire %1</source>
        <translation>%1 ablaufen lassen</translation>
    </message>
    <message>
        <source>Held by</source>
        <translation>Gehalten von</translation>
    </message>
    <message>
        <source>Look again at %1</source>
        <translation>%1 noch einmal ansehen</translation>
    </message>
    <message>
        <source>Cancel a request for %1</source>
        <translation>Eine Anfrage für %1 zurückziehen</translation>
    </message>
    <message>
        <source>Cancel request %1</source>
        <translation>Anfrage %1 zurückziehen</translation>
    </message>
    <message>
        <source>Change a priority at %1</source>
        <translation>Eine Priorität bei %1 ändern</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Hand over %1</source>
        <translation>%1 übergeben</translation>
    </message>
    <message>
        <source>To one of those that asked for it</source>
        <translation>An jemanden, der danach gefragt hat</translation>
    </message>
    <message>
        <source>Which request</source>
        <translation>Welche Anfrage</translation>
    </message>
    <message>
        <source>Withdraw an arrival from %1</source>
        <translation>Ein Eintreffen von %1 zurücknehmen</translation>
    </message>
    <message>
        <source>Which arrival</source>
        <translation>Welches Eintreffen</translation>
    </message>
    <message>
        <source>Rescue %1</source>
        <translation>%1 retten</translation>
    </message>
    <message>
        <source>New time-out</source>
        <translation>Neues Zeitlimit</translation>
    </message>
    <message>
        <source>from its creation, such as 12h; empty for none</source>
        <translation>ab dem Anlegen, etwa 12h; leer für keins</translation>
    </message>
    <message>
        <source>Add to %1</source>
        <translation>Zu %1 addieren</translation>
    </message>
    <message>
        <source>Count as done at %1</source>
        <translation>Bei %1 als erledigt zählen</translation>
    </message>
    <message>
        <source>Set the counter of %1</source>
        <translation>Den Zähler von %1 setzen</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Create a %1</source>
        <translation>%1 anlegen</translation>
    </message>
    <message>
        <source>The operator may not do what follows: %1</source>
        <translation>Vielleicht tut der Operator nicht, was folgt: %1</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ActivityPanel</name>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What came of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close the activity</source>
        <translation>Die Aktivität schließen</translation>
    </message>
</context>
<context>
    <name>konductor::ui::BulkBody</name>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>no effect yet</source>
        <translation>noch keine Wirkung</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>not tried yet</source>
        <translation>noch nicht versucht</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>In Ruhe gelassen</translation>
    </message>
    <message>
        <source>Each of them</source>
        <translation>Jedes davon</translation>
    </message>
</context>
<context>
    <name>konductor::ui::CheckDialog</name>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Connection to %1</source>
        <translation>Verbindung zu %1</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>It connects.</source>
        <translation>Es verbindet sich.</translation>
    </message>
    <message>
        <source>Something is in the way: see the step marked ✗.</source>
        <translation>Etwas ist im Weg: siehe den Schritt mit ✗.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ClusterBand</name>
    <message>
        <source>Colour of the cluster</source>
        <translation>Farbe des Clusters</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ClusterBar</name>
    <message>
        <source>Connecting…</source>
        <translation>Wird verbunden…</translation>
    </message>
    <message>
        <source>Insecure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>Choose another cluster</source>
        <translation>Einen anderen Cluster wählen</translation>
    </message>
    <message>
        <source>Nobody checks who the server is (insecure-skip-tls-verify): whoever stands between reads and changes everything, your credentials included.</source>
        <translation>Niemand prüft, wer der Server ist (insecure-skip-tls-verify): wer dazwischen steht, liest und ändert alles, deine Zugangsdaten eingeschlossen.</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>All namespaces</source>
        <translation>Alle Namespaces</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter: words, ns:team-a, phase:held, holder:~worker, ttl&lt;5m, waiters&gt;0, finding:any, -word</source>
        <translation>Filter: Wörter, ns:team-a, phase:held, holder:~worker, ttl&lt;5m, waiters&gt;0, finding:any, -wort</translation>
    </message>
    <message>
        <source>Snapshot…</source>
        <translation>Snapshot…</translation>
    </message>
    <message>
        <source>Save everything that is seen as JSON</source>
        <translation>Alles, was zu sehen ist, als JSON speichern</translation>
    </message>
    <message>
        <source>Go to…</source>
        <translation>Gehe zu…</translation>
    </message>
    <message>
        <source>Find any object, page or action (Ctrl+K)</source>
        <translation>Objekt, Seite oder Aktion finden (Strg+K)</translation>
    </message>
    <message>
        <source>snapshot</source>
        <translation>Snapshot</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>nur lesend</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ClusterStack</name>
    <message>
        <source>Close the console</source>
        <translation>Die Konsole schließen</translation>
    </message>
    <message>
        <source>Close all the same</source>
        <translation>Trotzdem schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ColumnSheet</name>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add a column to %1</source>
        <translation>Eine Spalte zu %1 hinzufügen</translation>
    </message>
    <message>
        <source>Path of the field</source>
        <translation>Pfad des Feldes</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Any field of the objects, by its path as kubectl has it. Of a list, %1 is one and %2 all; a name with dots stands in quotes: %3.</source>
        <translation>Ein beliebiges Feld der Objekte, mit seinem Pfad wie bei kubectl. Aus einer Liste ist %1 eines, %2 sind alle; ein Name mit Punkten steht in Anführungszeichen: %3.</translation>
    </message>
    <message>
        <source>What is there is shown here.</source>
        <translation>Was dort steht, wird hier gezeigt.</translation>
    </message>
    <message>
        <source>No object that was looked at has something there. What the console does not keep of objects cannot be shown.</source>
        <translation>Kein angesehenes Objekt hat dort etwas. Was die Konsole von Objekten nicht behält, kann nicht gezeigt werden.</translation>
    </message>
    <message>
        <source>There now: %1</source>
        <translation>Dort steht jetzt: %1</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Title: %1</source>
        <translation>Titel: %1</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>A table has at most %1 columns of your own. Remove one first.</source>
        <translation>Eine Tabelle hat höchstens %1 eigene Spalten. Entferne erst eine.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::CombinedModel</name>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
</context>
<context>
    <name>konductor::ui::CombinedWindow</name>
    <message>
        <source>All clusters</source>
        <translation>Alle Cluster</translation>
    </message>
    <message>
        <source>Konductor Console</source>
        <translation>Konductor Console</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter: words, cluster:prod-eu, ns:team-a, phase:held, ttl&lt;5m, finding:any</source>
        <translation>Filter: Wörter, cluster:prod-eu, ns:team-a, phase:held, ttl&lt;5m, finding:any</translation>
    </message>
    <message>
        <source>forbidden</source>
        <translation>verboten</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>nicht installiert</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>loading</source>
        <translation>lädt</translation>
    </message>
    <message>
        <source>snapshot</source>
        <translation>Snapshot</translation>
    </message>
    <message>
        <source>Not live: %1.</source>
        <translation>Nicht live: %1.</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <translation>%1 von %2 %3</translation>
    </message>
    <message>
        <source>Open in %1</source>
        <translation>In %1 öffnen</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
</context>
<context>
    <name>konductor::ui::CompareSheet</name>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>A file…</source>
        <translation>Eine Datei…</translation>
    </message>
    <message>
        <source>Compare %1 with…</source>
        <translation>%1 vergleichen mit…</translation>
    </message>
    <message>
        <source>Whichever was taken earlier comes first. Nothing is written anywhere.</source>
        <translation>Der früher aufgenommene kommt zuerst. Nirgends wird etwas geschrieben.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ComparisonModel</name>
    <message>
        <source>added</source>
        <translation>dazugekommen</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>weg</translation>
    </message>
    <message>
        <source>made anew under the same name</source>
        <translation>unter demselben Namen neu angelegt</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>nicht genannt</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
    <message>
        <source>as it was; what it means has changed</source>
        <translation>wie es war; was es bedeutet, hat sich geändert</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Names are hidden in the %1 one: the same object looks like two.</source>
        <translation>Im %1 Snapshot sind Namen verborgen: dasselbe Objekt sieht aus wie zwei.</translation>
    </message>
    <message>
        <source>earlier</source>
        <translation>früheren</translation>
    </message>
    <message>
        <source>later</source>
        <translation>späteren</translation>
    </message>
    <message>
        <source>These are two clusters: %1 and %2.</source>
        <translation>Das sind zwei Cluster: %1 und %2.</translation>
    </message>
    <message>
        <source>One of them has a part of the cluster only: what is added or gone may only not have been chosen.</source>
        <translation>In einem von ihnen steht nur ein Teil des Clusters: was dazukam oder fehlt, war vielleicht nur nicht gewählt.</translation>
    </message>
    <message>
        <source>(absent)</source>
        <translation>(fehlt)</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>restarting</source>
        <translation>startet neu</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>never seen</source>
        <translation>nie gesehen</translation>
    </message>
    <message>
        <source>several of that name</source>
        <translation>mehrere dieses Namens</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ComparisonWindow</name>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>Worse: </source>
        <translation>Schlechter: </translation>
    </message>
    <message>
        <source>Better: </source>
        <translation>Besser: </translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>Konductor Console</source>
        <translation>Konductor Console</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Als Markdown kopieren</translation>
    </message>
    <message>
        <source>All of it, to paste into an incident.</source>
        <translation>Alles, zum Einfügen in einen Incident.</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Wird verglichen…</translation>
    </message>
    <message>
        <source>What happened, in words</source>
        <translation>Was geschah, in Worten</translation>
    </message>
    <message>
        <source>Filter: names, fields, values</source>
        <translation>Filter: Namen, Felder, Werte</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>What changed, field by field</source>
        <translation>Was sich geändert hat, Feld für Feld</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>Nichts ist verschieden</translation>
    </message>
    <message>
        <source>Every object and every holder is as it was.</source>
        <translation>Jedes Objekt und jeder Inhaber ist, wie er war.</translation>
    </message>
    <message>
        <source>Everything that differs</source>
        <translation>Alles, was verschieden ist</translation>
    </message>
    <message>
        <source>%1, %2 → %3, %4 later</source>
        <translation>%1, %2 → %3, %4 später</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>These cannot be compared</source>
        <translation>Diese können nicht verglichen werden</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ConnectDialog</name>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Check…</source>
        <translation>Prüfen…</translation>
    </message>
    <message>
        <source>Colour and namespaces…</source>
        <translation>Farbe und Namespaces…</translation>
    </message>
    <message>
        <source>Search contexts</source>
        <translation>Kontexte suchen</translation>
    </message>
    <message>
        <source>Contexts and sandbox scenarios</source>
        <translation>Kontexte und Szenarien der Sandbox</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>Cluster</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Type in a cluster…</source>
        <translation>Einen Cluster eingeben…</translation>
    </message>
    <message>
        <source>Walk through connecting, step by step, and say what is wrong</source>
        <translation>Das Verbinden Schritt für Schritt durchgehen und sagen, was falsch ist</translation>
    </message>
    <message>
        <source>Mark the context, and say which namespaces you may see in it</source>
        <translation>Den Kontext kennzeichnen und sagen, welche Namespaces du darin sehen darfst</translation>
    </message>
    <message>
        <source>production</source>
        <translation>Produktion</translation>
    </message>
    <message>
        <source>built-in sandbox</source>
        <translation>eingebaute Sandbox</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ConnectionLine</name>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>operator at work</source>
        <translation>Operator arbeitet</translation>
    </message>
    <message>
        <source>✗ operator: %1</source>
        <translation>✗ Operator: %1</translation>
    </message>
    <message>
        <source>⚠ operator: %1</source>
        <translation>⚠ Operator: %1</translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation>Verbindung: %1</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ContextSheet</name>
    <message>
        <source>Production: a banner stays at the top, and plans ask for a name</source>
        <translation>Produktion: oben bleibt ein Banner, und Pläne fragen nach einem Namen</translation>
    </message>
    <message>
        <source>Read-only: nothing is written to this cluster from here</source>
        <translation>Nur lesend: von hier wird nichts in diesen Cluster geschrieben</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Remembered for this context.</source>
        <translation>Wird für diesen Kontext gemerkt.</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namespaces</translation>
    </message>
    <message>
        <source>Looked into where you may neither list in the whole cluster nor ask which namespaces there are.</source>
        <translation>Werden angesehen, wo du weder im ganzen Cluster auflisten noch fragen darfst, welche Namespaces es gibt.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>Merken</translation>
    </message>
    <message>
        <source>No namespace can be called %1.</source>
        <translation>Kein Namespace kann %1 heißen.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Disclosure</name>
    <message>
        <source>Shown below. Press to hide it.</source>
        <translation>Darunter gezeigt. Drücken verbirgt es.</translation>
    </message>
    <message>
        <source>Hidden. Press to show it.</source>
        <translation>Verborgen. Drücken zeigt es.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::EventsModel</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ExecConsentDialog</name>
    <message>
        <source>Do not ask again for this program with these arguments</source>
        <translation>Für dieses Programm mit diesen Argumenten nicht mehr fragen</translation>
    </message>
    <message>
        <source>Run a program to sign in?</source>
        <translation>Ein Programm zum Anmelden ausführen?</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Program and arguments</source>
        <translation>Programm und Argumente</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Named in</source>
        <translation>Genannt in</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>Run it and connect</source>
        <translation>Ausführen und verbinden</translation>
    </message>
    <message>
        <source>Do not run it</source>
        <translation>Nicht ausführen</translation>
    </message>
    <message>
        <source>%1 wants to run a program to sign in</source>
        <translation>%1 will ein Programm zum Anmelden ausführen</translation>
    </message>
    <message>
        <source>It runs as you, with everything you may do on this machine. Allow it only if you know the program and trust where the kubeconfig comes from.</source>
        <translation>Es läuft als du, mit allem, was du auf diesem Rechner darfst. Erlaube es nur, wenn du das Programm kennst und der Herkunft der kubeconfig vertraust.</translation>
    </message>
    <message>
        <source>There is no such program here. Install it, or correct &quot;command&quot; in the kubeconfig.</source>
        <translation>Dieses Programm gibt es hier nicht. Installiere es oder berichtige „command“ in der kubeconfig.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::FindingsModel</name>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was falsch ist</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Behind it</source>
        <translation>Dahinter</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Seit</translation>
    </message>
</context>
<context>
    <name>konductor::ui::FindingsPage</name>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Mend all…</source>
        <translation>Alles beheben…</translation>
    </message>
    <message>
        <source>The cluster as a whole</source>
        <translation>Der Cluster als Ganzes</translation>
    </message>
    <message>
        <source>Nothing is wrong</source>
        <translation>Nichts ist falsch</translation>
    </message>
    <message>
        <source>No rule found anything odd in what is seen of the cluster.</source>
        <translation>Keine Regel hat an dem, was vom Cluster zu sehen ist, etwas Auffälliges gefunden.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::FormSheet</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>konductor::ui::HelpSheet</name>
    <message>
        <source>Help: %1</source>
        <translation>Hilfe: %1</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Rundgang machen</translation>
    </message>
    <message>
        <source>Lessons…</source>
        <translation>Lektionen…</translation>
    </message>
</context>
<context>
    <name>konductor::ui::HistoryPage</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Noch ist nichts geschehen</translation>
    </message>
    <message>
        <source>Kubernetes keeps no events of these objects. What changes while this window is open is told here.</source>
        <translation>Kubernetes bewahrt von diesen Objekten keine Ereignisse auf. Was sich ändert, während dieses Fenster offen ist, steht hier.</translation>
    </message>
    <message>
        <source>A snapshot has no history</source>
        <translation>Ein Snapshot hat keinen Verlauf</translation>
    </message>
    <message>
        <source>It is one moment. Compare it with another one, or with now.</source>
        <translation>Er ist ein Augenblick. Vergleiche ihn mit einem anderen oder mit jetzt.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::HolderChoice</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>konductor::ui::KeyButton</name>
    <message>
        <source>Press to choose other keys.</source>
        <translation>Drücken, um andere Tasten zu wählen.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>Press the keys…</source>
        <translation>Drücke die Tasten…</translation>
    </message>
</context>
<context>
    <name>konductor::ui::LessonCourse</name>
    <message>
        <source>Hand a lease over</source>
        <translation>Eine Lease übergeben</translation>
    </message>
    <message>
        <source>The pod of worker-a is gone, but lease db is still its. See to it that one who waits gets the lease.</source>
        <translation>Der Pod von worker-a ist weg, aber Lease db gehört ihm noch. Sorge dafür, dass jemand sie bekommt, der wartet.</translation>
    </message>
    <message>
        <source>Open Leases and choose db: the details say who holds it, who waits and in which order.</source>
        <translation>Öffne Leases und wähle db: die Details sagen, wer sie hält, wer wartet und in welcher Reihenfolge.</translation>
    </message>
    <message>
        <source>The request of worker-a still exists and has the highest priority: if the lease only expires, worker-a wins again.</source>
        <translation>Die Anfrage von worker-a besteht noch und hat die höchste Priorität: läuft die Lease nur ab, gewinnt worker-a wieder.</translation>
    </message>
    <message>
        <source>Press “Mend…” or choose Hand over in the menu of the lease, look at the calls, then carry them out.</source>
        <translation>Drücke „Beheben…“ oder wähle Übergeben im Menü der Lease, sieh dir die Aufrufe an, dann führe sie aus.</translation>
    </message>
    <message>
        <source>A lease without a TTL never comes back by itself, and who is gone goes on competing until its request is deleted.</source>
        <translation>Eine Lease ohne TTL kommt nie von selbst zurück, und wer weg ist, bewirbt sich weiter, bis seine Anfrage gelöscht ist.</translation>
    </message>
    <message>
        <source>Find the deadlock</source>
        <translation>Finde den Deadlock</translation>
    </message>
    <message>
        <source>ledger-1 and loader-1 have stood still for twenty minutes. Find what each of them waits for, and break the circle.</source>
        <translation>ledger-1 und loader-1 stehen seit zwanzig Minuten still. Finde, worauf jeder wartet, und löse den Kreis auf.</translation>
    </message>
    <message>
        <source>Wait graph draws who waits for whom; what waits in a circle is framed.</source>
        <translation>Der Wartegraph zeichnet, wer auf wen wartet; was im Kreis wartet, hat einen Rahmen.</translation>
    </message>
    <message>
        <source>Each holds one of the leases books and rates and waits for the other. One of them has to let go.</source>
        <translation>Jeder hält eine der Leases books und rates und wartet auf die andere. Einer muss loslassen.</translation>
    </message>
    <message>
        <source>Open Findings, choose the deadlock and press “Mend…”: it releases one lease together with its holder&apos;s request.</source>
        <translation>Öffne die Befunde, wähle den Deadlock und drücke „Beheben…“: das gibt eine Lease mitsamt der Anfrage ihres Inhabers frei.</translation>
    </message>
    <message>
        <source>No expiry breaks a deadlock for good. Taking locks in the same order everywhere keeps it from coming back.</source>
        <translation>Kein Ablauf löst einen Deadlock für immer. Sperren überall in derselben Reihenfolge zu nehmen, hält ihn fern.</translation>
    </message>
    <message>
        <source>Permits that do not add up</source>
        <translation>Permits, die nicht aufgehen</translation>
    </message>
    <message>
        <source>The numbers of semaphore quota have not moved for minutes. Find out why, and make them true again.</source>
        <translation>Die Zahlen des Semaphors quota stehen seit Minuten still. Finde heraus, warum, und mache sie wieder wahr.</translation>
    </message>
    <message>
        <source>Semaphores shows more permits than there are: the bar runs past its end.</source>
        <translation>Bei den Semaphoren sind mehr Permits zu sehen, als es gibt: der Balken geht über sein Ende hinaus.</translation>
    </message>
    <message>
        <source>The operator cannot write a negative number of free permits, so the status stands still until there are as many permits as were granted, or fewer granted.</source>
        <translation>Der Operator kann keine negative Zahl freier Permits schreiben; darum steht der Status still, bis es so viele Permits gibt, wie vergeben sind, oder weniger vergeben sind.</translation>
    </message>
    <message>
        <source>Change the semaphore&apos;s permits to 6, or release one of the two permits of etl-9.</source>
        <translation>Ändere die Permits des Semaphors auf 6, oder gib eines der beiden Permits von etl-9 frei.</translation>
    </message>
    <message>
        <source>The operator grants every permit. A semaphore holds only as long as all who take from it look first.</source>
        <translation>Der Operator vergibt jedes Permit. Ein Semaphor hält nur, solange alle, die von ihm nehmen, zuerst hinsehen.</translation>
    </message>
    <message>
        <source>A gate that can never open</source>
        <translation>Ein Gate, das nie aufgehen kann</translation>
    </message>
    <message>
        <source>Gate bulk has waited for an hour although nobody holds anything. Get it open.</source>
        <translation>Gate bulk wartet seit einer Stunde, obwohl niemand etwas hält. Bring es auf.</translation>
    </message>
    <message>
        <source>Open Gates and choose bulk: each condition says what it wants and what there is.</source>
        <translation>Öffne Gates und wähle bulk: jede Bedingung sagt, was sie will und was da ist.</translation>
    </message>
    <message>
        <source>It wants eight free permits of semaphore slots, which has six.</source>
        <translation>Es will acht freie Permits des Semaphors slots, und der hat sechs.</translation>
    </message>
    <message>
        <source>Change the semaphore&apos;s permits to 8, or the value in the gate&apos;s YAML. The operator looks again within ten seconds.</source>
        <translation>Ändere die Permits des Semaphors auf 8, oder den Wert im YAML des Gates. Der Operator sieht binnen zehn Sekunden wieder hin.</translation>
    </message>
    <message>
        <source>A gate says nothing of conditions that cannot be met: it waits. Findings name them.</source>
        <translation>Ein Gate sagt nichts von Bedingungen, die nie erfüllt sein können: es wartet. Die Befunde nennen sie.</translation>
    </message>
    <message>
        <source>From the gate to the root</source>
        <translation>Vom Gate bis zur Ursache</translation>
    </message>
    <message>
        <source>Gate release stays closed. Find who is at the root of it, mend that, and get the gate open.</source>
        <translation>Gate release bleibt zu. Finde, wer die Ursache ist, behebe das, und bring das Gate auf.</translation>
    </message>
    <message>
        <source>Choose the gate and follow the sentences of its details, link by link.</source>
        <translation>Wähle das Gate und folge den Sätzen seiner Details, Link für Link.</translation>
    </message>
    <message>
        <source>The barrier misses worker-c, which waits for lease db, whose holder&apos;s pod is gone. Hand the lease over first.</source>
        <translation>Der Barriere fehlt worker-c; der wartet auf Lease db, und der Pod ihres Inhabers ist weg. Übergib zuerst die Lease.</translation>
    </message>
    <message>
        <source>Nobody drives worker-c in this lesson: choose Arrive at barrier extract and arrive as worker-c.</source>
        <translation>Niemand treibt worker-c in dieser Lektion an: wähle Eintreffen bei Barriere extract, und triff als worker-c ein.</translation>
    </message>
    <message>
        <source>What stands in front is rarely what is broken. Follow the links until something waits for nothing.</source>
        <translation>Was vorn steht, ist selten das, was kaputt ist. Folge den Links, bis etwas auf nichts mehr wartet.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::LessonPanel</name>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Lessons…</source>
        <translation>Lektionen…</translation>
    </message>
    <message>
        <source>Lesson: %1</source>
        <translation>Lektion: %1</translation>
    </message>
    <message>
        <source>Hint (%1 of %2)</source>
        <translation>Hinweis (%1 von %2)</translation>
    </message>
    <message>
        <source>End the lesson</source>
        <translation>Lektion beenden</translation>
    </message>
    <message>
        <source>Hint %1: %2</source>
        <translation>Hinweis %1: %2</translation>
    </message>
    <message>
        <source>No more hints</source>
        <translation>Keine weiteren Hinweise</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Gelöst</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>Neu beginnen</translation>
    </message>
</context>
<context>
    <name>konductor::ui::LessonsSheet</name>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Each opens a small cluster of its own, in this program, with something wrong in it. Mend it with whatever the window offers; nothing real is touched.</source>
        <translation>Jede öffnet einen kleinen eigenen Cluster in diesem Programm, in dem etwas nicht stimmt. Behebe es mit allem, was das Fenster bietet; nichts Echtes wird berührt.</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>Rundgang machen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>Neu beginnen</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Beginnen</translation>
    </message>
    <message>
        <source>Begin: %1</source>
        <translation>Beginnen: %1</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>Gelöst</translation>
    </message>
</context>
<context>
    <name>konductor::ui::LinkSheet</name>
    <message>
        <source>Open a link</source>
        <translation>Einen Link öffnen</translation>
    </message>
    <message>
        <source>This link leads to another cluster</source>
        <translation>Dieser Link führt zu einem anderen Cluster</translation>
    </message>
    <message>
        <source>It shows %1, in the cluster “%2”. Open is “%3”.</source>
        <translation>Er zeigt %1, im Cluster „%2“. Offen ist „%3“.</translation>
    </message>
    <message>
        <source>Nothing is connected to until you say so. The link shows something and changes nothing.</source>
        <translation>Ohne dein Ja wird nichts verbunden. Der Link zeigt etwas und ändert nichts.</translation>
    </message>
    <message>
        <source>No context of yours is called so. With others the same cluster may have another name: look in the one that is open, or choose one.</source>
        <translation>Keiner deiner Kontexte heißt so. Bei anderen kann derselbe Cluster anders heißen: sieh in dem nach, der offen ist, oder wähle einen.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Look in %1</source>
        <translation>In %1 nachsehen</translation>
    </message>
    <message>
        <source>Connect to %1</source>
        <translation>Mit %1 verbinden</translation>
    </message>
    <message>
        <source>Choose a cluster…</source>
        <translation>Einen Cluster wählen…</translation>
    </message>
</context>
<context>
    <name>konductor::ui::LogSheet</name>
    <message>
        <source>Before its last restart</source>
        <translation>Vor dem letzten Neustart</translation>
    </message>
    <message>
        <source>Log of pod %1</source>
        <translation>Log von Pod %1</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>Container</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>Im Log suchen</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy as kubectl</source>
        <translation>Als kubectl kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>Nothing was logged.</source>
        <translation>Es wurde nichts protokolliert.</translation>
    </message>
    <message>
        <source>Its lines are so long that the newest are missing here.</source>
        <translation>Die Zeilen sind so lang, dass die neuesten hier fehlen.</translation>
    </message>
    <message numerus="yes">
        <source>The last %n lines at most.</source>
        <translation>
            <numerusform>Höchstens die letzte Zeile.</numerusform>
            <numerusform>Höchstens die letzten %n Zeilen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
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
        <translation>Primitive</translation>
    </message>
    <message>
        <source>Across kinds</source>
        <translation>Über alle Arten</translation>
    </message>
    <message>
        <source>What happened since the window was opened</source>
        <translation>Was geschah, seit das Fenster offen ist</translation>
    </message>
    <message>
        <source>Select a row to see who holds it, who waits, and why.</source>
        <translation>Wähle eine Zeile, um zu sehen, wer es hält, wer wartet und warum.</translation>
    </message>
    <message>
        <source>&amp;All clusters together…</source>
        <translation>&amp;Alle Cluster zusammen…</translation>
    </message>
    <message>
        <source>N&amp;ext cluster</source>
        <translation>&amp;Nächster Cluster</translation>
    </message>
    <message>
        <source>Pre&amp;vious cluster</source>
        <translation>&amp;Voriger Cluster</translation>
    </message>
    <message>
        <source>C&amp;lose this cluster</source>
        <translation>Diesen Cluster &amp;schließen</translation>
    </message>
    <message>
        <source>Colour and mark…</source>
        <translation>Farbe und Kennzeichen…</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Hand a lease over</source>
        <translation>Eine Lease übergeben</translation>
    </message>
    <message>
        <source>Make the operator look again</source>
        <translation>Den Operator noch einmal hinsehen lassen</translation>
    </message>
    <message>
        <source>Change a spec</source>
        <translation>Eine Spec ändern</translation>
    </message>
    <message>
        <source>Create another</source>
        <translation>Ein weiteres anlegen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>&amp;Cluster</source>
        <translation>&amp;Cluster</translation>
    </message>
    <message>
        <source>&amp;Connect…</source>
        <translation>&amp;Verbinden…</translation>
    </message>
    <message>
        <source>&amp;Reconnect now</source>
        <translation>Jetzt &amp;neu verbinden</translation>
    </message>
    <message>
        <source>Save a &amp;snapshot…</source>
        <translation>&amp;Snapshot speichern…</translation>
    </message>
    <message>
        <source>&amp;Open a snapshot…</source>
        <translation>Snapshot ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Com&amp;pare with…</source>
        <translation>&amp;Vergleichen mit…</translation>
    </message>
    <message>
        <source>Recent s&amp;napshots</source>
        <translation>&amp;Letzte Snapshots</translation>
    </message>
    <message>
        <source>Read-&amp;only</source>
        <translation>N&amp;ur lesend</translation>
    </message>
    <message>
        <source>Colour and &amp;mark…</source>
        <translation>Farbe und &amp;Kennzeichen…</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Go to anything…</source>
        <translation>&amp;Gehe zu irgendetwas…</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>For&amp;ward</source>
        <translation>&amp;Vorwärts</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>&amp;Object</source>
        <translation>&amp;Objekt</translation>
    </message>
    <message>
        <source>&amp;Copy rows</source>
        <translation>Zeilen &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;as</source>
        <translation>Kopieren &amp;als</translation>
    </message>
    <message>
        <source>Copy &amp;link</source>
        <translation>&amp;Link kopieren</translation>
    </message>
    <message>
        <source>&amp;Action</source>
        <translation>A&amp;ktion</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;This page</source>
        <translation>&amp;Diese Seite</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>1 Objekt</numerusform>
            <numerusform>%n Objekte</numerusform>
        </translation>
    </message>
    <message>
        <source>On a page</source>
        <translation>Auf einer Seite</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>Diese Tasten</translation>
    </message>
    <message>
        <source>Copy “%1”</source>
        <translation>„%1“ kopieren</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>Kopieren als</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
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
        <translation>Namen</translation>
    </message>
    <message>
        <source>kubectl commands</source>
        <translation>kubectl-Befehle</translation>
    </message>
    <message>
        <source>%1  (it is now)</source>
        <translation>%1  (ist es jetzt)</translation>
    </message>
    <message>
        <source>The operator</source>
        <translation>Der Operator</translation>
    </message>
    <message>
        <source>It is at work again.</source>
        <translation>Er arbeitet wieder.</translation>
    </message>
    <message>
        <source>%1: a plan is being carried out. What is left of it will not be done.</source>
        <translation>%1: ein Plan wird ausgeführt. Was davon übrig ist, wird nicht getan.</translation>
    </message>
    <message>
        <source>%1: an edit is not applied.</source>
        <translation>%1: eine Änderung ist nicht angewandt.</translation>
    </message>
    <message>
        <source>Co&amp;lumns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>Saved &amp;views</source>
        <translation>Gespeicherte &amp;Ansichten</translation>
    </message>
    <message>
        <source>What is wrong, at a glance</source>
        <translation>Was falsch ist, auf einen Blick</translation>
    </message>
    <message>
        <source>The overview begins with what is wrong, worst first. Every name is a link: press it to go there.</source>
        <translation>Der Überblick beginnt mit dem, was falsch ist, das Schlimmste zuerst. Jeder Name ist ein Link: drück ihn, um hinzukommen.</translation>
    </message>
    <message>
        <source>A table for each kind</source>
        <translation>Eine Tabelle für jede Art</translation>
    </message>
    <message>
        <source>Leases, semaphores, gates and the others are live. The line above filters every page: / takes you there, and it completes what you type.</source>
        <translation>Leases, Semaphore, Gates und die anderen sind live. Die Zeile darüber filtert jede Seite: / bringt dich hin, und sie ergänzt, was du tippst.</translation>
    </message>
    <message>
        <source>Why, in sentences</source>
        <translation>Warum, in Sätzen</translation>
    </message>
    <message>
        <source>The details tell of the row you are at: why it is stuck, who holds it, who waits, and what mends it. The links lead to the root.</source>
        <translation>Die Details erzählen von der Zeile, bei der du bist: warum es feststeckt, wer es hält, wer wartet und was hilft. Die Links führen zur Ursache.</translation>
    </message>
    <message>
        <source>Who waits for whom</source>
        <translation>Wer auf wen wartet</translation>
    </message>
    <message>
        <source>In the wait graph the arrows lead from who waits to what is waited for. The root blocks all the others; a circle is a deadlock and has a frame.</source>
        <translation>Im Wartegraphen führen die Pfeile von dem, der wartet, zu dem, worauf er wartet. Die Ursache blockiert alle anderen; ein Kreis ist ein Deadlock und hat einen Rahmen.</translation>
    </message>
    <message>
        <source>Nothing is written unseen</source>
        <translation>Nichts wird ungesehen geschrieben</translation>
    </message>
    <message>
        <source>An action first shows its exact calls, what will follow, and what the server says to trying it. Nothing happens before you press the button that names the act.</source>
        <translation>Eine Aktion zeigt erst ihre genauen Aufrufe, was daraus folgt und was der Server zu einer Probe sagt. Nichts geschieht, bevor du den Knopf drückst, der die Tat nennt.</translation>
    </message>
    <message>
        <source>Where to go on</source>
        <translation>Wie es weitergeht</translation>
    </message>
    <message>
        <source>Ctrl+K goes to any object, page or action. F1 explains the page you are on, ? lists the keys. The lessons in the Help menu each give you something to mend.</source>
        <translation>Strg+K geht zu jedem Objekt, jeder Seite und jeder Aktion. F1 erklärt die Seite, auf der du bist, ? nennt die Tasten. Die Lektionen im Hilfemenü geben dir je etwas zu beheben.</translation>
    </message>
    <message>
        <source>Take the &amp;tour</source>
        <translation>&amp;Rundgang machen</translation>
    </message>
    <message>
        <source>&amp;Lessons…</source>
        <translation>&amp;Lektionen…</translation>
    </message>
    <message>
        <source>koncli commands</source>
        <translation>koncli-Befehle</translation>
    </message>
    <message>
        <source>Show the log of pod %1</source>
        <translation>Das Log von Pod %1 zeigen</translation>
    </message>
    <message>
        <source>A snapshot does not change.</source>
        <translation>Ein Snapshot ändert sich nicht.</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>Als CSV kopieren</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Als Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Copy the names</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>Copy as kubectl commands</source>
        <translation>Als kubectl-Befehle kopieren</translation>
    </message>
    <message>
        <source>Copy as koncli commands</source>
        <translation>Als koncli-Befehle kopieren</translation>
    </message>
    <message>
        <source>A&amp;ctivity</source>
        <translation>&amp;Aktivität</translation>
    </message>
    <message>
        <source>Nothing has happened yet.</source>
        <translation>Es ist noch nichts geschehen.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::MendButton</name>
    <message>
        <source>Mend…</source>
        <translation>Beheben…</translation>
    </message>
    <message>
        <source>Mend what was found</source>
        <translation>Beheben, was gefunden wurde</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Meter</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 % left</source>
        <translation>noch %1 %</translation>
    </message>
</context>
<context>
    <name>konductor::ui::NoticeSheet</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ObjectPanel</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
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
        <translation>Überblick</translation>
    </message>
    <message>
        <source>Follow a name to see who holds it, who waits, and why.</source>
        <translation>Folge einem Namen, um zu sehen, wer es hält, wer wartet und warum.</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 warten</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was falsch ist</translation>
    </message>
    <message>
        <source>and %1 more on the page Findings</source>
        <translation>und %1 weitere auf der Seite Befunde</translation>
    </message>
    <message>
        <source>Nothing, as far as is seen.</source>
        <translation>Nichts, soweit zu sehen ist.</translation>
    </message>
    <message>
        <source>Who blocks most</source>
        <translation>Wer am meisten blockiert</translation>
    </message>
    <message>
        <source>deadlock</source>
        <translation>Deadlock</translation>
    </message>
    <message>
        <source>Nobody waits for anybody.</source>
        <translation>Niemand wartet auf jemanden.</translation>
    </message>
    <message>
        <source>What changed last</source>
        <translation>Was sich zuletzt geändert hat</translation>
    </message>
    <message>
        <source>Nothing since this window was opened.</source>
        <translation>Nichts, seit dieses Fenster offen ist.</translation>
    </message>
    <message>
        <source>What expires next</source>
        <translation>Was als Nächstes abläuft</translation>
    </message>
    <message>
        <source>No hold has an end.</source>
        <translation>Nichts Gehaltenes hat ein Ende.</translation>
    </message>
    <message>
        <source>The operator</source>
        <translation>Der Operator</translation>
    </message>
    <message>
        <source>Neither its Deployment nor a write of it is to be seen.</source>
        <translation>Weder sein Deployment noch ein Schreibzugriff von ihm ist zu sehen.</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>Not known yet.</source>
        <translation>Noch nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Palette</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>not now</source>
        <translation>jetzt nicht</translation>
    </message>
</context>
<context>
    <name>konductor::ui::PaletteModel</name>
    <message>
        <source>gone</source>
        <translation>weg</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>Inhaber</translation>
    </message>
</context>
<context>
    <name>konductor::ui::PaletteSheet</name>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Go to anything</source>
        <translation>Gehe zu irgendetwas</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Gehe zu</translation>
    </message>
    <message>
        <source>An object, a page, something to do</source>
        <translation>Ein Objekt, eine Seite, etwas zu tun</translation>
    </message>
    <message>
        <source>↑ ↓ choose   ·   Return opens   ·   Esc closes</source>
        <translation>↑ ↓ wählt   ·   Return öffnet   ·   Esc schließt</translation>
    </message>
    <message>
        <source>Nothing is called so.</source>
        <translation>Nichts heißt so.</translation>
    </message>
    <message>
        <source>the best %1 of %2</source>
        <translation>die besten %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>1 gefunden</numerusform>
            <numerusform>%n gefunden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>konductor::ui::PlanSheet</name>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Asking the server to try it…</source>
        <translation>Der Server wird gebeten, es zu probieren…</translation>
    </message>
    <message>
        <source>Why (for the journal, optional)</source>
        <translation>Warum (für das Journal, freiwillig)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>This cluster is protected: type %1 to go on</source>
        <translation>Dieser Cluster ist geschützt: tippe %1, um fortzufahren</translation>
    </message>
    <message>
        <source>Name of the object</source>
        <translation>Name des Objekts</translation>
    </message>
    <message>
        <source>Name of the cluster</source>
        <translation>Name des Clusters</translation>
    </message>
    <message>
        <source>Go on when one of them is refused or has no effect</source>
        <translation>Weitermachen, wenn einer abgelehnt wird oder keine Wirkung hat</translation>
    </message>
    <message>
        <source>Copy as kubectl</source>
        <translation>Als kubectl kopieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Leave the refused ones out</source>
        <translation>Die abgelehnten auslassen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>✓ The server&apos;s dry run accepted every call. The plan before this one is still running.</source>
        <translation>✓ Der Probelauf des Servers nahm jeden Aufruf an. Der Plan davor läuft noch.</translation>
    </message>
    <message>
        <source>✓ The server&apos;s dry run accepted every call.</source>
        <translation>✓ Der Probelauf des Servers nahm jeden Aufruf an.</translation>
    </message>
    <message>
        <source>✗ The server&apos;s dry run refused it. %1</source>
        <translation>✗ Der Probelauf des Servers lehnte es ab. %1</translation>
    </message>
    <message>
        <source>✗ The server&apos;s dry run refused %1 of %2.</source>
        <translation>✗ Der Probelauf des Servers lehnte %1 von %2 ab.</translation>
    </message>
    <message>
        <source>Writing, then watching for the effect…</source>
        <translation>Wird geschrieben, dann wird auf die Wirkung gewartet…</translation>
    </message>
    <message>
        <source>%1 of %2 went as planned.</source>
        <translation>%1 von %2 gingen wie geplant.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::SavedViews</name>
    <message>
        <source>&amp;Save this view…</source>
        <translation>Diese Ansicht &amp;speichern…</translation>
    </message>
    <message>
        <source>Copy this view as a &amp;link</source>
        <translation>Diese Ansicht als &amp;Link kopieren</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>E&amp;xportieren…</translation>
    </message>
    <message>
        <source>No view is saved.</source>
        <translation>Keine Ansicht ist gespeichert.</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>Diese Ansicht speichern</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>A view needs a name.</source>
        <translation>Eine Ansicht braucht einen Namen.</translation>
    </message>
    <message>
        <source>Another view has this name. Choose a different one.</source>
        <translation>Eine andere Ansicht heißt schon so. Nimm einen anderen Namen.</translation>
    </message>
    <message>
        <source>Rena&amp;me</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>Rename the view %1</source>
        <translation>Ansicht %1 umbenennen</translation>
    </message>
    <message>
        <source>Remove the view %1</source>
        <translation>Ansicht %1 entfernen</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Page, query, columns and order; View and Ctrl+K find it again</source>
        <translation>Seite, Abfrage, Spalten und Reihenfolge; zu finden unter Ansicht und mit Strg+K</translation>
    </message>
</context>
<context>
    <name>konductor::ui::SecretDialog</name>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Settings</name>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>There is no setting %1.</source>
        <translation>Es gibt keine Einstellung %1.</translation>
    </message>
    <message>
        <source>%1 can be %2; it cannot be %3.</source>
        <translation>%1 kann %2 sein; %3 kann es nicht sein.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>The colours.</source>
        <translation>Die Farben.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Times in tables</source>
        <translation>Zeiten in Tabellen</translation>
    </message>
    <message>
        <source>Ages and ends; the other is shown on hover.</source>
        <translation>Alter und Enden; das andere steht beim Überfahren.</translation>
    </message>
    <message>
        <source>Relative (47 min)</source>
        <translation>Relativ (47 min)</translation>
    </message>
    <message>
        <source>Absolute (13:15:20)</source>
        <translation>Absolut (13:15:20)</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Of every time of day in tables, details and history.</source>
        <translation>Jeder Uhrzeit in Tabellen, Details und Verlauf.</translation>
    </message>
    <message>
        <source>Local</source>
        <translation>Lokal</translation>
    </message>
    <message>
        <source>UTC</source>
        <translation>UTC</translation>
    </message>
    <message>
        <source>Tell new findings</source>
        <translation>Neue Befunde melden</translation>
    </message>
    <message>
        <source>From this severity on, through the desktop and in the activity.</source>
        <translation>Ab dieser Schwere, über den Desktop und in der Aktivität.</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Errors and warnings</source>
        <translation>Fehler und Warnungen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>Symbol im Benachrichtigungsfeld</translation>
    </message>
    <message>
        <source>Shows the worst finding of all open clusters, where the desktop has a tray.</source>
        <translation>Zeigt den schlimmsten Befund aller offenen Cluster, wo der Desktop ein Benachrichtigungsfeld hat.</translation>
    </message>
    <message>
        <source>Ask before closing</source>
        <translation>Vor dem Schließen fragen</translation>
    </message>
    <message>
        <source>While a plan is carried out or an edit is not applied.</source>
        <translation>Solange ein Plan ausgeführt wird oder eine Änderung nicht angewandt ist.</translation>
    </message>
    <message>
        <source>The file cannot be written.</source>
        <translation>Die Datei kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>This is no file of settings.</source>
        <translation>Dies ist keine Datei mit Einstellungen.</translation>
    </message>
    <message>
        <source>%1 are no keys.</source>
        <translation>%1 sind keine Tasten.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::SettingsSheet</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export the settings</source>
        <translation>Die Einstellungen exportieren</translation>
    </message>
    <message>
        <source>Import settings</source>
        <translation>Einstellungen importieren</translation>
    </message>
    <message>
        <source>Settings (*.ini);;All files (*)</source>
        <translation>Einstellungen (*.ini);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>konductor::ui::ShortcutsSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 may be typed as text. Take it with Ctrl or Alt.</source>
        <translation>%1 könnte getippter Text sein. Nimm Ctrl oder Alt dazu.</translation>
    </message>
    <message>
        <source>%1 is “%2” already. Give that other keys first.</source>
        <translation>%1 ist schon „%2“. Gib dem erst andere Tasten.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Sidebar</name>
    <message>
        <source>○ connecting</source>
        <translation>○ verbindet</translation>
    </message>
    <message>
        <source>● live</source>
        <translation>● live</translation>
    </message>
    <message>
        <source>◐ in part</source>
        <translation>◐ zum Teil</translation>
    </message>
    <message>
        <source>◐ stale</source>
        <translation>◐ veraltet</translation>
    </message>
    <message>
        <source>✗ offline</source>
        <translation>✗ offline</translation>
    </message>
    <message>
        <source>▣ snapshot</source>
        <translation>▣ Snapshot</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>nur lesend</translation>
    </message>
    <message>
        <source>Cluster %1, %2, findings: %3</source>
        <translation>Cluster %1, %2, Befunde: %3</translation>
    </message>
</context>
<context>
    <name>konductor::ui::SnapshotSheet</name>
    <message>
        <source>Names of objects</source>
        <translation>Namen von Objekten</translation>
    </message>
    <message>
        <source>Namespaces</source>
        <translation>Namespaces</translation>
    </message>
    <message>
        <source>Holders, pods and jobs</source>
        <translation>Inhaber, Pods und Jobs</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Annotations and managed fields are never in it. Everything else is as the server has it.</source>
        <translation>Annotations und managedFields sind nie darin. Alles andere ist so, wie der Server es hat.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>As they are</source>
        <translation>Wie sie sind</translation>
    </message>
    <message>
        <source>Under other names</source>
        <translation>Unter anderen Namen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <source>Keep it, for yourself alone</source>
        <translation>Behalten, nur für dich</translation>
    </message>
    <message>
        <source>With it the aliases can be turned back, and the next snapshot has the same ones.</source>
        <translation>Mit ihm lassen sich die Aliasse zurückübersetzen, und der nächste Snapshot hat dieselben.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Only what the filter shows: %1</source>
        <translation>Nur was der Filter zeigt: %1</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
    <message>
        <source>The server, who took it and every message are hidden as well; annotations are never in it. The same name gets the same alias everywhere.</source>
        <translation>Auch der Server, wer ihn gemacht hat und jede Meldung sind verborgen; Annotationen sind nie darin. Derselbe Name bekommt überall denselben Alias.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Swatch</name>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>konductor::ui::TablePage</name>
    <message>
        <source>The rows are known by it.</source>
        <translation>Die Zeilen erkennt man daran.</translation>
    </message>
    <message>
        <source>&amp;Add a column…</source>
        <translation>Spalte &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>In the filter: %1</source>
        <translation>Im Filter: %1</translation>
    </message>
    <message>
        <source>The filter has no field %1: it was looked for as a word.</source>
        <translation>Der Filter hat kein Feld %1: es wurde als Wort gesucht.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Title of %1…</source>
        <translation>Titel von %1…</translation>
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
        <translation>%1: jetzt %2, zwischen %3 und %4 seit %5</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Tour</name>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Lessons…</source>
        <translation>Lektionen…</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Tour, %1 of %2</source>
        <translation>Rundgang, %1 von %2</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
</context>
<context>
    <name>konductor::ui::TypedClusterDialog</name>
    <message>
        <source>Certificate authority</source>
        <translation>Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>-----BEGIN CERTIFICATE-----
empty: the system&apos;s authorities</source>
        <translation>-----BEGIN CERTIFICATE-----
leer: die Stellen des Systems</translation>
    </message>
    <message>
        <source>Client certificate</source>
        <translation>Client-Zertifikat</translation>
    </message>
    <message>
        <source>-----BEGIN CERTIFICATE-----</source>
        <translation>-----BEGIN CERTIFICATE-----</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>-----BEGIN PRIVATE KEY-----</source>
        <translation>-----BEGIN PRIVATE KEY-----</translation>
    </message>
    <message>
        <source>Looking for a keychain…</source>
        <translation>Ein Schlüsselbund wird gesucht…</translation>
    </message>
    <message>
        <source>Type in a cluster</source>
        <translation>Einen Cluster eingeben</translation>
    </message>
    <message>
        <source>What you call it</source>
        <translation>Wie du ihn nennst</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>Namespace</translation>
    </message>
    <message>
        <source>Sign in with</source>
        <translation>Anmelden mit</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Token or key go to this desktop&apos;s keychain, and nowhere else.</source>
        <translation>Token oder Schlüssel kommen in den Schlüsselbund dieses Desktops und nirgendwo sonst hin.</translation>
    </message>
    <message>
        <source>There is no keychain here: token or key are kept until the program ends.</source>
        <translation>Hier gibt es keinen Schlüsselbund: Token oder Schlüssel werden behalten, bis das Programm endet.</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>Gib ihm einen Namen.</translation>
    </message>
    <message>
        <source>The server is an https address, such as https://api.example.com:6443.</source>
        <translation>Der Server ist eine https-Adresse, etwa https://api.example.com:6443.</translation>
    </message>
    <message>
        <source>The certificate authority is not in PEM form.</source>
        <translation>Die Zertifizierungsstelle ist nicht in PEM-Form.</translation>
    </message>
    <message>
        <source>The token is missing.</source>
        <translation>Das Token fehlt.</translation>
    </message>
    <message>
        <source>Certificate and key are both needed, in PEM form.</source>
        <translation>Zertifikat und Schlüssel sind beide nötig, in PEM-Form.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>konductor::ui::UtilisationCard</name>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>In use since this window was opened, all namespaces</source>
        <translation>In Gebrauch, seit dieses Fenster offen ist, alle Namespaces</translation>
    </message>
    <message>
        <source>Permits</source>
        <translation>Permits</translation>
    </message>
    <message>
        <source>Leases and locks</source>
        <translation>Leases und Sperren</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>The lines begin in a few seconds.</source>
        <translation>Die Linien beginnen in ein paar Sekunden.</translation>
    </message>
</context>
<context>
    <name>konductor::ui::WaitGraphPage</name>
    <message>
        <source>Wait graph</source>
        <translation>Wartegraph</translation>
    </message>
    <message>
        <source>As tree</source>
        <translation>Als Baum</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>Fit everything in</source>
        <translation>Alles einpassen</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Choose a box to see why it waits and what is at the end of the chain.</source>
        <translation>Wähle einen Kasten, um zu sehen, warum er wartet und was am Ende der Kette steht.</translation>
    </message>
    <message>
        <source>Nobody waits for anybody</source>
        <translation>Niemand wartet auf jemanden</translation>
    </message>
    <message>
        <source>No gate, barrier, job or holder waits for another in what is seen.</source>
        <translation>Kein Gate, keine Barrier, kein Job und kein Inhaber wartet auf andere, soweit zu sehen ist.</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>%1 warten</translation>
    </message>
    <message>
        <source>%1 not drawn: choose a namespace</source>
        <translation>%1 nicht gezeichnet: wähle einen Namespace</translation>
    </message>
</context>
<context>
    <name>konductor::ui::WaitGraphView</name>
    <message>
        <source>Wait graph</source>
        <translation>Wartegraph</translation>
    </message>
    <message>
        <source>Deadlock: nobody can move until one of them lets go</source>
        <translation>Deadlock: niemand kommt weiter, bis einer loslässt</translation>
    </message>
    <message>
        <source>Deadlock for %1: nobody can move until one of them lets go</source>
        <translation>Deadlock seit %1: niemand kommt weiter, bis einer loslässt</translation>
    </message>
    <message>
        <source>It seems that nobody here can move until one of them lets go</source>
        <translation>Anscheinend kommt hier niemand weiter, bis einer loslässt</translation>
    </message>
</context>
<context>
    <name>konductor::ui::WaitSearch</name>
    <message>
        <source>Find a box</source>
        <translation>Einen Kasten finden</translation>
    </message>
    <message>
        <source>Find in the wait graph</source>
        <translation>Im Wartegraph suchen</translation>
    </message>
    <message>
        <source>Names, kinds, namespaces. Return goes to the next, Shift+Return to the one before.</source>
        <translation>Namen, Arten, Namespaces. Return geht zum nächsten, Shift+Return zum vorigen.</translation>
    </message>
    <message>
        <source>none of those drawn</source>
        <translation>keiner der gezeichneten</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>%1 gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>konductor::ui::WaitTree</name>
    <message>
        <source>Who waits for whom</source>
        <translation>Wer auf wen wartet</translation>
    </message>
    <message>
        <source>Deadlock of %1: nobody can move until one of them lets go</source>
        <translation>Deadlock von %1: niemand kommt weiter, bis einer loslässt</translation>
    </message>
    <message>
        <source>It seems that none of these %1 can move until one of them lets go</source>
        <translation>Anscheinend kommt keiner dieser %1 weiter, bis einer loslässt</translation>
    </message>
</context>
<context>
    <name>konductor::ui::Watchlist</name>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>Tell me when this %1 is %2</source>
        <translation>Melden, wenn %1 %2 ist</translation>
    </message>
    <message>
        <source>You will be told when it is %1.</source>
        <translation>Du bekommst Bescheid, wenn es %1 ist.</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message>
        <source>%1 was deleted</source>
        <translation>%1 wurde gelöscht</translation>
    </message>
    <message>
        <source>%1 new findings</source>
        <translation>%1 neue Befunde</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>New finding in %1</source>
        <translation>Neuer Befund in %1</translation>
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
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Apply…</source>
        <translation>Anwenden…</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>Spec, labels and annotations can be changed. Applying shows the call and lets the server try it first.</source>
        <translation>Spec, Labels und Annotations können geändert werden. Anwenden zeigt den Aufruf und lässt den Server ihn erst probieren.</translation>
    </message>
    <message>
        <source>The object has changed since you began. Discard, look at what is new, and edit again.</source>
        <translation>Das Objekt hat sich geändert, seit du begonnen hast. Verwirf, sieh dir das Neue an und bearbeite noch einmal.</translation>
    </message>
    <message>
        <source>You are editing %1. Apply or discard it to see another object.</source>
        <translation>Du bearbeitest %1. Wende es an oder verwirf es, um ein anderes Objekt zu sehen.</translation>
    </message>
    <message>
        <source>This object is not there any more.</source>
        <translation>Dieses Objekt ist nicht mehr da.</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>Wird geladen…</translation>
    </message>
    <message>
        <source>This object is gone. Below is how it was last read.</source>
        <translation>Dieses Objekt ist weg. Unten steht, wie es zuletzt gelesen wurde.</translation>
    </message>
</context>
</TS>
