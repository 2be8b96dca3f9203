// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/clusterhistory.h"
#include "ui/models/clusterinsight.h"
#include "ui/models/utilisation.h"
#include "ui/pages/page.h"

class QGridLayout;

namespace konductor::ui {

class PageHeading;
class SectionCard;
class UtilisationCard;

/// "Is anything wrong?" at a glance: what is wrong, who blocks most, what expires next, how much is in use. Cards whose
/// nouns are links.
class OverviewPage final : public Page {
    Q_OBJECT
public:
    /// All must outlive it.
    OverviewPage(const ClusterInsight& source, const ClusterHistory& history, const Utilisation& utilisation,
                 const live::ClusterMirror& mirror, const Clock& clock, QWidget* parent = nullptr);

    /// How the operator is: what keeps it from working, and what is known of it. There is a card from then on.
    void setOperator(const insight::OperatorState& state);

    std::optional<DetailsContent> details(Timestamp now) const override;
    void setNamespace(const QString& ns) override;
    void setTimes(const TimeStyle& times) override;
    void tick() override;

signals:
    void mendRequested(const konductor::insight::Finding& finding);

protected:
    void showEvent(QShowEvent* event) override;

private:
    SectionCard* newCard();
    void refresh();
    bool passes(const QString& ns) const { return m_namespace.isEmpty() || ns == m_namespace; }
    DetailsSection wrong(Timestamp now) const;
    struct Wrong {
        const insight::FindingHead* head;
        qint64 behind; ///< How many wait because of its object.
    };
    std::vector<Wrong> worst(size_t& left) const;
    DetailsRow wrongRow(const insight::Finding& finding, qint64 behind, Timestamp now) const;
    DetailsSection blockers() const;
    DetailsSection events() const;
    DetailsSection expiries(Timestamp now) const;
    QString summary(Timestamp now) const;

    const ClusterInsight& m_source;
    const ClusterHistory& m_history;
    const live::ClusterMirror& m_mirror;
    bool m_isKnown = false; ///< What is shown is all there is, as far as may be seen.
    const Clock& m_clock;
    PageHeading* m_heading;
    QGridLayout* m_cards = nullptr;
    SectionCard* m_wrong;
    SectionCard* m_blockers;
    SectionCard* m_expiries;
    UtilisationCard* m_utilisation;
    SectionCard* m_events;
    SectionCard* m_operator;
    QString m_namespace;
    qint64 m_lastSeconds = 0; ///< Of the last full refresh.
};

} // namespace konductor::ui
