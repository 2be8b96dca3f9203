// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/typedclusterdialog.h"

#include "core/base/text.h"
#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> wrong(const QString& message)
{
    return fail(makeError(Error::Kind::Config, {}, message));
}

QPlainTextEdit* pemField(const QString& name, const QString& hint, QWidget* parent)
{
    auto* edit = new QPlainTextEdit(parent);
    edit->setAccessibleName(name);
    edit->setPlaceholderText(hint);
    edit->setTabChangesFocus(true);
    edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    edit->setLayoutDirection(Qt::LeftToRight);
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * 4 + 2 * space::large);
    return edit;
}

QFormLayout* formLayout()
{
    auto* form = new QFormLayout;
    form->setVerticalSpacing(space::large);
    form->setHorizontalSpacing(space::large);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    return form;
}

bool isPem(const QString& text)
{
    return text.contains("-----BEGIN "_L1);
}

} // namespace

TypedClusterDialog::TypedClusterDialog(QWidget* parent)
    : QDialog(parent)
    , m_name(new QLineEdit(this))
    , m_server(new QLineEdit(this))
    , m_namespace(new QLineEdit(this))
    , m_authority(pemField(tr("Certificate authority"),
                           tr("-----BEGIN CERTIFICATE-----\nempty: the system's authorities"), this))
    , m_signIn(new QComboBox(this))
    , m_token(new QLineEdit(this))
    , m_certificate(pemField(tr("Client certificate"), tr("-----BEGIN CERTIFICATE-----"), this))
    , m_key(pemField(tr("Key"), tr("-----BEGIN PRIVATE KEY-----"), this))
    , m_keychain(plainLabel(tr("Looking for a keychain…"), this))
    , m_problem(problemLabel(this))
{
    setWindowTitle(tr("Type in a cluster"));
    build();
    m_name->setFocus();
}

void TypedClusterDialog::showSignIn(int way)
{
    m_form->setRowVisible(m_token, way == 0);
    m_form->setRowVisible(m_certificate, way == 1);
    m_form->setRowVisible(m_key, way == 1);
    resize(fontMetrics().averageCharWidth() * 92, sizeHint().height());
}

void TypedClusterDialog::build()
{
    m_name->setPlaceholderText(tr("What you call it"));
    m_server->setPlaceholderText(u"https://api.example.com:6443"_s);
    m_namespace->setPlaceholderText(u"default"_s);
    m_name->setAccessibleName(tr("Name"));
    m_server->setAccessibleName(tr("Server"));
    m_namespace->setAccessibleName(tr("Namespace"));
    m_signIn->setAccessibleName(tr("Sign in with"));
    m_signIn->addItems({tr("Token"), tr("Client certificate")});
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setAccessibleName(tr("Token"));
    m_form = formLayout();
    m_form->addRow(tr("Name"), m_name);
    m_form->addRow(tr("Server"), m_server);
    m_form->addRow(tr("Namespace"), m_namespace);
    m_form->addRow(tr("Certificate authority"), m_authority);
    m_form->addRow(tr("Sign in with"), m_signIn);
    m_form->addRow(tr("Token"), m_token);
    m_form->addRow(tr("Certificate"), m_certificate);
    m_form->addRow(tr("Key"), m_key);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel")); // as the sheets have it, not as Qt's catalogue
    buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole)->setProperty("role", u"primary"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::large);
    layout->addLayout(m_form);
    layout->addWidget(m_keychain);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    connect(m_signIn, &QComboBox::currentIndexChanged, this, &TypedClusterDialog::showSignIn);
    showSignIn(0);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &TypedClusterDialog::accepted);
}

void TypedClusterDialog::setKeychain(bool available)
{
    m_keychain->setText(available ? tr("Token or key go to this desktop's keychain, and nowhere else.")
                                  : tr("There is no keychain here: token or key are kept until the program ends."));
}

Result<kube::ConnectionSettings> TypedClusterDialog::settings() const
{
    kube::ConnectionSettings out;
    out.contextName = m_name->text().trimmed();
    if (out.contextName.isEmpty()) {
        return wrong(tr("Give it a name."));
    }
    out.clusterName = out.contextName;
    out.userName = out.contextName;
    const QString address = m_server->text().trimmed();
    out.server =
        QUrl(address.contains(u"://"_s) ? address : u"https://"_s + address, QUrl::StrictMode)
            .adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    if (out.server.host().isEmpty() || out.server.scheme() != u"https") {
        return wrong(tr("The server is an https address, such as https://api.example.com:6443."));
    }
    out.ns = m_namespace->text().trimmed().isEmpty() ? u"default"_s : m_namespace->text().trimmed();
    const QString authority = m_authority->toPlainText().trimmed();
    if (!authority.isEmpty() && !isPem(authority)) {
        return wrong(tr("The certificate authority is not in PEM form."));
    }
    out.caPem = authority.toUtf8();
    if (m_signIn->currentIndex() == 0) {
        out.token = Secret(m_token->text().trimmed().toUtf8());
        return out.token.isEmpty() ? Result<kube::ConnectionSettings>(wrong(tr("The token is missing."))) : out;
    }
    out.clientCertificatePem = m_certificate->toPlainText().toUtf8();
    out.clientKeyPem = Secret(m_key->toPlainText().toUtf8());
    if (!isPem(m_certificate->toPlainText()) || !isPem(m_key->toPlainText())) {
        return wrong(tr("Certificate and key are both needed, in PEM form."));
    }
    return out;
}

void TypedClusterDialog::accepted()
{
    const Result<kube::ConnectionSettings> typed = settings();
    if (!typed) {
        m_problem->setText(visibleText(typed.error().message.shown));
        m_problem->show();
        return;
    }
    m_token->clear();
    m_key->clear();
    accept();
    emit entered(*typed);
}

} // namespace konductor::ui
