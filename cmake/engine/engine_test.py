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

COMPILER = ["c++"]


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


if __name__ == "__main__":
    COMPILER = sys.argv[1:2] or COMPILER
    unittest.main(argv=sys.argv[:1])
