#!/usr/bin/env python3
"""Compiles a file and checks that the compiler says what the file expects.

    run.py FILE COMPILER FLAGS…

A file's "// expect: TEXT" must appear among the compiler's errors. A file without one must compile:
it is the control that keeps a broken command line from looking like success.
"""

import re
import subprocess
import sys


def main():
    path, command = sys.argv[1], sys.argv[2:]
    with open(path, encoding="utf-8") as source:
        expected = re.search(r"^// expect: (.+)$", source.read(), re.M)
    run = subprocess.run([*command, "-fsyntax-only", path], capture_output=True, text=True, check=False)
    if expected is None:
        print(run.stderr)
        return run.returncode
    errors = [line for line in run.stderr.splitlines() if " error: " in line]
    if run.returncode != 0 and any(expected[1] in line for line in errors):
        return 0
    print(f"{path}: expected the error “{expected[1]}”, got:\n{run.stderr or 'a clean compile'}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
