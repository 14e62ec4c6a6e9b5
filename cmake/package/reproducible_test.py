#!/usr/bin/env python3
"""Fails unless a tool of the build writes the same twice: reproducible_test.py COMMAND…

In COMMAND, OUT stands for the file to write.
"""
import filecmp
import os
import subprocess
import sys
import tempfile


def main():
    with tempfile.TemporaryDirectory() as folder:
        first, second = (os.path.join(folder, name) for name in ("first", "second"))
        for path in (first, second):
            subprocess.run([path if word == "OUT" else word for word in sys.argv[1:]], check=True)
        if not filecmp.cmp(first, second, shallow=False):
            sys.exit(f"{os.path.basename(sys.argv[1])} makes other bytes each time, "
                     "so that nobody can tell what a package was made of")


main()
