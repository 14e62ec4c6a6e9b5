#!/usr/bin/env python3
"""Compiles several sources into one object: compile_unit.py OUTPUT HEADER SOURCE… -- COMPILER…

HEADER is a precompiled header without its .pch, or "-". A source that does not go with the others (two
files that define the same name) or with the header is compiled by itself; that one is asked first
which the compiler's own message names. What fails by itself too is an error.
"""
import os
import re
import subprocess
import sys


class Unit:
    def __init__(self, output, header, compiler):
        self.output = output
        self.header = [] if header == "-" else ["-include-pch", header + ".pch", "-Winvalid-pch"]
        self.compiler = compiler
        self.parts = []

    def compile(self, sources):
        """Adds the object of these sources; or returns the compiler's messages."""
        part = f"{self.output}.{len(self.parts)}.o"
        if len(sources) == 1:
            text, attempts = sources[0], [self.header, []] if self.header else [[]]
        else:
            text, attempts = part + ".cc", [self.header]
            with open(text, "w") as file:
                file.writelines(f'#include "{source}"\n' for source in sources)
        for header in attempts:
            ran = subprocess.run([*self.compiler, *header, "-c", text, "-o", part, "-MD", "-MF", part + ".d"],
                                 stderr=subprocess.PIPE, text=True)
            if ran.returncode == 0:
                self.parts.append(part)
                return None
        return ran.stderr

    def finish(self):
        headers = set()
        for part in self.parts:
            with open(part + ".d") as file:
                headers.update(file.read().split(":", 1)[1].replace("\\\n", " ").split())
            os.remove(part + ".d")
        with open(self.output + ".d", "w") as file:
            file.write(f"{self.output}: {' '.join(sorted(headers))}\n")
        if len(self.parts) == 1:
            os.replace(self.parts[0], self.output)
            return
        subprocess.run([linker(self.compiler), "-r", "-o", self.output, *self.parts], check=True)
        for part in self.parts:
            os.remove(part)


def linker(compiler):
    version = re.search(r"-(\d+)$", compiler[0])
    return "ld.lld" + (version.group(0) if version else "")


def culprit(messages, sources):
    """The source that the first error is in, or that includes the header it is in."""
    included_from = None
    for line in messages.splitlines():
        found = re.match(r"In file included from (\S+?):\d+:", line)
        if found and os.path.normpath(found.group(1)) in sources:
            included_from = os.path.normpath(found.group(1))
        found = re.match(r"(\S+?):\d+:\d+: (?:fatal )?error:", line)
        if found:
            path = os.path.normpath(found.group(1))
            return path if path in sources else included_from
    return None


def main():
    output, header, *rest = sys.argv[1:]
    split = rest.index("--")
    sources, compiler = rest[:split], rest[split + 1:]
    unit = Unit(output, header, compiler)
    while sources:
        messages = unit.compile(sources)
        if messages is None:
            break
        # The linker cannot fold functions of joined objects, and says so of each that could have been.
        unit.compiler = [*compiler, "-fno-addrsig"] if len(sources) > 1 else compiler
        apart = [culprit(messages, sources) or sources[0]] if len(sources) > 1 else []
        if not apart or (messages := unit.compile(apart)) is not None:
            sys.exit(messages)
        sources = [source for source in sources if source not in apart]
    unit.finish()


main()
