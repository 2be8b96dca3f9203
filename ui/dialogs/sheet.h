// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QPointer>

class QPushButton;
class QVBoxLayout;

namespace konductor::ui {

/// A card that lies over its host, near the top, while the rest of the window stays alive (ui.md, principle 6). Follows
/// the host's size; Tab stays in it, Esc dismisses it and focus goes back to where it was, or where that is gone to the
/// widget in the host's property `focusAfter`.
class Sheet : public QFrame {
    Q_OBJECT
public:
    static constexpr auto focusAfter = "focusAfter";
    /// Host's property: a widget of its that stayBesideObject() leaves free.
    static constexpr auto objectShownIn = "objectShownIn";

    explicit Sheet(QWidget* host);
    ~Sheet() override;

    void present(QWidget* focus);
    /// Hides it and gives the focus back: what comes next will remember where it was.
    void leave();
    /// The same, and says so.
    void dismiss();

signals:
    void dismissed();

protected:
    QVBoxLayout& content() { return *m_layout; }
    /// Lies beside what shows the object it is about, where the host has room for both (ui.md, principle 6).
    void stayBesideObject();
    /// Return presses it, where what has the focus does nothing with that key.
    void setDefaultButton(QPushButton* button) { m_default = button; }
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void paintEvent(QPaintEvent* event) override;
    /// The width the contents get in the host as it is.
    int contentWidth() const;
    /// Takes the size the contents want, within the host.
    void place();

private:
    QRect room() const;
    void keepFocus(QWidget* from, QWidget* to);
    QWidget* m_host;
    QVBoxLayout* m_layout;
    QPointer<QWidget> m_focusBefore;
    QPointer<QWidget> m_object;
    QPushButton* m_default = nullptr;
};

} // namespace konductor::ui
