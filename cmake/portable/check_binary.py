#!/usr/bin/env python3
"""Tells what keeps a program from running on any machine of Debian 12 or later, and from being
hardened as bailey is: check_binary.py PROGRAM [--without PATH…]

PATH is a folder of this machine whose name must not be in the program.
"""
import argparse
import re
import shutil
import subprocess
import sys

GLIBC = (2, 36)  # Debian 12's
LIBRARIES = {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2"}
LOADER = "/lib64/ld-linux-x86-64.so.2"


def read_elf(program):
    """What llvm-readelf says of segments, dynamic section and dynamic symbols."""
    names = ["llvm-readelf"] + [f"llvm-readelf-{version}" for version in (19, 20, 21, 22)] + ["readelf"]
    tool = next((found for found in map(shutil.which, names) if found), None)
    if not tool:
        sys.exit("error: this machine has no llvm-readelf\nremedy: apt-get install llvm-19")
    ran = subprocess.run([tool, "-h", "-l", "-d", "--dyn-syms", "-W", program], capture_output=True, text=True)
    if ran.returncode or "ELF Header" not in ran.stdout:
        sys.exit(f"error: {program} is no program that can be read: {ran.stderr.strip()}")
    return ran.stdout


def glibc_versions(text):
    """The C library's versions that are asked for, with the names that ask: {(2, 34): ["dlopen"]}."""
    versions = {}
    for name, version in re.findall(r" UND (\S+?)@+GLIBC_([0-9.]+)", text):
        versions.setdefault(tuple(int(part) for part in version.split(".")), []).append(name)
    return versions


def needed_glibc(text):
    """The oldest version that has everything: what a package depends on."""
    # Relative relocations in their short form are known since then, and no symbol says so.
    short = [GLIBC] if "(RELR)" in text or re.search(r"\bRELR\b", text) else []
    return max([*glibc_versions(text), *short], default=(2, 2))


def dotted(version):
    return ".".join(map(str, version))


def portability(text):
    interpreter = re.search(r"Requesting program interpreter: ([^\]]+)\]", text)
    if not interpreter or interpreter.group(1) != LOADER:
        yield f"its loader is {interpreter.group(1) if interpreter else 'missing'}, not {LOADER}"
    for library in re.findall(r"Shared library: \[([^\]]+)\]", text):
        if library not in LIBRARIES:
            yield f"it needs the shared library {library}"
    for kind, path in re.findall(r"\((RPATH|RUNPATH)\)[^\[]*\[([^\]]*)\]", text):
        yield f"it has a {kind}: {path}"
    for version, names in sorted(glibc_versions(text).items()):
        if version > GLIBC:
            yield (f"it needs glibc {dotted(version)} for {', '.join(sorted(names))}; what is older than "
                   "that in their stead belongs into cmake/portable/older_glibc.c")
    for name, version in re.findall(r" UND (\S+?)@+((?!GLIBC_[0-9])\S+)", text):
        yield f"it needs {name} of {version}"


def hardening(text):
    if not re.search(r"^\s*Type:\s+DYN", text, re.MULTILINE) or not re.search(r"FLAGS_1\).*\bPIE\b", text):
        yield "it is not position-independent, so its addresses are known beforehand (-pie)"
    if not re.search(r"FLAGS_1?\).*\bNOW\b", text):
        yield "it binds functions late, so the table of their addresses stays writable (-z now)"
    if not re.search(r"^\s*GNU_RELRO\b", text, re.MULTILINE):
        yield "its relocated constants stay writable (-z relro)"
    stack = re.search(r"^\s*GNU_STACK(?:\s+0x[0-9a-f]+){5}\s+(\S+)", text, re.MULTILINE)
    if not stack or "E" in stack.group(1):
        yield "its stack can be executed (-z noexecstack)"
    for flags in re.findall(r"^\s*LOAD(?:\s+0x[0-9a-f]+){5}\s+([RWE ]+?)\s+0x", text, re.MULTILINE):
        if "W" in flags and "E" in flags:
            yield "a segment can be written and executed"
    if "(TEXTREL)" in text:
        yield "its code is relocated"


def names_of(program, paths):
    with open(program, "rb") as file:
        content = file.read()
    for path in paths:
        at = content.find(path.encode())
        if path and at >= 0:
            whole = re.match(rb"[ -~]*", content[at:at + 200]).group().decode()
            yield f"it names a folder of this machine: {whole}"


def faults(program, without=()):
    text = read_elf(program)
    return [*portability(text), *hardening(text), *names_of(program, without)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--without", nargs="*", default=[], metavar="PATH")
    options = parser.parse_args()
    found = faults(options.program, options.without)
    for fault in found:
        print(f"{options.program}: {fault}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
