// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/detailscontent.h"

#include <QPushButton>

namespace konductor::ui {

/// Offers to mend a finding: below a card's rows, or as a link at the end of one. Hidden where there is nothing to
/// mend.
class MendButton final : public QPushButton {
    Q_OBJECT
public:
    explicit MendButton(QWidget* parent = nullptr);
    /// `about` is what is wrong, in words, for who cannot see what it stands beside.
    void setMend(const std::optional<DetailsMend>& mend, const QString& about);

signals:
    void mendRequested(const konductor::insight::Finding& finding);

private:
    std::optional<DetailsMend> m_mend;
};

} // namespace konductor::ui
