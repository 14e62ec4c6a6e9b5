#!/usr/bin/env python3
"""The runner itself: what must fail does fail, and what must pass passes.

The program under test is a small shell script, so this runs before there is a bailey.
"""
import contextlib
import io
import json
import pathlib
import tempfile
import unittest

import match
import run

PROGRAM = """#!/bin/sh
case $1 in
  say) shift; printf '%s\\n' "$@" ;;
  complain) echo "$2" >&2; exit 1 ;;
  both) echo out; echo err >&2 ;;
  where) pwd; echo "$BAILEY_DIR" ;;
  env) echo "${2}=$(printenv "$2")" ;;
  read) cat ;;
  write) echo "$3" > "$2" ;;
  file) cat "$2" ;;
  sleep) exec sleep 30 ;;
  die) kill -SEGV $$ ;;
  serve) echo ready; trap 'echo bye; exit 0' TERM; while :; do sleep 0.05; done ;;
  ask) printf 'Allow? '; read answer; echo "answer: $answer"; [ -t 0 ] && echo terminal ;;
  get) exec python3 -c 'import sys, urllib.request as u; print(u.urlopen(sys.argv[1]).read().decode())' "$2" ;;
esac
"""


class Runner(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.program = self.root / "program"
        self.program.write_text(PROGRAM)
        self.program.chmod(0o755)

    def case(self, spec, files=None, name="area/case"):
        """Writes a case; returns its folder."""
        folder = self.root / "spec" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "test.json").write_text(json.dumps(spec))
        for file, content in (files or {}).items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(content)
        return folder

    def run_all(self, *arguments):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = run.main(["--bailey", str(self.program), "--folder", str(self.root / "spec"), *arguments])
        return code, printed.getvalue()

    def assert_passes(self, spec, files=None):
        self.case(spec, files)
        code, printed = self.run_all()
        self.assertEqual(code, 0, printed)
        self.assertIn("1 passed, 0 failed, 0 skipped", printed)

    def assert_fails(self, spec, expected, files=None):
        self.case(spec, files)
        code, printed = self.run_all()
        self.assertEqual(code, 1, printed)
        self.assertIn("0 passed, 1 failed", printed)
        self.assertIn(expected, printed)


class Comparing(Runner):
    def test_the_same_output_passes_inline_and_from_a_file(self):
        self.assert_passes({"args": "say a b", "stdout": ["a", "b"]})
        self.assert_passes({"args": "say a b", "stdout": "out.txt"}, {"out.txt": "a\nb\n"})

    def test_another_output_fails_and_the_difference_is_shown(self):
        self.assert_fails({"args": "say a b", "stdout": ["a", "c"]}, "-c\n    +b")

    def test_an_output_that_nothing_expects_fails(self):
        self.assert_fails({"args": "say surprise"}, "+surprise")
        self.assert_fails({"args": "both", "stdout": "out"}, "+err")

    def test_an_output_that_does_not_come_fails(self):
        self.assert_fails({"args": ["say", ""], "stdout": "more"}, "-more")

    def test_the_wrong_exit_code_fails_even_with_the_right_output(self):
        self.assert_fails({"args": "complain x", "stderr": "x"}, "exit code 1, expected 0")
        self.assert_passes({"args": "complain x", "stderr": "x", "exit_code": 1})

    def test_a_crash_is_a_failure_with_the_signal_as_its_code(self):
        self.assert_fails({"args": "die", "exit_code": 1}, "exit code -11")

    def test_wildcards_span_what_they_say(self):
        self.assertTrue(match.matches("a[any]d", "a\nb\nc d"))
        self.assertTrue(match.matches("a [line]\nc", "a b\nc"))
        self.assertFalse(match.matches("a [line]\nd", "a b\nc\nd"))
        self.assertFalse(match.matches("a.c", "abc"))
        self.assert_fails({"args": "say abc", "stdout": "[any]d"}, "+abc")

    def test_both_streams_can_be_compared_as_one(self):
        self.assert_passes({"args": "both", "output": ["out", "err"]})

    def test_a_misspelt_key_fails_instead_of_checking_nothing(self):
        self.assert_fails({"args": "say", "stdoot": "x", "stdout": "[any]"}, "unknown key stdoot")

    def test_a_broken_description_fails(self):
        folder = self.case({})
        (folder / "test.json").write_text("{")
        self.assertEqual(self.run_all()[0], 1)
        self.assert_fails({"stdout": ""}, "a step needs args")

    def test_no_case_at_all_fails(self):
        self.case({"args": "say", "stdout": ""})
        code, printed = self.run_all("nosucharea")
        self.assertEqual((code, "no case matches" in printed), (1, True))


class Running(Runner):
    def test_a_case_runs_in_a_copy_with_a_cache_of_its_own(self):
        folder = self.case({"steps": [{"args": "write made.txt x"}, {"args": "file made.txt", "stdout": "x"},
                                      {"args": "where", "stdout": ["$TMP", "$BAILEY_DIR"]}]})
        self.assertEqual(self.run_all()[0], 0)
        self.assertFalse((folder / "made.txt").exists())

    def test_a_failing_step_ends_the_case(self):
        self.assert_fails({"steps": [{"args": "complain no"}, {"args": "say later"}]}, "step 1: exit code 1")

    def test_files_left_behind_are_compared(self):
        self.assert_passes({"args": "write a.txt hello", "files_after": {"a.txt": "hello", "b.txt": None}})
        self.assert_fails({"args": "write a.txt hello", "files_after": {"a.txt": "other"}}, "+hello")
        self.assert_fails({"args": "write a.txt x", "files_after": {"a.txt": None}}, "must not")
        self.assert_fails({"args": "say", "stdout": "", "files_after": {"a.txt": "x"}}, "does not exist")

    def test_a_command_that_does_not_end_is_ended_and_fails(self):
        self.assert_fails({"args": "sleep", "timeout": 0.3}, "did not end within 0.3 s")

    def test_environment_and_input_are_given(self):
        self.assert_passes({"args": "env NAME", "env": {"NAME": "at $TMP"}, "stdout": "NAME=at $TMP"})
        self.assert_passes({"args": "env NO_COLOR", "env": {"NO_COLOR": None}, "stdout": "NO_COLOR="})
        self.assert_passes({"args": "read", "stdin": ["one", "two"], "stdout": ["one", "two"]})

    def test_a_missing_tool_skips_and_says_so(self):
        self.case({"args": "say", "skip_unless": "no-such-tool-anywhere"})
        code, printed = self.run_all()
        self.assertEqual(code, 0)
        self.assertIn("0 passed, 0 failed, 1 skipped", printed)
        self.assertIn("no-such-tool-anywhere is not installed", printed)

    def test_a_background_step_runs_beside_the_others_and_its_output_counts(self):
        serve = {"args": "serve", "background": "ready", "stdout": ["ready", "bye"], "exit_code": 0}
        self.assert_passes({"steps": [serve, {"args": "say x", "stdout": "x"}]})
        self.assert_fails({"steps": [{**serve, "stdout": "ready"}]}, "background: ")
        self.assert_fails({"steps": [{**serve, "background": "never", "timeout": 0.3, "stdout": "[any]"}]},
                          "did not print 'never'")

    def test_a_terminal_is_one_and_can_be_typed_on(self):
        ask = {"args": "ask", "terminal": [{"wait_for": "Allow? ", "type": "yes\n"}],
               "output": ["Allow? yes", "answer: yes", "terminal"]}
        self.assert_passes(ask)
        self.assert_fails({**ask, "terminal": [{"wait_for": "Deny?", "type": "y\n"}], "timeout": 0.5},
                          "waiting for 'Deny?'")

    def test_a_server_answers_and_its_requests_are_compared(self):
        served = {"args": "get http://127.0.0.1:$HTTP_PORT/a.txt", "stdout": ["served", ""]}
        server = {"root": "www", "requests": ["GET /a.txt 200"]}
        files = {"www/a.txt": "served\n"}
        self.assert_passes({**served, "server": server}, files)
        self.assert_fails({**served, "server": {**server, "requests": []}}, "+GET /a.txt 200", files)

    def test_ports_are_filled_into_files(self):
        self.assert_passes({"args": "file a.txt", "server": {}, "fill_in": ["a.txt"], "stdout": "at $HTTP_PORT"},
                           {"a.txt": "at $HTTP_PORT"})


class Rebaselining(Runner):
    def test_what_is_printed_becomes_the_expectation(self):
        folder = self.case({"steps": [{"args": "where", "stdout": "out.txt"},
                                      {"args": "complain x", "stderr": "y"}]}, {"out.txt": "old\n"})
        self.assertEqual(self.run_all()[0], 1)
        self.run_all("--rebaseline")
        self.assertEqual((folder / "out.txt").read_text(), "$TMP\n$BAILEY_DIR\n")
        self.assertEqual(json.loads((folder / "test.json").read_text())["steps"][1],
                         {"args": "complain x", "stderr": ["x"], "exit_code": 1})
        self.assertEqual(self.run_all()[0], 0)

    def test_an_expectation_that_holds_keeps_its_wildcards(self):
        folder = self.case({"args": "say abc", "stdout": "out.txt"}, {"out.txt": "a[any]\n"})
        self.run_all("--rebaseline")
        self.assertEqual((folder / "out.txt").read_text(), "a[any]\n")


if __name__ == "__main__":
    unittest.main()
