// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/linksheet.h"

#include "ui/dialogs/labels.h"
#include "ui/theme/tokens.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace konductor::ui {

using namespace Qt::StringLiterals;

LinkSheet::LinkSheet(const Question& question, QWidget* host) : Sheet(host)
{
    setAccessibleName(tr("Open a link"));
    QLabel* heading = headingLabel(tr("This link leads to another cluster"), this);
    QLabel* what = plainLabel(
        tr("It shows %1, in the cluster “%2”. Open is “%3”.").arg(question.target, question.cluster, question.here),
        this);
    QLabel* note = quietLabel(
        question.known ? tr("Nothing is connected to until you say so. The link shows something and changes nothing.")
                       : tr("No context of yours is called so. With others the same cluster may have another name: "
                            "look in the one that is open, or choose one."),
        this);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    auto* here = new QPushButton(tr("Look in %1").arg(question.here), this);
    here->setObjectName(u"here"_s);
    auto* go =
        new QPushButton(question.known ? tr("Connect to %1").arg(question.cluster) : tr("Choose a cluster…"), this);
    go->setObjectName(u"connect"_s);
    go->setProperty("role", question.known ? u"primary"_s : QString());
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QPushButton* button : {cancel, here, go}) {
        button->setAutoDefault(true);
        buttons->addWidget(button);
    }
    content().addWidget(heading);
    content().addWidget(what);
    content().addWidget(note);
    content().addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &Sheet::dismiss);
    connect(here, &QPushButton::clicked, this, [this] {
        dismiss();
        emit hereRequested();
    });
    connect(go, &QPushButton::clicked, this, [this] {
        dismiss();
        emit connectRequested();
    });
    connect(this, &Sheet::dismissed, this, &QObject::deleteLater);
    present(cancel); // a link that arrives while somebody types must not be answered by their next key
}

} // namespace konductor::ui
