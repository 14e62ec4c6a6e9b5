#!/usr/bin/env python3
"""Runs Ninja over the plan and says how far it is, and how long it will take: drive.py WORK"""
import json
import os
import re
import subprocess
import sys
import time


class Progress:
    """The share of the work that is done, by the size of what was compiled."""

    def __init__(self, weights):
        self.weights = weights
        self.left = sum(weights.values())
        self.began = self.said = time.monotonic()
        self.total = self.left

    def finished(self, what):
        self.left -= self.weights.pop(what, 0)

    def say(self, what):
        now = time.monotonic()
        pause = 0.5 if sys.stderr.isatty() else 10
        if now - self.said < pause:
            return
        self.said = now
        done = self.total - self.left
        minutes = (now - self.began) / 60
        # Below a twentieth the estimate would be a guess.
        rest = f", about {max(1, round(minutes * self.left / done))} min to go" if done > self.total / 20 else ""
        text = f"engine: {100 * done // self.total} %, {minutes:.0f} min gone{rest}: {what}"
        if sys.stderr.isatty():
            sys.stderr.write("\r\033[K" + text[:os.get_terminal_size(2).columns - 1])
        else:
            sys.stderr.write(text + "\n")
        sys.stderr.flush()


def still_to_do(folder):
    """What no earlier run finished, in the words of the plan."""
    ran = subprocess.run(["ninja", "-C", folder, "-n"], stdout=subprocess.PIPE, text=True)
    return {line.split("] ", 1)[1].strip() for line in ran.stdout.splitlines() if line.startswith("[")}


def main():
    folder = os.path.join(sys.argv[1], "build")
    with open(os.path.join(folder, "weights.json")) as file:
        weights = json.load(file)
    to_do = still_to_do(folder)
    progress = Progress({what: weight for what, weight in weights.items() if what in to_do})
    ninja = subprocess.Popen(["ninja", "-C", folder], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in ninja.stdout:
        found = re.match(r"\[\d+/\d+\] (.*)", line)
        if found:
            progress.finished(found.group(1).strip())
            progress.say(found.group(1).strip())
        elif not line.startswith(("ninja: Entering", "ninja: no work")):
            sys.stderr.write(line)
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    sys.exit(ninja.wait())


if __name__ == "__main__":
    main()
