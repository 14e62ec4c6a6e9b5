"""Compares what a program printed with what a case expects, and shows where they part.

In an expectation `[any]` stands for any text, over line ends too, and `[line]` for the rest of what
is on one line.
"""
import difflib
import re

WILDCARD = re.compile(r"(\[any\]|\[line\])")


def pattern(expected):
    parts = [{"[any]": r"[\s\S]*?", "[line]": r"[^\n]*?"}.get(part, re.escape(part))
             for part in WILDCARD.split(expected)]
    return re.compile("".join(parts))


def matches(expected, actual):
    """Line ends at the very end do not count: editors and programs differ about them."""
    return pattern(expected.rstrip("\n")).fullmatch(actual.rstrip("\n")) is not None


def difference(expected, actual, name):
    """A unified diff in which a line with wildcards is equal to a line it matches."""
    wanted, got = expected.rstrip("\n").split("\n"), actual.rstrip("\n").split("\n")
    for index, line in enumerate(wanted):
        if WILDCARD.search(line) and line != "[any]":
            form = pattern(line)
            wanted[index] = next((candidate for candidate in got if form.fullmatch(candidate)), line)
    lines = difflib.unified_diff(wanted, got, f"{name} expected", f"{name} printed", lineterm="", n=2)
    return "\n".join(lines)
