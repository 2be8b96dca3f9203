// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QImage>
#include <QString>

namespace konductor::test {

/// How a picture differs from what it is to look like.
struct PictureDifference {
    int pixels = 0; ///< That differ.
    QRect where; ///< All of them are in it.
    QString why; ///< A sentence; empty: it looks the same.
    QImage picture; ///< What was expected, faint, with what differs in red; null: it looks the same.

    bool isSame() const { return why.isEmpty(); }
};

/// Looks at both as through a soft lens, so that another antialiasing of an edge is no difference, and a letter one
/// pixel aside is one. Pure.
PictureDifference comparePictures(const QImage& expected, const QImage& actual);

/// With fewer shades, which compresses well; by less than what counts as a difference.
QImage coarse(const QImage& picture);

} // namespace konductor::test
