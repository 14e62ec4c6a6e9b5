#!/usr/bin/env python3
"""Attacks V8's sandbox: run.py BAILEY_CORRUPTIBLE SCRIPT [CASE…]

Each case of a script (support.js) runs in a process of its own and corrupts V8's heap. It is held when
the process goes on or ends in a controlled way: V8's crash filter says so of a crash inside the cage, a
failed check or a null pointer. An access outside of the cage is a violation: the filter reports a crash
there, and a page outside that belongs to nobody, the witness, would be changed. A sweep goes through many
corruptions; after one that ended the process it goes on with the next in another.
"""
import collections
import json
import os
import re
import signal
import subprocess
import sys
import tempfile

SECONDS = 20 * int(os.environ.get("BAILEY_TEST_TIMEOUT_SCALE", "1"))
FLAGS = ["run", "--no-config", "--no-lock", "--no-prompt", "--quiet", "--allow-read", "--v8-flags=--expose-gc"]
PAGE = 4096
# What the C library says before it aborts, which the filter takes for a failed check.
HEAP_BROKEN = re.compile(r"(malloc|free|realloc|calloc|munmap_chunk|malloc_consolidate)\(\): |corrupted (size|double)|stack smashing")


class Run:
    """One process, and what became of it and of the witness."""

    def __init__(self, program, script, folder, arguments):
        witness = os.path.join(folder, "witness")
        secret = os.urandom(PAGE)
        with open(witness, "wb") as file:
            file.write(secret)
        granted = os.path.join(folder, "granted")
        os.makedirs(granted, exist_ok=True)
        command = [program, *FLAGS, f"--allow-write={granted}", script, granted, *arguments]
        environment = {"PATH": "/usr/bin:/bin", "BAILEY_WITNESS": witness, "HOME": folder, "NO_COLOR": "1"}
        self.endless = False
        with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, env=environment,
                                       cwd=folder)
            try:
                self.code = process.wait(SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                self.code, self.endless = 0, True
            for file in (stdout, stderr):
                file.seek(0)
            self.stdout = stdout.read(2**20).decode(errors="replace")
            self.stderr = stderr.read(2**20).decode(errors="replace")
        with open(witness, "rb") as file:
            self.witness_changed = file.read() != secret

    def end(self):
        """One of "survived", "stopped: WHY", "violation: HOW" and "broken: WHY"."""
        if "V8 sandbox violation detected" in self.stderr:
            return "violation: access outside of the cage"
        if self.witness_changed:
            return "violation: memory outside was changed"
        if HEAP_BROKEN.search(self.stderr):
            return "violation: the C library found its heap or a stack broken"
        filtered = re.search(r"Caught harmless (.*?)\. Exiting", self.stderr)
        if filtered:
            return "stopped: " + filtered.group(1)
        if self.endless:
            return "stopped: endless"
        if "corrupted" not in self.stdout.splitlines():
            return f"broken: nothing was corrupted; ended with {self.code}: {self.stderr[-300:]}"
        if self.code == -signal.SIGILL:
            return "stopped: trap"
        if self.code < 0:
            return f"violation: signal {-self.code} that nothing explains: {self.stderr[-300:]}"
        if "survived" in self.stdout.splitlines():
            return "survived"
        # An exception nobody caught, no memory left: bailey's own words, and an orderly end.
        return "stopped: ended with " + str(self.code) if self.code != 0 else "broken: ended early"


def last_step(run):
    steps = re.findall(r"^step (\d+)$", run.stdout, re.MULTILINE)
    return int(steps[-1]) if steps else None


def run_case(program, script, name, expected):
    """What contradicts the expectation, and how the processes of the case ended."""
    ends, wrong, step = collections.Counter(), [], 0
    while True:
        with tempfile.TemporaryDirectory() as folder:
            run = Run(program, script, folder, [name, str(step)])
        end = run.end()
        ends[end] += 1
        if not (end == "survived" or end.startswith("stopped") if expected == "held" else end.startswith(expected)):
            wrong.append(f"{name}, from step {step} to {last_step(run)}: {end}, expected {expected}")
        reached = last_step(run)
        if reached is None or end == "survived" or end.startswith("broken") or reached < step:
            return wrong, ends
        step = reached + 1


def main():
    program, script, *wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        listed = Run(program, script, folder, ["--list"])
    try:
        cases = json.loads(listed.stdout)
    except ValueError:
        sys.exit(f"{script} lists no cases: {listed.stdout}{listed.stderr}")
    failed = []
    for name, expected in cases.items():
        if wanted and name not in wanted:
            continue
        wrong, ends = run_case(program, script, name, expected)
        failed += wrong
        print(f"{'FAILED' if wrong else 'ok    '} {name}: " + "; ".join(f"{n} {end}" for end, n in ends.most_common()), flush=True)
    print(*failed, sep="\n")
    sys.exit(1 if failed or not cases else 0)


if __name__ == "__main__":
    main()
