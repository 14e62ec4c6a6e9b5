#!/usr/bin/env python3
"""Writes start_order.txt: the functions that a short program runs, in the order it first runs them.

The linker puts them next to each other in this order (docs/decisions/0016-an-engine-of-our-own.md), so
that a start reads one stretch of the program's file and not a page here and there. Names that the
program no longer has are ignored, so the list may be old; a new one is worth having after V8 changed.

usage: start_order.py build/static/bailey            (needs nm, and qemu-x86_64 of the package qemu-user)
       start_order.py --check build/static/bailey    fails when the list is too old to be of use
"""
import bisect
import pathlib
import re
import subprocess
import sys
import tempfile

LIST = pathlib.Path(__file__).resolve().with_name("start_order.txt")
QEMU_PIE_BASE = 0x4000000000
# QEMU has no Landlock, so what builds the kernel wall is put behind the rest unseen.
UNSEEN = re.compile(r"10os_sandbox|3cli4wall|3cli\d+\w*[wW]all")
BLOCK = re.compile(r"^IN: [^\n]*\n0x([0-9a-f]+):", re.MULTILINE)


def functions(program):
    """[(address, name)], one name for each address, in order."""
    lines = subprocess.run(["nm", "--defined-only", program], check=True, capture_output=True, text=True).stdout
    names = {}
    for line in lines.splitlines():
        address, kind, name = line.split(maxsplit=2)
        # V8's own builtins are one piece.
        if kind in "tTwW" and not name.startswith("Builtins_"):
            names.setdefault(int(address, 16), []).append(name)
    return sorted((address, min(choice, key=lambda name: (len(name), name))) for address, choice in names.items())


def first_uses(program):
    """Where the program's code is entered while it says hello, in order."""
    with tempfile.TemporaryDirectory() as folder:
        script, log = pathlib.Path(folder, "hello.js"), pathlib.Path(folder, "blocks.log")
        script.write_text('console.log("hello");\n')
        subprocess.run(["qemu-x86_64", "-d", "in_asm,nochain", "-D", log, program, "run", "--no-prompt",
                        "--sandbox=off", script],
                       check=True, stdout=subprocess.DEVNULL)
        return [int(address, 16) - QEMU_PIE_BASE for address in BLOCK.findall(log.read_text())]


def order(program):
    known = functions(program)
    addresses = [address for address, _ in known]
    found = {}
    for address in first_uses(program):
        place = bisect.bisect_right(addresses, address) - 1
        if place >= 0 and address < addresses[-1]:
            found.setdefault(known[place][1])
    return list(found | {name: None for _, name in known if UNSEEN.search(name)})


def check(program):
    """What is wrong with the list, or None."""
    wanted = LIST.read_text().split()
    there = {name for _, name in functions(program)}
    missing = sum(name not in there for name in wanted)
    if missing * 4 > len(wanted):
        return (f"{missing} of the {len(wanted)} functions in {LIST.name} are not in {program}: "
                f"write it anew with {pathlib.Path(__file__).name}")
    return None


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--check":
        sys.exit(check(sys.argv[2]))
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    names = order(pathlib.Path(sys.argv[1]).resolve())
    LIST.write_text("".join(f"{name}\n" for name in names))
    print(f"{len(names)} functions", file=sys.stderr)
