// SPDX-License-Identifier: Apache-2.0
#include "ui/pages/findingspage.h"

#include "core/base/words.h"
#include "ui/pages/pageheading.h"
#include "ui/panels/insightdetails.h"
#include "ui/widgets/errortext.h"

#include <QPushButton>

namespace konductor::ui {

using namespace Qt::StringLiterals;

FindingsPage::FindingsPage(const ClusterInsight& source, const live::ClusterMirror& mirror, const Clock& clock,
                           QWidget* parent)
    : ModelPage(u"findings"_s, tr("Findings"), mirror, clock, parent)
    , m_source(source)
    , m_model(new FindingsModel(source, this))
    , m_mendAll(new QPushButton(tr("Mend all…"), this))
{
    setModel(*m_model, FindingsModel::Summary, {14, 0, 14, 9, 11});
    heading().addTool(m_mendAll);
    connect(m_mendAll, &QPushButton::clicked, this, &FindingsPage::mendAllRequested);
    m_model->setAwake(false); // until it is seen
    connect(&source, &ClusterInsight::changed, this, &FindingsPage::refresh);
}

bool FindingsPage::select(const ObjectKey& key)
{
    m_model->setAwake(true);
    const bool found = ModelPage::select(key);
    m_model->setAwake(isVisible());
    return found;
}

/// A finding about no single object is shown itself.
std::optional<DetailsContent> FindingsPage::details(Timestamp now) const
{
    const std::optional<insight::Finding> shown = finding();
    if (!shown || shown->subject) {
        return std::nullopt;
    }
    DetailsContent content;
    content.title = tr("The cluster as a whole");
    content.sections.push_back(findingSection(*shown, now, mirror().connection().readOnly));
    return content;
}

std::optional<insight::Finding> FindingsPage::finding() const
{
    return currentRow() < 0 ? std::nullopt : m_model->finding(currentRow());
}

std::vector<insight::Finding> FindingsPage::shown() const
{
    std::vector<insight::Finding> found;
    for (const insight::FindingHead& head : m_model->heads()) {
        if (auto finding = m_source.insight().describe(head)) {
            found.push_back(std::move(*finding));
        }
    }
    return found;
}

qsizetype FindingsPage::total() const
{
    return m_source.findingCounts().total();
}

QString FindingsPage::summary() const
{
    return findingsSummary(m_source.findingCounts());
}

PageState FindingsPage::emptyState(PageState state) const
{
    state.title = tr("Nothing is wrong");
    state.text = tr("No rule found anything odd in what is seen of the cluster.");
    return state;
}

void FindingsPage::refreshTools()
{
    const bool readOnly = mirror().connection().readOnly;
    m_mendAll->setVisible(!m_model->heads().empty());
    m_mendAll->setEnabled(!readOnly);
    m_mendAll->setToolTip(readOnlyWords(readOnly));
}

QString findingsSummary(const insight::FindingCounts& findings)
{
    const qsizetype errors = findings[insight::Severity::Error];
    const qsizetype warnings = findings[insight::Severity::Warning];
    const qsizetype infos = findings[insight::Severity::Info];
    QStringList parts;
    if (errors > 0) {
        parts.append(inWords("FindingsSummary", "%n errors", "1 error", errors));
    }
    if (warnings > 0) {
        parts.append(inWords("FindingsSummary", "%n warnings", "1 warning", warnings));
    }
    if (infos > 0) {
        parts.append(inWords("FindingsSummary", "%n remarks", "1 remark", infos));
    }
    return parts.join(u" · "_s);
}

} // namespace konductor::ui
