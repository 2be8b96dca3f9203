// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/eventsmodel.h"
#include "ui/pages/modelpage.h"

namespace konductor::ui {

/// What happened since the window was opened, newest first; the details show the object as it is now.
class HistoryPage final : public ModelPage {
    Q_OBJECT
public:
    HistoryPage(const ClusterHistory& source, const live::ClusterMirror& mirror, const Clock& clock,
                QWidget* parent = nullptr);

    EventsModel& model() { return *m_model; }
    void setFilter(const QString& text) override { m_model->setFilter(text); }
    void setNamespace(const QString& ns) override { m_model->setNamespace(ns); }
    void setTimes(const TimeStyle& times) override;

protected:
    qsizetype total() const override;
    QString summary() const override;
    PageState emptyState(PageState state) const override;
    void setAwake(bool awake) override { m_model->setAwake(awake); }

private:
    const ClusterHistory& m_source;
    EventsModel* m_model;
};

} // namespace konductor::ui
