"""Serving: what a request costs the server in processor time, and how many it answers a second."""
import os
import pathlib
import re
import shutil
import socket
import subprocess
import time

SCRIPTS = pathlib.Path(__file__).resolve().parent / "scripts"
SERVERS = {"bailey": "serve_deno.js", "deno": "serve_deno.js", "bun": "serve_bun.js", "node": "serve_node.mjs"}
ROUNDS = 3
CONNECTIONS = 64


def hello(runtimes, options, folder):
    samples = {measure: {runtime.name: [] for runtime in runtimes}
               for measure in ("processor time per request, us", "requests per second", "memory under load, MB")}
    if not shutil.which("wrk"):
        print("note: wrk is not installed, serve is left out; ./dev bench installs it")
        return {}
    for _ in range(ROUNDS):
        for runtime in runtimes:
            for measure, value in one_round(runtime, options.seconds).items():
                samples[measure][runtime.name].append(value)
    return samples


def cores():
    """How to pin server and load to a core each, where there are two."""
    usable = sorted(os.sched_getaffinity(0))
    if len(usable) < 2 or not shutil.which("taskset"):
        return [], []
    return ["taskset", "-c", str(usable[0])], ["taskset", "-c", str(usable[1])]


def one_round(runtime, seconds):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server_core, load_core = cores()
    command = runtime.command(SCRIPTS / SERVERS[runtime.name], port, grants=[f"--allow-net=127.0.0.1:{port}"])
    server = subprocess.Popen(server_core + command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        if not wait_until_listening(port, server):
            print(f"note: the server of {runtime.name} did not start")
            return {}
        load(load_core, port, 1)
        before = processor_seconds(server.pid)
        requests, elapsed = load(load_core, port, seconds)
        used = processor_seconds(server.pid) - before
        if requests == 0:
            return {}
        return {"processor time per request, us": used / requests * 1e6,
                "requests per second": requests / elapsed,
                "memory under load, MB": peak_mb(server.pid)}
    finally:
        server.terminate()
        try:
            server.wait(5)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_until_listening(port, server):
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return True
        except OSError:
            time.sleep(0.02)
    return False


def load(core, port, seconds):
    """Requests answered, and the seconds that took. Answers that are not 2xx do not count."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", f"http://127.0.0.1:{port}/"]
    out = subprocess.run(core + command, capture_output=True, text=True, check=False).stdout
    answered = re.search(r"(\d+) requests in ([\d.]+)s", out)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    if not answered:
        return 0, 1
    return int(answered[1]) - (int(refused[1]) if refused else 0), float(answered[2])


def processor_seconds(pid):
    """User and system time of every thread of a process."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mb(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
