// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/panels/detailscontent.h"

#include <QTabWidget>

namespace konductor::ui {

class DetailsPanel;
class ObjectReader;
class YamlView;

/// What stands beside a page: one object in human terms and, on a second tab, as YAML. There is no second tab for
/// what is no object, nor without a reader.
class ObjectPanel final : public QTabWidget {
    Q_OBJECT
public:
    explicit ObjectPanel(QWidget* parent = nullptr);
    /// Must outlive the panel, or be taken away with null.
    void setReader(ObjectReader* reader);
    DetailsPanel& details() { return *m_details; }
    YamlView& yaml() { return *m_yaml; }
    const YamlView& yaml() const { return *m_yaml; }
    /// Goes to the YAML of the object shown and lets it be edited as soon as it is read.
    void editYaml();
    /// `now` is server time; `version` the object's resourceVersion, empty where there is no such object.
    void show(const DetailsContent& content, Timestamp now, const QString& version);

private:
    DetailsPanel* m_details;
    YamlView* m_yaml;
    bool m_readable = false;
};

} // namespace konductor::ui
