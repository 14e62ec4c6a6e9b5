#!/usr/bin/env python3
"""A script that fails, stops early or checks nothing must not pass."""
import pathlib
import tempfile
import unittest

import run


class Verdict(unittest.TestCase):
    def test_only_a_finished_script_that_checked_something_passes(self):
        self.assertEqual(run.verdict(0, "noise\n3 passed, 0 failed\n"), "")
        for code, stdout in ((1, "3 passed, 0 failed\n"), (0, "3 passed, 1 failed\n"), (0, "0 passed, 0 failed\n"),
                             (0, ""), (0, "3 passed, 0 failed\nand then more\n"), (-11, "3 passed, 0 failed\n")):
            with self.subTest(stdout):
                self.assertNotEqual(run.verdict(code, stdout), "")

    def test_flags_are_read_from_the_head_of_the_script(self):
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder, "x_test.js")
            script.write_text("// What it checks.\n// flags: --allow-read=. --allow-env\n" + "\n" * 20 + "// flags: --no\n")
            self.assertEqual(run.flags_of(script), ["--allow-read=.", "--allow-env"])


if __name__ == "__main__":
    unittest.main()
