#!/usr/bin/env python3
"""Checks that every C++ file looks the way .clang-format says; --write makes it so."""
import concurrent.futures
import os
import shutil
import subprocess
import sys

import tree

SKIPPED = 77  # what CTest takes for "could not run here"


def clang_format():
    for version in (19, 20, 21, 22):
        if tool := shutil.which(f"clang-format-{version}"):
            return tool
    return None


def run(tool, options, paths):
    result = subprocess.run([tool, "--style=file", *options, *map(str, paths)], cwd=tree.ROOT,
                            capture_output=True, text=True, check=False)
    return result.returncode, result.stderr


def main():
    tool = clang_format()
    if tool is None:
        print("format: clang-format 19 is not installed; ./dev setup installs it")
        return SKIPPED
    options = ["-i"] if "--write" in sys.argv[1:] else ["--dry-run", "-Werror"]
    paths = list(tree.files(tree.ROOT, ".h", ".cc"))
    chunks = [paths[start:start + 8] for start in range(0, len(paths), 8)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(lambda chunk: run(tool, options, chunk), chunks))
    wrong = sorted({line.split(":")[0] for _, errors in results
                    for line in errors.splitlines() if "clang-format-violations" in line})
    failed = [errors for code, errors in results if code != 0 and "clang-format-violations" not in errors]
    if wrong:
        print("\n".join(f"{path}: not formatted; ./dev format does it" for path in wrong))
    for errors in failed:
        print(errors)
    if not wrong and not failed:
        print(f"format: ok, {len(paths)} files")
    return 1 if wrong or failed else 0


if __name__ == "__main__":
    sys.exit(main())
