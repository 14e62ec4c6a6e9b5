#!/usr/bin/env python3
"""Prints the licences of V8 and of what it contains: notices.py FOLDER (the source's deps/v8)"""
import glob
import os
import sys

# Not in the library: tests, profilers, other platforms.
LEFT_OUT = ("googletest", "ittapi", "vtune", "valgrind", "wasm-api", "re2", "cpu_features", "llvm-libc")


def main():
    root = sys.argv[1]
    files = sorted(glob.glob(f"{root}/LICENSE*") + glob.glob(f"{root}/third_party/**/LICENSE*", recursive=True))
    for path in files:
        name = os.path.relpath(path, root)
        if not os.path.isfile(path) or any(part in LEFT_OUT for part in name.split("/")):
            continue
        with open(path, errors="replace") as file:
            print(f"{'=' * 80}\nV8, {name}\n{'=' * 80}\n{file.read().strip()}\n")


main()
