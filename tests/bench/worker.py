"""Workers: how long one takes to its first message, and what an idle one keeps of the memory."""
import json
import os
import random
import subprocess
import time

from start import SCRIPTS

ROUNDS = 5
SETTLED = 1.0  # seconds after which a group of workers has nothing left to do
# Its own Worker has another form.
WITHOUT = ("node",)


def capable(runtimes):
    return [runtime for runtime in runtimes if runtime.name not in WITHOUT]


def interleaved(runtimes, measure):
    """`measure(command)` for every runtime and round: name → list of what it gave."""
    results, order, shuffle = {runtime.name: [] for runtime in runtimes}, list(runtimes), random.Random(1).shuffle
    for _ in range(ROUNDS):
        shuffle(order)
        for runtime in order:
            results[runtime.name].append(measure(runtime))
    return results


def start(runtimes, options, folder):
    """Milliseconds from `new Worker` to its first message: of the first worker of a process, of those that are started
    when the one before has ended, and of those that are started beside others (the first of which may find something
    prepared, and does not count)."""
    def measure(runtime):
        command = runtime.command(SCRIPTS / "worker_start.mjs", grants=(f"--allow-read={SCRIPTS}",))
        return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=60).stdout)
    times = interleaved(capable(runtimes), measure)
    def of(kind, part):
        return {name: [time for run in runs for time in run[kind][part]] for name, runs in times.items()}
    return {"first of a process, ms": of("after", slice(0, 1)), "after one that ended, ms": of("after", slice(1, None)),
            "beside others, ms": of("beside", slice(1, None))}


def memory(pid):
    """(MB that a process has of its own and of what it shares its share, descriptors, threads)."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
        share = next(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) / 1024
    return share, len(os.listdir(f"/proc/{pid}/fd")), len(os.listdir(f"/proc/{pid}/task"))


def idle(runtimes, options, folder):
    """What 50 workers that wait for messages add to a process that has had some before: Pss of smaps_rollup."""
    def measure(runtime):
        command = runtime.command(SCRIPTS / "worker_idle.mjs", grants=(f"--allow-read={SCRIPTS}",))
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                seen = []
                for _ in range(2):
                    count = int(process.stdout.readline())
                    time.sleep(SETTLED)
                    seen.append(memory(process.pid))
            finally:
                process.kill()
        return tuple((after - before) / count for before, after in zip(*seen))
    grown = interleaved(capable(runtimes), measure)
    return {measure: {name: [run[index] for run in runs] for name, runs in grown.items()}
            for index, measure in enumerate(("memory of a worker, MB", "descriptors of a worker", "threads of a worker"))}
