"""Runs one command of a case: to its end, in the background, or on a terminal of its own."""
import dataclasses
import os
import pty
import select
import signal
import subprocess
import threading
import time


@dataclasses.dataclass
class Ended:
    """How a command ended. `exit_code` is minus the signal's number if a signal ended it."""
    exit_code: int
    stdout: str
    stderr: str
    problem: str = ""  # why the run itself went wrong: timed out, never printed what was waited for


def _text(raw):
    return raw.decode("utf-8", "backslashreplace").replace("\r\n", "\n")


def _end_group(process):
    """Ends the command and whatever it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def run(command, environment, folder, timeout, stdin="", together=False):
    """`together`: standard error goes where standard output goes, in the order written."""
    process = subprocess.Popen(
        command, cwd=folder, env=environment, start_new_session=True, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT if together else subprocess.PIPE)
    problem = ""
    try:
        out, err = process.communicate(stdin.encode(), timeout)
    except subprocess.TimeoutExpired:
        _end_group(process)
        out, err = process.communicate()
        problem = f"did not end within {timeout:g} s"
    _end_group(process)
    return Ended(process.returncode, _text(out), _text(err or b""), problem)


class Background:
    """A command that runs while later steps do; `stop` ends it."""

    def __init__(self, command, environment, folder, together=False):
        self.output = {"stdout": b"", "stderr": b""}
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, start_new_session=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT if together else subprocess.PIPE)
        streams = [("stdout", self.process.stdout), ("stderr", self.process.stderr)]
        self.readers = [threading.Thread(target=self._read, args=pair, daemon=True)
                        for pair in streams if pair[1]]
        for reader in self.readers:
            reader.start()

    def _read(self, name, stream):
        while piece := stream.read1(65536):
            self.output[name] += piece

    def wait_for(self, text, timeout):
        """Returns "" once the command printed the text, else what went wrong."""
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if any(text.encode() in output for output in self.output.values()):
                return ""
            if self.process.poll() is not None:
                return f"ended with {self.process.returncode} before it printed {text!r}: " + _text(
                    self.output["stdout"] + self.output["stderr"])
            time.sleep(0.01)
        return f"did not print {text!r} within {timeout:g} s"

    def stop(self, signal_name, timeout):
        problem = ""
        if self.process.poll() is None:
            self.process.send_signal(signal.Signals[signal_name])
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            problem = f"did not end within {timeout:g} s of {signal_name}"
        _end_group(self.process)
        self.process.wait()
        for reader in self.readers:
            reader.join(5)
        for stream in filter(None, (self.process.stdout, self.process.stderr)):
            stream.close()
        return Ended(self.process.returncode, _text(self.output["stdout"]), _text(self.output["stderr"]), problem)


def run_on_terminal(command, environment, folder, timeout, script):
    """Runs on a pseudo terminal; `script` is a list of {"wait_for": text, "type": text}."""
    pid, terminal = pty.fork()
    if pid == 0:
        try:
            os.chdir(folder)
            os.execve(command[0], command, environment)
        finally:
            os._exit(127)
    output, problem = _converse(terminal, script, time.monotonic() + timeout)
    if problem:
        os.killpg(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return Ended(os.waitstatus_to_exitcode(status), _text(output), "", problem)


def _converse(terminal, script, deadline):
    """Types each answer once its question appeared; returns the whole output and what went wrong."""
    output, heard, remaining = b"", 0, list(script)
    while True:
        if remaining and (at := output.find(remaining[0]["wait_for"].encode(), heard)) >= 0:
            heard = at + len(remaining[0]["wait_for"].encode())
            os.write(terminal, remaining.pop(0).get("type", "").encode())
            continue
        left = deadline - time.monotonic()
        if left <= 0:
            return output, "did not end in time" + (f", waiting for {remaining[0]['wait_for']!r}" if remaining else "")
        if not select.select([terminal], [], [], left)[0]:
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux says EIO when the last process on the terminal is gone
            piece = b""
        if not piece:
            return output, f"ended before {remaining[0]['wait_for']!r} appeared" if remaining else ""
        output += piece
