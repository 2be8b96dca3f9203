#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shows that house.py fails where it must: one bad tree, or one bad line in a good tree, a rule."""

import os
import tempfile
import unittest

import house

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"


class HouseTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        for name in house.TOP_LEVEL:
            os.mkdir(os.path.join(self.folder.name, name))

    def put(self, path, text, spdx=SPDX):
        full = os.path.join(self.folder.name, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(spdx + text)

    def problems(self):
        return list(house.check(self.folder.name))

    def assert_only(self, start):
        found = self.problems()
        self.assertEqual(len(found), 1, found)
        self.assertTrue(found[0].startswith(start), found)

    def test_a_good_tree_has_no_problem(self):
        self.put("core/api/a.cpp", '#include "core/api/a.h"\n#include "core/base/b.h"\n')
        self.put("ui/window/w.cpp", '#include "ui/pages/p.h"\n#include "core/live/s.h"\n')
        self.put("app/inspect/main.cpp", '#include "core/sandbox/s.h"\nreturn app.exec();\n')
        self.put("tests/core/api/tst_a.cpp", '#include "core/sandbox/s.h"\n')
        self.assertEqual(self.problems(), [])

    def test_an_include_that_goes_up_fails_with_its_line(self):
        self.put("core/base/a.h", '\n#include "core/api/object.h"\n')
        self.assert_only("core/base/a.h:3: core/base must not include core/api")

    def test_an_include_that_goes_sideways_fails(self):
        self.put("core/rules/a.cpp", '#include "core/kube/connection.h"\n')
        self.assert_only("core/rules/a.cpp:2:")

    def test_core_must_not_include_ui(self):
        self.put("core/live/a.cpp", '#include "ui/theme/tokens.h"\n')
        self.assert_only("core/live/a.cpp:2:")

    def test_ui_must_not_include_app_nor_a_page_a_socket(self):
        self.put("ui/window/a.cpp", '#include "app/console/c.h"\n')
        self.put("ui/pages/a.cpp", '#include "core/kube/connection.h"\n')
        self.assertEqual(len(self.problems()), 2)

    def test_a_program_must_not_include_the_other(self):
        self.put("app/console/a.cpp", '#include "app/inspect/capture.h"\n')
        self.assert_only("app/console/a.cpp:2:")

    def test_an_unknown_room_fails(self):
        self.put("core/util/a.h", "")
        self.assert_only("core/util/a.h:1: core/util is not a room")

    def test_a_long_header_and_a_long_source_fail(self):
        self.put("core/api/a.h", "\n" * 250)
        self.put("core/api/a.cpp", "\n" * 500)
        self.put("core/api/b.h", "\n" * 249)
        self.assertEqual([p.split(": ")[0] for p in self.problems()], ["core/api/a.cpp:501", "core/api/a.h:251"])

    def test_nested_loops_and_sleeps_fail(self):
        for line in ("QEventLoop loop;", "dialog.exec();", "menu->exec();", "qApp->processEvents();",
                     "QTest::qWait(5);", "QTest::qSleep(5);"):
            with self.subTest(line):
                self.put("tests/ui/tst_a.cpp", line + "\n")
                self.assert_only("tests/ui/tst_a.cpp:2:")

    def test_waiting_for_a_condition_is_allowed(self):
        self.put("tests/core/tst_a.cpp", "QTest::qWaitFor(done); // not QTest::qWait(5)\n")
        self.assertEqual(self.problems(), [])

    def test_markup_fails(self):
        for line in ("label->setTextFormat(Qt::RichText);", "view->setHtml(text);", "return view->toHtml();"):
            with self.subTest(line):
                self.put("ui/panels/a.cpp", line + "\n")
                self.assert_only("ui/panels/a.cpp:2:")

    def test_escaping_is_allowed(self):
        self.put("ui/panels/a.cpp", "return tip.toHtmlEscaped();\n")
        self.assertEqual(self.problems(), [])

    def test_a_further_or_a_missing_top_level_folder_fails(self):
        os.mkdir(os.path.join(self.folder.name, "src"))
        os.mkdir(os.path.join(self.folder.name, "build"))
        os.mkdir(os.path.join(self.folder.name, ".git"))
        os.rmdir(os.path.join(self.folder.name, "packaging"))
        self.assertEqual([p.split(":")[0] for p in self.problems()], ["src", "packaging"])

    def test_a_file_without_the_licence_line_fails(self):
        self.put("core/api/a.cpp", "int a;\n", spdx="")
        self.put("packaging/CMakeLists.txt", "install()\n", spdx="")
        self.assertEqual([p.split(":")[0] for p in self.problems()], ["core/api/a.cpp", "packaging/CMakeLists.txt"])


if __name__ == "__main__":
    unittest.main()
