#!/usr/bin/env python3
"""Runs one script of tests/js: run.py BAILEY SCRIPT.

A script prints "N passed, M failed" as its last line. It passes when it ends with 0, M is 0 and N is
not: a script that stops early, or that checks nothing, fails. It runs with no grant unless a comment
among its first lines says which ones it needs:

    // flags: --allow-read=. --allow-env=HOME
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

FLAGS = re.compile(r"^// flags: (.+)$", re.M)
SUMMARY = re.compile(r"^(\d+) passed, (\d+) failed\b")
HEAD_LINES = 10


def flags_of(script):
    head = "\n".join(script.read_text().split("\n")[:HEAD_LINES])
    return [flag for line in FLAGS.findall(head) for flag in shlex.split(line)]


def verdict(code, stdout):
    """Why the run failed, or "" if it passed."""
    lines = stdout.rstrip().split("\n")
    summary = SUMMARY.match(lines[-1])
    if code != 0:
        return f"ended with {code}"
    if not summary:
        return 'its last line is not "N passed, M failed"'
    if int(summary[2]) > 0:
        return f"{summary[2]} failed"
    return "" if int(summary[1]) > 0 else "it checked nothing"


def main():
    bailey, script = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="bailey-js-") as folder:
        environment = {**os.environ, "NO_COLOR": "1", "BAILEY_DIR": folder, "TZ": "UTC", "LANG": "C.UTF-8"}
        result = subprocess.run([str(bailey), "run", "--no-prompt", *flags_of(script), str(script)],
                                env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    stdout = result.stdout.decode("utf-8", "backslashreplace")
    sys.stdout.write(stdout)
    if reason := verdict(result.returncode, stdout):
        print(f"{script}: {reason}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
