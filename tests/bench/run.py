#!/usr/bin/env python3
"""Compares bailey with the other runtimes of this machine, interleaved in one run.

  run.py --bailey build/release/bailey              every benchmark
  run.py --bailey build/release/bailey start serve  some of them

deno, bun and node are taken from PATH, or from BAILEY_BENCH_DENO, BAILEY_BENCH_BUN and
BAILEY_BENCH_NODE; one that is not there is left out with a note. Nothing is asserted: a busy machine
must not fail a build. The ratio of a row is bailey's value divided by that runtime's.
"""
import argparse
import json
import os
import pathlib
import platform
import shutil
import statistics
import sys
import tempfile

import octane
import serve
import start
import worker

BENCHMARKS = {
    "start": ("start of hello world", start.hello),
    "typescript": ("start of a cached TypeScript file, and of the same JavaScript", start.typescript),
    "sandbox": ("start with the kernel wall (bailey) and without (off)", start.sandbox),
    "worker": ("a module Worker, from `new Worker` to its first message", worker.start),
    "idle-worker": ("each of 50 Workers that wait", worker.idle),
    "octane": ("Octane 2, scores: higher is better", octane.octane),
    "serve": ("an HTTP server that says hello, 64 connections", serve.hello),
}
COMMANDS = {"bailey": ["run", "--no-prompt", "--quiet"], "deno": ["run", "--no-prompt", "--quiet"],
            "bun": ["run"], "node": []}


class Runtime:
    """One runtime; `command(script)` is the argument list that runs a script with it."""

    def __init__(self, name, program):
        self.name, self.program = name, str(program)

    def command(self, script, *arguments, grants=()):
        allowed = grants if self.name in ("bailey", "deno") else ()
        return [self.program, *COMMANDS[self.name], *allowed, str(script), *map(str, arguments)]


def find_runtimes(bailey):
    found = [Runtime("bailey", bailey.resolve())]
    for name in ("deno", "bun", "node"):
        program = os.environ.get(f"BAILEY_BENCH_{name.upper()}") or shutil.which(name)
        if program and os.access(program, os.X_OK):
            found.append(Runtime(name, program))
        else:
            print(f"note: {name} is not installed, its column is left out "
                  f"(BAILEY_BENCH_{name.upper()} names one that is not on PATH)")
    return found


def show(title, samples):
    """`samples`: measure → runtime → list of values. Prints a table of medians and ratios."""
    print(f"\n{title}")
    for measure, by_runtime in samples.items():
        ours = statistics.median(by_runtime["bailey"]) if by_runtime.get("bailey") else None
        for name, values in by_runtime.items():
            if not values:
                print(f"  {measure:<34} {name:<8} failed")
                continue
            median = statistics.median(values)
            ratio = f"  ratio {ours / median:5.2f}" if ours and median and name != "bailey" else ""
            print(f"  {measure:<34} {name:<8} {median:10.2f}  "
                  f"({min(values):.2f} to {max(values):.2f}, {len(values)} runs){ratio}")


def main():
    parser = argparse.ArgumentParser(description="compares bailey with other runtimes")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(BENCHMARKS)}")
    parser.add_argument("--bailey", type=pathlib.Path, required=True)
    parser.add_argument("--runs", type=int, default=60, help="processes per runtime and benchmark (60)")
    parser.add_argument("--seconds", type=int, default=4, help="load per runtime and round (4)")
    parser.add_argument("--json", type=pathlib.Path, help="write every sample there")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHMARKS):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHMARKS)}")
    runtimes = find_runtimes(options.bailey)
    print(f"{platform.release()}, {os.cpu_count()} cores; medians, smallest and largest in brackets")
    results = {}
    # Every runtime's caches live here, so that the benchmark neither uses nor fills the user's.
    with tempfile.TemporaryDirectory(prefix="bailey-bench-") as folder:
        os.environ.update({name: str(pathlib.Path(folder, name)) for name in (
            "BAILEY_DIR", "DENO_DIR", "BUN_INSTALL_CACHE_DIR", "BUN_RUNTIME_TRANSPILER_CACHE_PATH")})
        os.environ["DENO_NO_UPDATE_CHECK"] = os.environ["NO_COLOR"] = "1"
        for name in options.names or BENCHMARKS:
            title, benchmark = BENCHMARKS[name]
            results[name] = benchmark(runtimes, options, pathlib.Path(folder))
            show(title, results[name])
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
