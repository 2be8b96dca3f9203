// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/snapshot/difference.h"
#include "ui/widgets/clocktime.h"
#include "ui/widgets/link.h"
#include "ui/widgets/tone.h"

#include <QAbstractItemModel>

#include <memory>

namespace konductor::ui {

/// How one snapshot became another, field by field: a row an object or holder, below it a row a changed field, the
/// resource version apart, which changes with any. What a headline speaks of is there too where nothing of it changed
/// by itself. Texts are visible and elided, and made when they are asked for. Window's thread.
class ComparisonModel final : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column : int { What, Namespace, Before, After, ColumnCount };
    enum Role : int { GlyphRole = Qt::UserRole, ToneRole };

    using QAbstractItemModel::QAbstractItemModel;

    /// Everything of it, without a filter; moments as a person wants to read them.
    void setDifference(std::shared_ptr<const snapshot::Difference> difference, const TimeStyle& times = {});
    /// Only what this headline is about; null: everything. It stays the difference's.
    void setHeadline(const snapshot::Headline* headline);
    /// Only rows with all of these words, in their own text or in that of a field.
    void setFilter(const QString& words);
    /// Of all objects and holders that differ, whatever is shown.
    qsizetype total() const;
    /// Where this row, or the row above this field, leads.
    Link linkOf(const QModelIndex& index) const;
    /// Whether the object or holder is in the later snapshot.
    bool isInTheLater(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& = {}) const override { return ColumnCount; }
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    /// What a row is of; neither: a headline speaks of it, and it is as it was.
    struct Row {
        insight::WaitNode node;
        const snapshot::ObjectStep* object = nullptr;
        const snapshot::HolderStep* holder = nullptr;
        int version = -1; ///< The field that every change changes, told only where it is the only one.

        int fields() const;
    };
    void fill();
    bool passes(const Row& row) const;
    QString text(const Row& row, int column) const;
    static QString fieldText(const snapshot::FieldChange& field, int column, qsizetype longest);
    const Row& rowOf(const QModelIndex& index) const;
    const snapshot::FieldChange* fieldOf(const QModelIndex& index) const;

    std::shared_ptr<const snapshot::Difference> m_difference;
    TimeStyle m_times;
    const snapshot::Headline* m_headline = nullptr;
    QStringList m_words;
    std::vector<Row> m_rows;
};

/// What to know before believing a comparison: two clusters, a part only, hidden names; empty where nothing is odd.
QString cautionOf(const snapshot::Difference& difference);

} // namespace konductor::ui
