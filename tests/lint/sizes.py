#!/usr/bin/env python3
"""Fails on files too long to be one idea. Functions are measured by clang-tidy."""
import sys

import tree

LONGEST = 450
LONGEST_README = 40  # of a module; the project's own may be longer
SUFFIXES = (".h", ".cc", ".js", ".ts", ".py", ".sh", ".cmake")


def violations(root):
    for path in tree.files(root):
        if path.parts[0] in ("tests", "docs"):
            continue
        lines = tree.text(root, path).count("\n")
        if (path.suffix in SUFFIXES or path.name == "dev") and lines > LONGEST and not path.name.endswith(".d.ts"):
            yield f"{path}: {lines} lines, {LONGEST} are the limit; split it along its ideas"
        if path.name == "README.md" and len(path.parts) > 1 and lines > LONGEST_README:
            yield f"{path}: {lines} lines, {LONGEST_README} are the limit for a module's README"


if __name__ == "__main__":
    sys.exit(tree.report("sizes", violations(tree.ROOT)))
