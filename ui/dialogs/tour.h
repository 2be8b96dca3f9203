// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QPointer>

#include <functional>
#include <vector>

class QLabel;
class QPushButton;

namespace konductor::ui {

/// One station of a tour.
struct TourStep {
    QString title;
    QString text;
    /// Brings a part of the window on screen and tells which it is; null: there is none to point at.
    std::function<QWidget*()> show;
    std::function<void()> leave = nullptr; ///< Undoes what show() did, where it did something.
};

/// A small card that walks through a window: beside each part it tells what that is for, and a ring lies around the
/// part. The window stays alive under it. Return goes on, Esc ends it; it deletes itself at its end. Window's thread.
class Tour final : public QFrame {
    Q_OBJECT
public:
    /// The parts are in `host`, which takes the card and the ring.
    Tour(std::vector<TourStep> steps, QWidget* host);
    ~Tour() override;

    /// Begins, or takes the focus back where it has begun.
    void present();
    size_t step() const { return m_step; }
    size_t count() const { return m_steps.size(); }

signals:
    void lessonsRequested();
    /// Before it deletes itself. `hadFocus`: it was worked with last, and the focus is for somebody to take.
    void ended(bool hadFocus);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void go(size_t step);
    void leave();
    void end();
    void point(QWidget* target);
    QRect targetRect() const;
    void place();
    QPoint placeBeside(const QRect& target) const;

    std::vector<TourStep> m_steps;
    QWidget* m_host;
    QPointer<QWidget> m_ring;
    QPointer<QWidget> m_target;
    std::vector<QPointer<QWidget>> m_watched; ///< The target and what it lies in, up to the host.
    size_t m_step = 0;
    QLabel* m_title;
    QLabel* m_text;
    QLabel* m_count;
    QPushButton* m_skip;
    QPushButton* m_lessons;
    QPushButton* m_back;
    QPushButton* m_next;
};

} // namespace konductor::ui
