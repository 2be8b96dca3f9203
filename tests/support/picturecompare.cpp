// SPDX-License-Identifier: Apache-2.0
#include "tests/support/picturecompare.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace konductor::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int tolerance = 28; ///< Of 255, a channel, after the lens.
constexpr int mostPixels = 6; ///< That differ for no reason.

/// The mean of a pixel and its eight neighbours, a channel.
std::array<int, 3> softened(const QImage& picture, int x, int y)
{
    std::array<int, 3> sum{};
    int count = 0;
    for (int row = std::max(0, y - 1); row <= std::min(picture.height() - 1, y + 1); ++row) {
        const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(row));
        for (int column = std::max(0, x - 1); column <= std::min(picture.width() - 1, x + 1); ++column) {
            sum[0] += qRed(line[column]);
            sum[1] += qGreen(line[column]);
            sum[2] += qBlue(line[column]);
            ++count;
        }
    }
    return {sum[0] / count, sum[1] / count, sum[2] / count};
}

bool differs(const QImage& a, const QImage& b, int x, int y)
{
    const auto left = softened(a, x, y);
    const auto right = softened(b, x, y);
    return std::abs(left[0] - right[0]) > tolerance || std::abs(left[1] - right[1]) > tolerance
        || std::abs(left[2] - right[2]) > tolerance;
}

QImage faint(const QImage& picture)
{
    QImage image = picture.convertToFormat(QImage::Format_Grayscale8).convertToFormat(QImage::Format_RGB32);
    QPainter(&image).fillRect(image.rect(), QColor(255, 255, 255, 150));
    return image;
}

} // namespace

PictureDifference comparePictures(const QImage& expected, const QImage& actual)
{
    if (expected.size() != actual.size()) {
        return {.pixels = actual.width() * actual.height(),
                .where = actual.rect(),
                .why = u"it is %1 × %2 in size, and not %3 × %4"_s.arg(actual.width())
                           .arg(actual.height())
                           .arg(expected.width())
                           .arg(expected.height()),
                .picture = actual};
    }
    const QImage a = expected.convertToFormat(QImage::Format_RGB32);
    const QImage b = actual.convertToFormat(QImage::Format_RGB32);
    PictureDifference found;
    QImage picture = faint(a);
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (differs(a, b, x, y)) {
                ++found.pixels;
                found.where |= QRect(x, y, 1, 1);
                picture.setPixel(x, y, qRgb(220, 0, 0));
            }
        }
    }
    if (found.pixels > mostPixels) {
        found.why = u"%1 pixels differ, in a rectangle of %2 × %3 at %4, %5"_s.arg(found.pixels)
                        .arg(found.where.width())
                        .arg(found.where.height())
                        .arg(found.where.x())
                        .arg(found.where.y());
        found.picture = picture;
    }
    return found;
}

QImage coarse(const QImage& picture)
{
    QImage image = picture.convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        std::transform(line, line + image.width(), line,
                       [](QRgb pixel) { return (pixel & 0x00F8F8F8) | ((pixel & 0x00E0E0E0) >> 5) | 0xFF000000; });
    }
    return image;
}

} // namespace konductor::test
