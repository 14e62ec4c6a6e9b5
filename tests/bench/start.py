"""Start-up: whole processes from spawn to exit, with their processor time and memory."""
import pathlib
import random
import subprocess
import sys

SCRIPTS = pathlib.Path(__file__).resolve().parent / "scripts"
WARM_UP = 3  # runs that fill caches and count for nothing


# Linux counts as a process's peak what it was before exec, so what starts it has to be small: an
# interpreter with nothing in it, 8 MB. A command a line, words between NULs; answers with a line.
LAUNCHER = """
import posix, sys, time
null = posix.open("/dev/null", posix.O_RDWR)
streams = [(posix.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1, 2)]
for line in sys.stdin:
    command = line.rstrip("\\n").split("\\0")
    started = time.perf_counter()
    pid = posix.posix_spawn(command[0], command, posix.environ, file_actions=streams)
    _, status, usage = posix.wait4(pid, 0)
    wall = time.perf_counter() - started
    print(status, wall * 1e3, (usage.ru_utime + usage.ru_stime) * 1e3, usage.ru_maxrss / 1024, flush=True)
"""


class Launcher:
    """Starts processes one after the other."""

    def __enter__(self):
        self.process = subprocess.Popen([sys.executable, "-I", "-S", "-c", LAUNCHER], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def run(self, command):
        """Runs a command to its end: (wall ms, user + system ms, peak MB), or None if it failed."""
        self.process.stdin.write("\0".join(map(str, command)) + "\n")
        self.process.stdin.flush()
        status, *sample = self.process.stdout.readline().split()
        return tuple(map(float, sample)) if status == "0" else None


def interleaved(commands, runs):
    """Runs every command `runs` times: name → list of samples; a failing one has none.

    Each round has an order of its own: whoever follows itself finds the processor's caches warm.
    """
    samples, order = {name: [] for name in commands}, list(commands)
    shuffle = random.Random(1).shuffle
    with Launcher() as launcher:
        for number in range(runs + WARM_UP):
            shuffle(order)
            for name in order:
                sample = launcher.run(commands[name])
                if sample is not None and number >= WARM_UP:
                    samples[name].append(sample)
    return samples


def hello(runtimes, options, folder):
    samples = interleaved({runtime.name: runtime.command(SCRIPTS / "hello.js") for runtime in runtimes}, options.runs)
    return {measure: {name: [sample[index] for sample in taken] for name, taken in samples.items()}
            for index, measure in enumerate(("wall time, ms", "processor time, ms", "peak memory, MB"))}


def typescript(runtimes, options, folder):
    """The difference between the two rows is what a cached TypeScript file costs more."""
    plain, typed = folder / "program.mjs", folder / "program.ts"
    plain.write_text(program(typed=False))
    typed.write_text(program(typed=True))
    capable = [runtime for runtime in runtimes if runtime.name != "node"]
    commands = {(kind, runtime.name): runtime.command(script)
                for runtime in capable for kind, script in (("JavaScript", plain), ("TypeScript", typed))}
    samples = interleaved(commands, options.runs)
    return {f"{kind}, wall ms": {runtime.name: [sample[0] for sample in samples[kind, runtime.name]] for runtime in capable}
            for kind in ("JavaScript", "TypeScript")}


def sandbox(runtimes, options, folder):
    """What the kernel wall adds to the start of a program without any grant."""
    bailey = next(runtime for runtime in runtimes if runtime.name == "bailey")
    modes = ("auto", "off")
    samples = interleaved({mode: bailey.command(SCRIPTS / "hello.js", grants=(f"--sandbox={mode}",)) for mode in modes},
                          options.runs)
    # The column of bailey is with the wall, so the ratio is that of auto to off.
    names = {"auto": "bailey", "off": "off"}
    return {measure: {names[mode]: [sample[index] for sample in samples[mode]] for mode in modes}
            for index, measure in enumerate(("wall time, ms", "processor time, ms"))}


def program(typed):
    """A program of 300 small functions, with or without its types."""
    def only_typed(text):
        return text if typed else ""
    lines = [only_typed("interface Point { x: number; y: number; label?: string }")]
    for number in range(300):
        lines.append(f"""
export function move{number}(point{only_typed(": Point")}, by{only_typed(": number")} = {number}){only_typed(": Point")} {{
  const moved{only_typed(": Point")} = {{ ...point, x: point.x + by, y: point.y - by }};
  return moved.x > {number} ? moved : {{ ...moved, label: `far ${{moved.y}}` }}{only_typed(" as Point")};
}}""")
    lines.append("let point" + only_typed(": Point") + " = { x: 0, y: 0 };")
    lines += [f"point = move{number}(point);" for number in range(300)]
    lines.append("console.log(point.x);")
    return "\n".join(lines) + "\n"
