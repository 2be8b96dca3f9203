// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/findingsmodel.h"
#include "ui/pages/modelpage.h"

class QPushButton;

namespace konductor::ui {

/// Everything that is wrong, worst first; the details show the object with its evidence and what mends it.
class FindingsPage final : public ModelPage {
    Q_OBJECT
public:
    FindingsPage(const ClusterInsight& source, const live::ClusterMirror& mirror, const Clock& clock,
                 QWidget* parent = nullptr);

    FindingsModel& model() { return *m_model; }
    /// Those that pass the filter, worst first.
    std::vector<insight::Finding> shown() const;
    std::optional<DetailsContent> details(Timestamp now) const override;
    std::optional<insight::Finding> finding() const override;
    bool select(const ObjectKey& key) override;
    void setFilter(const QString& text) override { m_model->setFilter(text); }
    void setNamespace(const QString& ns) override { m_model->setNamespace(ns); }

signals:
    void mendAllRequested();

protected:
    qsizetype total() const override;
    QString summary() const override;
    PageState emptyState(PageState state) const override;
    void refreshTools() override;
    void setAwake(bool awake) override { m_model->setAwake(awake); }

private:
    const ClusterInsight& m_source;
    FindingsModel* m_model;
    QPushButton* m_mendAll;
};

/// "2 errors · 1 warning"; empty where there is nothing.
QString findingsSummary(const insight::FindingCounts& findings);

} // namespace konductor::ui
