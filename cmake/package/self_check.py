"""Runs a program as those who install it will: from another folder, with an empty environment."""
import os
import shutil
import subprocess
import tempfile

HELLO = 'console.log("hello");'
TYPESCRIPT = 'const words: string[] = ["types", "gone"]; console.log(words.join(" are "));'
WORKER = """
const source = "onmessage = (event) => postMessage(event.data * 2)";
const worker = new Worker("data:text/javascript," + encodeURIComponent(source), { type: "module" });
worker.onmessage = (event) => { console.log("twice", event.data); worker.terminate(); };
worker.postMessage(21);
"""
FETCH = 'console.log(await (await fetch("data:,fetched")).text(), new Intl.NumberFormat("de").format(1234.5));'

# What it is, the script's name and text, the flags, and what it prints.
RUNS = [
    ("a script behind the kernel wall", "hello.js", HELLO, ["--sandbox=require"], "hello\n"),
    ("TypeScript", "types.ts", TYPESCRIPT, ["--sandbox=require"], "types are gone\n"),
    ("a Worker", "worker.js", WORKER, [], "twice 42\n"),
    ("fetch and Intl", "fetch.js", FETCH, [], "fetched 1.234,5\n"),
]


class Failed(Exception):
    """The program does not work."""


def run(command, folder):
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
                         env={"HOME": folder, "PATH": "/usr/bin:/bin", "NO_COLOR": "1"})
    return ran.returncode, ran.stdout, ran.stderr


def check(program, version):
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "bailey")
        shutil.copy2(program, copy)
        _, output, error = run([copy, "--version"], folder)
        if not output.startswith(f"bailey {version} "):
            raise Failed(f"--version does not say {version}: {output}{error}")
        for what, name, text, flags, expected in RUNS:
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
            status, output, error = run([copy, "run", "--no-prompt", *flags, name], folder)
            if status != 0 or output != expected:
                raise Failed(f"{what} does not work, status {status}:\n{output}{error}")
