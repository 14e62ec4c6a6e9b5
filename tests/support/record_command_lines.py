#!/usr/bin/env python3
"""Records what the reference runtime answers to the command lines of tests/data/cli.

    record_command_lines.py DENO tests/data/cli/*.json

Each file is a list of cases. A case starts as {"args": [...]}; this script fills in what DENO, the
path of a deno binary, does with it, and keeps every other key:

refused.json   "stderr": the message, without "error: "
accepted.json  "arguments": what the program finds in Deno.args
               "permissions": the state of each kind, asked for without a scope
               "stderr": what was printed there, when anything was

Where bailey differs on purpose, "bailey" holds its own answer and "why" the reason. A case with the
key "deno", a sentence on what happens there, is not run: it needs a network, a terminal or patience.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

# Valid as JavaScript and as checked TypeScript.
PROGRAM = """
const kinds = ["read", "write", "net", "env", "sys", "run", "ffi", "import"];
const stateOf = (name = "") => Deno.permissions.querySync(JSON.parse(`{"name":"${name}"}`)).state;
const permissions = Object.fromEntries(kinds.map((kind) => [kind, stateOf(kind)]));
console.log(JSON.stringify({ arguments: Deno.args, permissions }));
Deno.exit(0);
"""


def run(deno, args, folder):
    environment = {
        "DENO_DIR": f"{folder}/cache",
        "HOME": folder,
        "NO_COLOR": "1",
        "DENO_NO_UPDATE_CHECK": "1",
        "PATH": os.environ["PATH"],
    }
    args = [PROGRAM if arg == "PROGRAM" else arg for arg in args]
    return subprocess.run([deno, *args], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=30)


def record_refused(case, result):
    if result.returncode != 1 or not result.stderr.startswith("error: "):
        sys.exit(f"not refused: {case['args']}: {result.stdout}{result.stderr}")
    case["stderr"] = result.stderr.removeprefix("error: ").removesuffix("\n")


def record_accepted(case, result):
    if result.returncode != 0:
        sys.exit(f"not accepted: {case['args']}: {result.stderr}")
    case.update(json.loads(result.stdout))
    case.pop("stderr", None)
    if result.stderr:
        case["stderr"] = result.stderr.removesuffix("\n")


def write(path, cases):
    rows = ",\n".join("  " + json.dumps(case, ensure_ascii=False) for case in cases)
    path.write_text(f"[\n{rows}\n]\n")


def main():
    deno, *paths = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for name in ["a.ts"]:
            pathlib.Path(folder, name).write_text(PROGRAM)
        for path in map(pathlib.Path, paths):
            cases = json.loads(path.read_text())
            for case in cases:
                if "deno" in case:
                    continue
                result = run(deno, case["args"], folder)
                (record_refused if path.stem == "refused" else record_accepted)(case, result)
            write(path, cases)


if __name__ == "__main__":
    main()
