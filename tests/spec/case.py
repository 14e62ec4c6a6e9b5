"""One case of tests/spec: a folder with a test.json, run in a fresh copy and compared."""
import contextlib
import dataclasses
import json
import os
import pathlib
import re
import shlex
import shutil
import socket
import sys
import tempfile

import match
import processes

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
from http_server import HttpServer, make_certificate  # noqa: E402

STEP_KEYS = {"args", "program", "exit_code", "stdout", "stderr", "output", "env", "stdin", "timeout", "cwd",
             "files_after", "background", "stop_signal", "terminal"}
CASE_KEYS = STEP_KEYS | {"steps", "skip_unless", "server", "fill_in", "comment"}
SERVER_KEYS = {"root", "routes", "tls", "requests"}
VARIABLE = re.compile(r"\$(\w+)")


@dataclasses.dataclass
class Outcome:
    name: str
    problems: list = dataclasses.field(default_factory=list)
    skipped: str = ""


class Unusable(Exception):
    """The test.json itself is wrong."""


def joined(value):
    """Text given as a string or as an array of lines."""
    return "\n".join(value) if isinstance(value, list) else value


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def missing_tool(spec):
    wanted = spec.get("skip_unless", [])
    wanted = [wanted] if isinstance(wanted, str) else wanted
    return next((tool for tool in wanted if not shutil.which(tool, path=os.environ["PATH"] + ":/usr/sbin:/sbin")), None)


class Case:
    """`source` is the case's folder, `name` its "area/case"."""

    def __init__(self, source, bailey, options):
        self.source = source
        self.name = f"{source.parent.name}/{source.name}"
        self.bailey = bailey
        self.options = options
        self.changed = False  # whether rebaselining changed test.json itself

    def run(self):
        outcome = Outcome(self.name)
        try:
            self.spec = json.loads((self.source / "test.json").read_text())
            self.check_keys()
            if tool := missing_tool(self.spec):
                outcome.skipped = f"{tool} is not installed"
                return outcome
            with tempfile.TemporaryDirectory(prefix="bailey-spec-", ignore_cleanup_errors=True) as base:
                self.run_in(pathlib.Path(base).resolve(), outcome.problems)
        except (Unusable, json.JSONDecodeError, OSError) as error:
            outcome.problems.append(f"{type(error).__name__}: {error}")
        if self.changed:
            (self.source / "test.json").write_text(json.dumps(self.spec, indent=2, ensure_ascii=False) + "\n")
        return outcome

    def check_keys(self):
        """A misspelt key would check nothing, so it is an error."""
        steps = self.spec.get("steps", [])
        for step, allowed in [(self.spec, CASE_KEYS)] + [(step, STEP_KEYS) for step in steps]:
            if unknown := set(step) - allowed:
                raise Unusable(f"unknown key {', '.join(sorted(unknown))}")
        for server in self.servers():
            if unknown := set(server) - SERVER_KEYS:
                raise Unusable(f"unknown key {', '.join(sorted(unknown))} in server")
        for step in steps or [self.spec]:
            if "args" not in step and "program" not in step:
                raise Unusable("a step needs args")
            if "output" in step and ("stdout" in step or "stderr" in step):
                raise Unusable("output is both streams together: give it, or stdout and stderr")

    def servers(self):
        servers = self.spec.get("server", [])
        return [servers] if isinstance(servers, dict) else servers

    def run_in(self, base, problems):
        self.folder = base / "case"
        shutil.copytree(self.source, self.folder, symlinks=True)
        for name in ("cache", "home", "tmp"):
            (base / name).mkdir()
        self.variables = {"BAILEY": str(self.bailey), "BUILD": str(self.bailey.parent), "TMP": str(self.folder), "ROOT": str(ROOT),
                          "BAILEY_DIR": str(base / "cache"), "HOME": str(base / "home"),
                          "PORT": str(free_port()), "PORT2": str(free_port())}
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(base / "home"), "TMPDIR": str(base / "tmp"),
            "BAILEY_DIR": str(base / "cache"), "NO_COLOR": "1", "LANG": "C.UTF-8", "TZ": "UTC",
            **{name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}}
        with contextlib.ExitStack() as stack:
            running = self.start_servers(base, stack)
            for name in self.spec.get("fill_in", []):
                (self.folder / name).write_text(self.filled((self.folder / name).read_text()))
            self.run_steps(problems)
            self.check_requests(running, problems)

    def filled(self, value):
        """Replaces the $VARIABLES of this case in text, or in all text inside a JSON value."""
        if isinstance(value, str):
            return VARIABLE.sub(lambda found: self.variables.get(found[1], found[0]), value)
        if isinstance(value, list):
            return [self.filled(item) for item in value]
        if isinstance(value, dict):
            return {self.filled(key): self.filled(item) for key, item in value.items()}
        return value

    def start_servers(self, base, stack):
        """Starts the case's servers; the first two of each kind are $HTTP_PORT, $HTTP_PORT2, $HTTPS_PORT…"""
        running, counts, certificate = [], {}, None
        for described in self.servers():
            if described.get("tls") and certificate is None:
                certificate = make_certificate(base)
                self.variables["CERTIFICATE"] = str(certificate[0])
            server = HttpServer(self.folder / described.get("root", "."), {},
                                certificate if described.get("tls") else None)
            kind = "HTTPS_PORT" if server.tls else "HTTP_PORT"
            counts[kind] = counts.get(kind, 0) + 1
            self.variables[kind + ("" if counts[kind] == 1 else str(counts[kind]))] = str(server.port)
            running.append((server, described))
        for server, described in running:  # routes may name each other's ports
            server.routes = self.filled(described.get("routes", {}))
            stack.enter_context(server)
        return running

    def check_requests(self, running, problems):
        for server, described in running:
            if "requests" not in described:
                continue
            # Modules are fetched side by side, so the order of arrival means nothing.
            wanted, got = "\n".join(sorted(described["requests"])), "\n".join(sorted(server.requests()))
            if self.options.rebaseline and wanted != got:
                described["requests"], self.changed = sorted(server.requests()), True
            elif wanted != got:
                problems.append(match.difference(wanted, got, "requests"))

    def run_steps(self, problems):
        background = []
        try:
            for number, step in enumerate(self.spec.get("steps") or [self.spec], 1):
                label = f"step {number}: " if "steps" in self.spec else ""
                found = self.run_step(step, background)
                problems += [label + problem for problem in found]
                if found and not self.options.rebaseline:
                    break
        finally:
            for step, process in reversed(background):
                ended = process.stop(step.get("stop_signal", "SIGTERM"), self.timeout(step))
                problems += ["background: " + problem for problem in self.check(step, ended)]

    def timeout(self, step):
        return step.get("timeout", 20) * self.options.timeout_scale

    def run_step(self, step, background):
        args = self.filled(step.get("args", []))
        args = shlex.split(args) if isinstance(args, str) else args
        program = self.filled(step.get("program", "$BAILEY"))
        program = shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin:/sbin") or program
        environment = dict(self.environment)
        for name, value in {**self.spec.get("env", {}), **step.get("env", {})}.items():
            environment.pop(name, None)
            if value is not None:  # null removes a variable
                environment[name] = self.filled(value)
        folder = self.folder / self.filled(step.get("cwd", "."))
        together, timeout = "output" in step, self.timeout(step)
        if "background" in step:
            process = processes.Background([program, *args], environment, folder, together)
            background.append((step, process))
            problem = process.wait_for(self.filled(step["background"]), timeout)
            return [problem] if problem else []
        if "terminal" in step:
            environment.setdefault("TERM", "xterm")
            ended = processes.run_on_terminal([program, *args], environment, folder, timeout,
                                              self.filled(step["terminal"]))
        else:
            stdin = self.filled(joined(step.get("stdin", "")))
            ended = processes.run([program, *args], environment, folder, timeout, stdin, together)
        return self.check(step, ended)

    def check(self, step, ended):
        """What differs from the step's expectations. An output that is not named must be empty."""
        problems = [ended.problem] if ended.problem else []
        default = "any" if "background" in step else 0
        wanted = step.get("exit_code", default)
        if wanted not in ("any", ended.exit_code) and not ended.problem:
            if self.options.rebaseline:
                step["exit_code"], self.changed = ended.exit_code, True
            else:
                problems.append(f"exit code {ended.exit_code}, expected {wanted}")
        names = {"stdout": ended.stdout, "stderr": ended.stderr}
        if "output" in step or "terminal" in step:
            names = {"output": ended.stdout}
        for name, actual in names.items():
            problems += self.compare_output(step, name, actual)
        for name, wanted in step.get("files_after", {}).items():
            problems += self.compare_file(self.folder / self.filled(name), name, wanted)
        if ended.problem:
            problems.append(f"printed until then:\n{ended.stdout}{ended.stderr}")
        return problems

    def expectation(self, given):
        """The text expected, and the file it stands in if it stands in one."""
        if isinstance(given, str) and "\n" not in given and (self.source / given).is_file() and given:
            return (self.source / given).read_text(), self.source / given
        return joined(given), None

    def compare_output(self, step, name, actual):
        wanted, file = self.expectation(step.get(name, ""))
        if match.matches(self.filled(wanted), actual):
            return []
        if not self.options.rebaseline:
            return [match.difference(self.filled(wanted), actual, name)]
        text = self.with_variables(actual)
        if file:
            file.write_text(text)
        else:
            step[name], self.changed = text.rstrip("\n").split("\n"), True
        return []

    def with_variables(self, text):
        """Output as an expectation: what differs from run to run is named again."""
        for name in ("BAILEY", "TMP", "BAILEY_DIR", "HOME", "ROOT"):
            text = text.replace(self.variables[name], f"${name}")
        for name, value in self.variables.items():
            if "PORT" in name:
                text = re.sub(rf"\b{value}\b", f"${name}", text)
        return text

    def compare_file(self, path, name, wanted):
        if wanted is None:
            return [f"{name} exists and must not"] if path.exists() or path.is_symlink() else []
        if not path.is_file():
            return [f"{name} does not exist"]
        expected, _ = self.expectation(wanted)
        actual = path.read_text(errors="backslashreplace")
        if match.matches(self.filled(expected), actual):
            return []
        return [match.difference(self.filled(expected), actual, name)]
