#!/usr/bin/env python3
"""Fails on what must not stay behind: unfinished places, tests switched off, one machine's paths."""
import re
import sys

import tree

CODE = (".h", ".cc", ".js", ".ts", ".py", ".sh", ".cmake", ".txt")

RULES = [
    (re.compile(r"\b(?:TODO(?!\(#\d+\))|FIXME|XXX)\b"),
     "an unfinished place; finish it, or open an issue and write TODO(#number)"),
    (re.compile(r"\bnot (?:yet )?implemented\b"), "an unfinished place"),
    (re.compile(r"^\s*#\s*(?:add_test|add_subdirectory|bailey_\w+)\s*\((?!<)|^\s*#.*_test\.cc\b"),
     "a build line or a test switched off by a comment; delete it or mend it"),
    (re.compile(r"^\s*//\s*(?:TEST_CASE|SUBCASE|CHECK|REQUIRE|Deno\.test|assert\w*)\b\s*\("),
     "a test switched off by a comment; delete it or mend it"),
    (re.compile(r"doctest::skip\((?:true)?\)|\bDeno\.test\.(?:ignore|only)\b|\b(?:it|test|describe)\.only\b"),
     "a test that is always skipped, or that makes all others be skipped"),
]

# Addresses that belong in a machine's own configuration, never in the project.
MIRROR = re.compile(r"\b(?:deb|security|snapshot|ftp)(?:\.\w+)?\.debian\.org\b|\bpypi\.org\b|\bcrates\.io\b")
HOME = re.compile(r"""(?<![\w.$}*/-])/(?:root|home/\w+|Users/\w+)/\w""")

# The tests of the runner of Deno.test name its options; these lints name what they look for.
EXEMPT = ("tests/lint/", "runtime/builtins/deno/test", "cli/test_runner/", "docs/")

# Whoever looks at the top of the project sees these and nothing else.
AT_THE_ROOT = {
    "runtime", "permissions", "loader", "std", "cli", "tests", "examples", "cmake", "docs", ".ci",
    "CMakeLists.txt", "CMakePresets.json", "dev", "README.md", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md",
    "LICENSE", ".clang-format", ".clang-tidy", ".gitignore", ".gitattributes", ".editorconfig",
}


def violations(root):
    for name in sorted({path.parts[0] for path in tree.files(root)} - AT_THE_ROOT):
        yield f"{name}: the names at the root are fixed (tests/lint/hygiene.py)"
    for path in tree.files(root):
        if str(path).startswith(EXEMPT) or path.suffix in (".lock", ".json"):
            continue
        for number, line in enumerate(tree.text(root, path).splitlines(), 1):
            where = f"{path}:{number}"
            if path.suffix in CODE:
                for pattern, meaning in RULES:
                    if pattern.search(line):
                        yield f"{where}: {meaning}: {line.strip()[:80]}"
            if MIRROR.search(line):
                yield f"{where}: a registry's address; take it from the machine's own configuration"
            # Tests of paths make some up.
            if HOME.search(line) and not tree.is_test(path):
                yield f"{where}: a path of one machine: {line.strip()[:80]}"


if __name__ == "__main__":
    sys.exit(tree.report("hygiene", violations(tree.ROOT)))
