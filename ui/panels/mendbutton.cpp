// SPDX-License-Identifier: Apache-2.0
#include "ui/panels/mendbutton.h"

namespace konductor::ui {

MendButton::MendButton(QWidget* parent) : QPushButton(tr("Mend…"), parent)
{
    setAccessibleName(tr("Mend what was found"));
    connect(this, &QPushButton::clicked, this, [this] {
        const insight::Finding finding = m_mend->finding; // the row may have another when the plan is there
        emit mendRequested(finding);
    });
}

void MendButton::setMend(const std::optional<DetailsMend>& mend, const QString& about)
{
    m_mend = mend;
    setVisible(mend.has_value());
    setEnabled(mend && mend->whyNot.isEmpty());
    setToolTip(mend ? mend->whyNot.toHtmlEscaped() : QString());
    setAccessibleDescription(about);
}

} // namespace konductor::ui
