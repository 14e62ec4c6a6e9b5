"""Long-running JavaScript: Octane 2, as the npm package benchmark-octane has it.

BAILEY_BENCH_OCTANE names the package's folder lib/octane (`npm install benchmark-octane` in a folder of
its own); without it the benchmark is left out. A part runs in a process of its own, the runtimes in
turn, so that slow phases of the machine meet all of them. Higher is better.
"""
import json
import math
import os
import pathlib
import subprocess

PARTS = {
    "Richards": ["richards.js"], "DeltaBlue": ["deltablue.js"], "Crypto": ["crypto.js"], "RayTrace": ["raytrace.js"],
    "EarleyBoyer": ["earley-boyer.js"], "RegExp": ["regexp.js"], "Splay": ["splay.js"], "NavierStokes": ["navier-stokes.js"],
    "PdfJS": ["pdfjs.js"], "Mandreel": ["mandreel.js"], "Gameboy": ["gbemu-part1.js", "gbemu-part2.js"],
    "CodeLoad": ["code-load.js"], "Box2D": ["box2d.js"], "zlib": ["zlib.js", "zlib-data.js"],
    "Typescript": ["typescript.js", "typescript-input.js", "typescript-compiler.js"],
}
ROUNDS = 3

# The parts are scripts that share their global variables, so the program evaluates them in the global
# scope; the semicolon keeps the "use strict" of one from making its variables its own.
DRIVER = """
const texts = %s;
const globalEval = globalThis.eval;
globalThis.read = globalThis.print = () => undefined;
for (const text of texts) globalEval(";" + text);
const scores = {};
BenchmarkSuite.RunSuites({
  NotifyResult(name, score) { scores[name] = Number(score); },
  NotifyError(name, error) { throw error; },
  NotifyScore() { console.log(JSON.stringify(scores)); },
});
"""


def write_programs(package, folder):
    """Part → the one file that runs it."""
    programs = {}
    for name, files in PARTS.items():
        texts = [(package / file).read_text(encoding="utf-8") for file in ("base.js", *files)]
        programs[name] = folder / f"octane-{name}.mjs"
        programs[name].write_text(DRIVER % json.dumps(texts), encoding="utf-8")
    return programs


def run_part(runtime, program):
    """The scores that one process prints (Splay and Mandreel have a second, of their latency)."""
    ran = subprocess.run(runtime.command(program), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
    if ran.returncode != 0:
        print(f"note: {program.stem} failed with {runtime.name}: {(ran.stderr.strip().splitlines() or ['no message'])[-1]}")
        return {}
    return json.loads(ran.stdout.strip().splitlines()[-1])


def octane(runtimes, options, folder):
    place = os.environ.get("BAILEY_BENCH_OCTANE")
    if not place:
        print("note: octane is left out: BAILEY_BENCH_OCTANE does not name the folder lib/octane of benchmark-octane")
        return {}
    programs = write_programs(pathlib.Path(place), folder)
    samples = {}
    for _ in range(ROUNDS):
        for program in programs.values():
            for runtime in runtimes:
                for name, score in run_part(runtime, program).items():
                    samples.setdefault(name, {}).setdefault(runtime.name, []).append(score)
    totals = {}
    for runtime in runtimes:
        for number in range(ROUNDS):
            scores = [by[runtime.name][number] for by in samples.values() if len(by.get(runtime.name, [])) > number]
            if len(scores) == len(samples):
                totals.setdefault(runtime.name, []).append(math.exp(sum(map(math.log, scores)) / len(scores)))
    return {**samples, "geometric mean": totals}
