#!/usr/bin/env python3
"""Runs the whole-program cases: every tests/spec/AREA/CASE/test.json.

  run.py --bailey build/dev/bailey                     all of them
  run.py --bailey build/dev/bailey permissions fs/copy areas or cases, or parts of their names
  run.py --bailey build/dev/bailey --rebaseline fs/copy  writes what is printed into the expectations

tests/spec/README.md describes test.json.
"""
import argparse
import concurrent.futures
import os
import pathlib
import sys
import time
import types

from case import Case


def find_cases(folder, wanted):
    """The case folders that one of the wanted names selects: an area, or part of "area/case"."""
    for test in sorted(folder.glob("*/*/test.json")):
        area, case = test.parts[-3:-1]
        if not wanted or any(name == area or ("/" in name and name in f"{area}/{case}") for name in wanted):
            yield test.parent


def show(outcome, verbose):
    if outcome.problems:
        details = "\n".join("    " + line for problem in outcome.problems for line in problem.split("\n"))
        print(f"FAILED  {outcome.name}\n{details}", flush=True)
    elif outcome.skipped:
        print(f"skipped {outcome.name}: {outcome.skipped}", flush=True)
    elif verbose:
        print(f"ok      {outcome.name}", flush=True)


def main(arguments=None):
    parser = argparse.ArgumentParser(description="runs the whole-program cases of tests/spec")
    parser.add_argument("names", nargs="*", help="areas, or parts of area/case")
    parser.add_argument("--bailey", required=True, type=pathlib.Path)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rebaseline", action="store_true", help="write what is printed into the expectations")
    parser.add_argument("--filter", action="append", default=[], help="the same as a name")
    parser.add_argument("--quiet", action="store_true", help="say nothing of cases that pass")
    options = parser.parse_args(arguments)
    bailey = options.bailey.resolve()
    if not os.access(bailey, os.X_OK):
        parser.error(f"{bailey} is not a program")
    run_options = types.SimpleNamespace(
        rebaseline=options.rebaseline, timeout_scale=float(os.environ.get("BAILEY_TEST_TIMEOUT_SCALE", 1)))
    folders = list(find_cases(options.folder, options.names + options.filter))
    if not folders:
        print(f"no case matches {' '.join(options.names + options.filter) or options.folder}")
        return 1
    started, failed, skipped = time.monotonic(), 0, 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for outcome in pool.map(lambda folder: Case(folder, bailey, run_options).run(), folders):
            show(outcome, not options.quiet)
            failed, skipped = failed + bool(outcome.problems), skipped + bool(outcome.skipped)
    print(f"{len(folders) - failed - skipped} passed, {failed} failed, {skipped} skipped "
          f"in {time.monotonic() - started:.1f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
