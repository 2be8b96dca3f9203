// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/insight/holderverdict.h"
#include "core/live/clustermirror.h"
#include "ui/models/fuzzymatch.h"
#include "ui/widgets/link.h"
#include "ui/widgets/tone.h"

#include <QAbstractListModel>
#include <QSet>

#include <string>

namespace konductor::ui {

/// Something that can be done without an object being named: a page, an entry of a menu.
struct PaletteCommand {
    QString group; ///< Where it belongs: "View", "Lease db-migration".
    QString text;
    QString shortcut = {};
    QString whyNot = {}; ///< Not empty: it cannot be done now, and this says why.
    QString glyph = {}; ///< Of resources/icons.
};

/// Another open cluster, whose objects are found as well.
struct PaletteSource {
    QString cluster; ///< Its name, which has been made visible.
    const live::ClusterMirror* mirror = nullptr;
    int place = 0; ///< Whatever tells it from the others.

    friend bool operator==(const PaletteSource&, const PaletteSource&) = default;
};

/// What a row of the palette says. Text from a cluster has been made visible.
struct PaletteRow {
    QString text;
    std::vector<qsizetype> marks; ///< Places in `text` that were typed.
    QString detail; ///< "Lease · team-a", or where a command belongs.
    QString side; ///< Keys, or an object's phase.
    Tone tone = Tone::Plain; ///< Of a phase.
    QString sideGlyph = {}; ///< Before `side`, where that is a phase.
    QString glyph;
    QString section; ///< Not empty: this heading stands above the row.
    QString whyNot;
};

/// What can be gone to or done, found by what is typed: commands, the objects of every kind and the holders they name,
/// also of other clusters. Nothing typed: the commands alone, under headings. Else the best of all, at most `mostRows`,
/// the best first. The rows stand still until the next search, so that Return does what was read; what they say of an
/// object is live. Window's thread.
///
/// A search looks at each object once (at those found before, where more was typed), without making a string.
class PaletteModel final : public QAbstractListModel {
    Q_OBJECT
public:
    static constexpr int mostRows = 60;

    /// The mirror must outlive the model.
    explicit PaletteModel(const live::ClusterMirror& mirror, QObject* parent = nullptr);

    /// Shows the commands. What objects there are is read when the event loop comes to it, or by the first search: a
    /// hundred thousand of them take longer than a person should wait for an empty palette.
    /// The mirrors of `others` must last until end().
    void begin(std::vector<PaletteCommand> commands, std::vector<PaletteSource> others = {});
    /// Forgets it; nothing is kept of a palette that nobody sees.
    void end();
    void search(const QString& typed);

    int rowCount(const QModelIndex& parent = {}) const override;
    /// Qt::DisplayRole is the text, CellRole a PaletteRow, Qt::AccessibleTextRole all of it.
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    /// To the object or the holder of a row; none: a command.
    std::optional<Link> link(int row) const;
    /// The place of the cluster that what a row leads to is in; none: the model's own, or a command.
    std::optional<int> place(int row) const;
    /// Which of the commands; -1: an object or a holder.
    int command(int row) const;
    /// How many were found, those without a row included.
    qsizetype found() const { return m_total; }

private:
    /// An object or a holder. Its names are copied one behind the other, so that a search reads straight on; the object
    /// itself is not held: to count its owners would cost as much as a search does.
    struct Thing {
        size_t text = 0; ///< Where in m_text its name begins; its namespace follows.
        quint32 nameSize = 0;
        quint32 nsSize = 0;
        std::optional<Kind> kind; ///< None: a holder.
        quint16 source = 0; ///< 0: the own mirror, else one more than its place in m_others.
        quint64 nameLetters = 0;
        quint64 nsLetters = 0;
    };
    /// Commands are numbered first, then m_things.
    struct Hit {
        int score = 0;
        quint32 number = 0;
    };

    void take(const live::ChangeBatch& batch);
    void readObjects();
    void readFrom(const live::ClusterMirror& mirror, quint16 source);
    void add(std::optional<Kind> kind, QStringView ns, QStringView name, quint16 source);
    void addHolders(const Object& object, quint16 source);
    const live::ClusterMirror& mirrorOf(const Thing& thing) const;
    void look(std::vector<Hit>& hits);
    std::optional<int> scoreOf(const PaletteCommand& command) const;
    std::optional<int> scoreOf(const Thing& thing) const;
    QStringView nameOf(const Thing& thing) const;
    QStringView nsOf(const Thing& thing) const;
    Link linkOf(const Thing& thing) const;
    ObjectPtr objectOf(const Thing& thing) const;
    /// Null: a command.
    const Thing* thingOf(quint32 number) const;
    bool isBetter(const Hit& a, const Hit& b) const;
    void showCommands();
    void showBest(std::vector<Hit> hits);
    PaletteRow rowOf(int row) const;
    PaletteRow rowOf(const Thing& thing) const;

    const live::ClusterMirror& m_mirror;
    std::vector<PaletteCommand> m_commands;
    std::vector<PaletteSource> m_others;
    std::vector<Thing> m_things;
    std::u16string m_text;
    std::vector<QSet<insight::Place>> m_holders; ///< In m_things, by the source: many objects name the same.
    FuzzyPattern m_pattern;
    QString m_typed;
    std::vector<quint32> m_candidates; ///< Things that m_typed fits; what fits more of it is among them.
    std::vector<quint32> m_rows; ///< Numbers as in Hit.
    qsizetype m_total = 0;
    bool m_open = false;
    bool m_isRead = false; ///< The objects are in m_things.
};

} // namespace konductor::ui

Q_DECLARE_METATYPE(konductor::ui::PaletteRow)
