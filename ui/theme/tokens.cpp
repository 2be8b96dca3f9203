// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/tokens.h"

#include <algorithm>
#include <cmath>

namespace konductor::ui {

namespace {

constexpr QColor rgb(int hex)
{
    return QColor((hex >> 16) & 0xff, (hex >> 8) & 0xff, hex & 0xff);
}

const std::array<Tokens, schemes.size()> table{{
    {rgb(0xf4f5f7),
     rgb(0xffffff),
     rgb(0xfafbfc),
     rgb(0xdfe3e8),
     rgb(0x1c2128),
     rgb(0x5b6470),
     {rgb(0x2f6fde), rgb(0xe8f0fe)},
     {rgb(0x197a48), rgb(0xe6f4ec)},
     {rgb(0x8a5a00), rgb(0xfdf3dc)},
     {rgb(0xb42318), rgb(0xfdeceb)},
     {rgb(0x3f5bd0), rgb(0xeaeefc)},
     {rgb(0x57606a), rgb(0xeceff2)},
     {{{rgb(0xa3195b), rgb(0xfbe9f2)},
       {rgb(0x7436b8), rgb(0xf1eafa)},
       {rgb(0x0b6e7f), rgb(0xe2f3f5)},
       {rgb(0x5f6600), rgb(0xf2f4db)},
       {rgb(0x85502b), rgb(0xf7ede4)},
       {rgb(0x475569), rgb(0xe9edf2)}}}},
    {rgb(0x16181b),
     rgb(0x1d2024),
     rgb(0x212529),
     rgb(0x30363d),
     rgb(0xe4e7eb),
     rgb(0x9ba5b0),
     {rgb(0x6ea0ff), rgb(0x1f3154)},
     {rgb(0x4cc38a), rgb(0x15342a)},
     {rgb(0xe3b341), rgb(0x3a2f12)},
     {rgb(0xff8078), rgb(0x431e1c)},
     {rgb(0x93a7ff), rgb(0x242c52)},
     {rgb(0xadb5be), rgb(0x2b3037)},
     {{{rgb(0xff8fc0), rgb(0x43182e)},
       {rgb(0xc9a4ff), rgb(0x33204f)},
       {rgb(0x5fd0de), rgb(0x0f3238)},
       {rgb(0xc3cc5a), rgb(0x2e310f)},
       {rgb(0xe0a982), rgb(0x3b2716)},
       {rgb(0xa9b8cc), rgb(0x28303b)}}}},
    {rgb(0x000000),
     rgb(0x000000),
     rgb(0x000000),
     rgb(0xffffff),
     rgb(0xffffff),
     rgb(0xffffff),
     {rgb(0x8ab4ff), rgb(0x00204d)},
     {rgb(0x5ee6a0), rgb(0x00291a)},
     {rgb(0xffd24d), rgb(0x2e2300)},
     {rgb(0xff9d96), rgb(0x3d0a08)},
     {rgb(0xb3c1ff), rgb(0x141b47)},
     {rgb(0xffffff), rgb(0x262626)},
     {{{rgb(0xffa6cf), rgb(0x3d0a24)},
       {rgb(0xd5b8ff), rgb(0x26104a)},
       {rgb(0x7be3f0), rgb(0x002a30)},
       {rgb(0xdbe56b), rgb(0x262900)},
       {rgb(0xf2bf99), rgb(0x331c08)},
       {rgb(0xc8d5e6), rgb(0x1c2530)}}}},
}};

double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

const Tokens& tokens(Scheme scheme)
{
    return table[static_cast<size_t>(scheme)];
}

const Tokens& tokensOf(const QPalette& palette)
{
    const QColor window = palette.color(QPalette::Window);
    for (const Tokens& candidate : table) {
        if (candidate.window == window) {
            return candidate;
        }
    }
    return tokens(window.lightnessF() < 0.5 ? Scheme::Dark : Scheme::Light);
}

QPalette paletteOf(const Tokens& t)
{
    QPalette palette;
    palette.setColor(QPalette::Window, t.window);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.base);
    palette.setColor(QPalette::AlternateBase, t.header);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.secondary);
    palette.setColor(QPalette::Button, t.base);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.bad.ink);
    palette.setColor(QPalette::ToolTipBase, t.base);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Highlight, t.accent.tint);
    palette.setColor(QPalette::HighlightedText, t.text);
    palette.setColor(QPalette::Link, t.accent.ink);
    palette.setColor(QPalette::LinkVisited, t.accent.ink);
    palette.setColor(QPalette::Light, t.base);
    palette.setColor(QPalette::Midlight, t.header);
    palette.setColor(QPalette::Mid, t.line);
    palette.setColor(QPalette::Dark, t.line);
    palette.setColor(QPalette::Shadow, t.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, t.secondary);
    }
    return palette;
}

double contrast(const QColor& a, const QColor& b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace konductor::ui
