#!/usr/bin/env python3
"""Runs clang-tidy on what changed, and remembers what it found clean.

  tidy.py --build build/dev                files that differ from the main branch or are not committed
  tidy.py --build build/dev --all          every file
  tidy.py --build build/dev --sample 600   changed files first, then as many others as 600 s allow

A file is checked again when it, a project header it includes, the configuration or its compiler
flags changed.
"""
import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

import tree

INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)


def git(*arguments):
    return tree.git(tree.ROOT, *arguments).split()


def base_commit():
    """Where this work left the main branch; on the main branch itself, the last release."""
    for branch in ("origin/main", "main"):
        base = git("merge-base", "HEAD", branch)
        if base and base != git("rev-parse", "HEAD"):
            return base[0]
    tag = git("describe", "--tags", "--abbrev=0")
    return tag[0] if tag else "HEAD"


def changed_files():
    names = set(git("diff", "--name-only", base_commit())) | set(git("ls-files", "-o", "--exclude-standard"))
    return {pathlib.Path(name) for name in names}


class Sources:
    """The compiled files of the project and what each depends on."""

    def __init__(self, build):
        self.build = build
        self.commands = {}
        for entry in json.loads((build / "compile_commands.json").read_text()):
            path = pathlib.Path(os.path.normpath(os.path.join(entry["directory"], entry["file"])))
            if path.is_relative_to(tree.ROOT) and not path.is_relative_to(build):
                self.commands[path.relative_to(tree.ROOT)] = entry["command"]
        configurations = [path for path in tree.files(tree.ROOT) if path.name == ".clang-tidy"]
        self.configuration = b"".join((tree.ROOT / path).read_bytes() for path in configurations)

    def needs(self, path, seen=None):
        """The file and every project header it includes, directly or not."""
        seen = set() if seen is None else seen
        if path not in seen and (tree.ROOT / path).is_file():
            seen.add(path)
            for name in INCLUDE.findall(tree.text(tree.ROOT, path)):
                self.needs(pathlib.Path(name), seen)
        return seen

    def fingerprint(self, path):
        digest = hashlib.sha256(self.configuration + self.commands[path].encode())
        for needed in sorted(self.needs(path)):
            digest.update((tree.ROOT / needed).read_bytes())
        return digest.hexdigest()

    def affected_by(self, changed):
        return [path for path in sorted(self.commands) if self.needs(path) & changed]


def sampled(paths, seed):
    """A stable order that differs from commit to commit, so that samples cover everything in time."""
    return sorted(paths, key=lambda path: hashlib.sha256(f"{seed}{path}".encode()).digest())


def check(tool, build, path):
    result = subprocess.run([tool, "--quiet", "-p", str(build), str(tree.ROOT / path)], capture_output=True,
                            text=True, check=False)
    return path, result.returncode, result.stdout.strip() or result.stderr.strip()


def choose(sources, options):
    changed = changed_files()
    if not changed and not (options.all or options.sample):
        print("tidy: nothing differs from the main branch, or there is no git to tell; --all checks every file")
    first = sorted(sources.commands) if options.all else sources.affected_by(changed)
    if options.sample:
        head = git("rev-parse", "HEAD")
        first += sampled(set(sources.commands) - set(first), head[0] if head else "")
    return first


def run(tool, sources, paths, options):
    """Checks the paths in order, two at a time; returns what failed and how many were not reached."""
    clean = sources.build / "tidy"
    clean.mkdir(exist_ok=True)
    started, failures, done, cached, skipped = time.monotonic(), [], 0, 0, 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        def one(path):
            stamp = clean / sources.fingerprint(path)
            if stamp.exists():
                return path, None, ""
            if options.sample and time.monotonic() - started > options.sample:
                return path, -1, ""
            result = check(tool, sources.build, path)
            if result[1] == 0:
                stamp.touch()
            return result
        for path, code, output in pool.map(one, paths):
            cached, skipped = cached + (code is None), skipped + (code == -1)
            if code is None or code == -1:
                continue
            done += 1
            print(f"[{done + cached}/{len(paths)}] {path}", flush=True)
            if code != 0:
                failures.append(path)
                print(output, flush=True)
    print(f"tidy: {done} checked, {cached} unchanged since they were found clean, {skipped} not reached "
          f"in the time given, {len(failures)} with findings")
    return failures


def main():
    parser = argparse.ArgumentParser(description="clang-tidy on what changed")
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--sample", type=float, default=0, metavar="SECONDS")
    options = parser.parse_args()
    tool = next(filter(None, (shutil.which(f"clang-tidy-{version}") for version in (19, 20, 21, 22))), None)
    if tool is None:
        print("tidy: clang-tidy 19 is not installed; ./dev setup installs it")
        return 1
    sources = Sources(options.build.resolve())
    failures = run(tool, sources, choose(sources, options), options)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
