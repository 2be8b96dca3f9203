# SPDX-License-Identifier: Apache-2.0
"""The rooms of the house and what each may include: the table of ARCHITECTURE.md, "Allowed dependencies"."""

ROOMS = {
    "core/base": [],
    "core/api": ["core/base"],
    "core/kube": ["core/base"],
    "core/rules": ["core/base", "core/api"],
    "core/live": ["core/base", "core/api", "core/kube"],
    "core/sdk": ["core/base", "core/api", "core/kube", "core/rules", "core/live"],
    "core/insight": ["core/base", "core/api", "core/rules"],
    "core/action": ["core/base", "core/api", "core/kube", "core/rules", "core/live", "core/insight"],
    "core/history": ["core/base", "core/api", "core/kube", "core/action"],
    "core/snapshot": ["core/base", "core/api", "core/kube", "core/rules", "core/live", "core/insight"],
    "core/report": ["core/base", "core/api", "core/insight", "core/snapshot"],
    "core/sandbox": ["core/base", "core/api", "core/kube", "core/rules"],
}

# What every room of ui may know of core: values and meanings. Sockets and what writes are for dialogs and window.
_VALUES = ["core/base", "core/api", "core/live", "core/insight"]

ROOMS |= {
    "ui/theme": ["core/base", "core/api"],
    "ui/widgets": _VALUES + ["core/action", "ui/theme"],
    "ui/models": _VALUES + ["core/snapshot", "ui/widgets"],
    "ui/delegates": _VALUES + ["ui/theme", "ui/widgets", "ui/models"],
    "ui/panels": _VALUES + ["core/action", "ui/theme", "ui/widgets", "ui/models", "ui/delegates"],
    "ui/dialogs": _VALUES + ["core/action", "core/kube", "ui/theme", "ui/widgets", "ui/models", "ui/delegates"],
    "ui/pages": _VALUES + ["ui/theme", "ui/widgets", "ui/models", "ui/delegates", "ui/panels"],
    "ui/window": _VALUES + ["core/action", "core/kube", "core/snapshot", "core/report", "ui/theme", "ui/widgets", "ui/models", "ui/delegates",
                            "ui/panels", "ui/dialogs", "ui/pages"],
}

# app wires everything; the two programs do not know each other.
APP = ("app/inspect", "app/console")

TOP_LEVEL = {"app", "core", "ui", "resources", "tests", "packaging"}

# Longer than the limit, with the reason. Remove a line when its reason is gone.
LONG = {
    "tests/core/kube/tst_connection.cpp": "one scripted server, one test a trap of the transport",
    "tests/core/kube/tst_reflector.cpp": "one scripted server, one test a line of the list-and-watch checklist",
}
