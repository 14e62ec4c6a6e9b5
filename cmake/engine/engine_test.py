#!/usr/bin/env python3
"""Tests of the scripts that build the engine: engine_test.py COMPILER"""
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import drive  # noqa: E402  (after the path is set)
import facts  # noqa: E402

COMPILER = ["c++"]
ENGINE = []  # the arguments of facts.py for the engine in use


class CompileUnit(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def compile(self, **texts):
        sources = []
        for name, text in texts.items():
            sources.append(os.path.join(self.folder, name + ".cc"))
            with open(sources[-1], "w") as file:
                file.write(text)
        self.output = os.path.join(self.folder, "unit.o")
        return subprocess.run([sys.executable, f"{HERE}/compile_unit.py", self.output, "-", *sources, "--", *COMPILER],
                              capture_output=True, text=True)

    def symbols(self):
        with open(self.output, "rb") as file:
            return file.read()

    def test_sources_that_go_together_make_one_object(self):
        ran = self.compile(a="int first() { return 1; }", b="int second() { return 2; }")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        self.assertIn(b"_Z5firstv", self.symbols())
        self.assertIn(b"_Z6secondv", self.symbols())

    def test_a_source_that_defines_what_another_has_is_compiled_apart(self):
        ran = self.compile(a="static int helper() { return 1; } int first() { return helper(); }",
                           b="static int helper() { return 2; } int second() { return helper(); }",
                           c="int third() { return 3; }")
        self.assertEqual(ran.returncode, 0, ran.stderr)
        for name in (b"_Z5firstv", b"_Z6secondv", b"_Z5thirdv"):
            self.assertIn(name, self.symbols())

    def test_what_it_depends_on_is_written_for_ninja(self):
        with open(os.path.join(self.folder, "shared.h"), "w") as file:
            file.write("inline int shared() { return 4; }")
        self.compile(a='#include "shared.h"\nint first() { return shared(); }', b="int second() { return 2; }")
        with open(self.output + ".d") as file:
            self.assertIn("shared.h", file.read())

    def test_a_source_that_is_wrong_by_itself_is_an_error_that_names_it(self):
        ran = self.compile(a="int first() { return 1; }", broken="int second() { return nothing; }")
        self.assertNotEqual(ran.returncode, 0)
        self.assertIn("broken.cc", ran.stderr)
        self.assertFalse(os.path.exists(self.output))


class Progress(unittest.TestCase):
    def test_what_is_left_is_counted_by_the_size_of_the_sources(self):
        progress = drive.Progress({"small": 10, "large": 90})
        progress.finished("large")
        self.assertEqual(progress.left, 10)
        progress.finished("large")
        progress.finished("never planned")
        self.assertEqual(progress.left, 10)


NODE_CHANGES = """# Node.js 24 ChangeLog

<a id="24.15.0"></a>

## 2026-04-15, Version 24.15.0 'Krypton' (LTS), @somebody

* \\[[`1`](u)] - **deps**: V8: cherry-pick 33e7739c134d (Somebody) [#62567](u)
* \\[[`2`](u)] - **(CVE-2026-48937)** **deps**: mend the use of nghttp2 (Somebody) [nodejs-private/node-private#9](u)

## 2026-03-24, Version 24.14.1 'Krypton' (LTS), @somebody

* \\[[`3`](u)] - **(CVE-2026-21717)** **build,test**: test collisions (Somebody) [nodejs-private/node-private#828](u)
* \\[[`4`](u)] - **(CVE-2026-21710)** **http**: null prototypes (Somebody) [nodejs-private/node-private#821](u)
* \\[[`5`](u)] - **deps**: V8: backport 1361b2a49d02 (Somebody) [nodejs-private/node-private#828](u)

## 2025-07-15, Version 24.4.1 (Current), @somebody

* \\[[`6`](u)] - **(CVE-2025-27209)** **deps**: V8: revert rapidhash commits (Somebody) [nodejs-private/node-private#713](u)
"""

PACKAGE_CHANGES = """nodejs (24.21.0+dfsg-1) unstable; urgency=medium

  * New upstream version

 -- Some Body <some@body.example>  Wed, 16 Sep 2026 01:31:39 +0200

nodejs (24.19.0+dfsg-1) unstable; urgency=medium

  * New upstream version
    + CVE-2026-58042: dns: handle large address replies

 -- Some Body <some@body.example>  Sat, 08 Aug 2026 15:01:44 +0200
"""


class Facts(unittest.TestCase):
    def test_the_last_fix_is_one_of_v8_with_the_holes_it_was_made_for(self):
        self.assertEqual(facts.last_fix_of_v8(NODE_CHANGES), ("2026-03-24", "Node.js 24.14.1, CVE-2026-21717"))

    def test_a_fix_that_names_its_hole_itself_counts(self):
        older = NODE_CHANGES[NODE_CHANGES.index("## 2025-07-15"):]
        self.assertEqual(facts.last_fix_of_v8(older), ("2025-07-15", "Node.js 24.4.1, CVE-2025-27209"))

    def test_changes_without_a_hole_are_no_security_fix(self):
        newest = NODE_CHANGES[:NODE_CHANGES.index("## 2026-03-24")]
        self.assertEqual(facts.last_fix_of_v8(newest), ("", ""))
        self.assertEqual(facts.last_fix_of_v8(""), ("", ""))

    def test_the_package_tells_its_version_and_its_last_fix(self):
        self.assertEqual(facts.package_of(PACKAGE_CHANGES), "nodejs 24.21.0+dfsg-1")
        self.assertEqual(facts.last_fix_of_package(PACKAGE_CHANGES), ("2026-08-08", "24.19.0+dfsg-1"))
        self.assertEqual(facts.last_fix_of_package(PACKAGE_CHANGES[:PACKAGE_CHANGES.index("nodejs (24.19")]), ("", ""))
        self.assertEqual(facts.package_of(""), "")

    def test_the_engine_in_use_has_its_day_of_release(self):
        header = ENGINE[ENGINE.index("--version-header") + 1]
        branch = facts.branch_of(facts.read(header))
        self.assertRegex(facts.released(branch, facts.read(f"{HERE}/v8_releases.txt")), r"^\d{4}-\d\d-\d\d$",
                         f"v8_releases.txt has no line of V8 {branch}")


if __name__ == "__main__":
    COMPILER = sys.argv[1:2] or COMPILER
    ENGINE = sys.argv[2:]
    unittest.main(argv=sys.argv[:1])
