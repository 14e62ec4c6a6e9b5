#!/usr/bin/env python3
"""Records what a real Deno answers about permissions.

    tests/support/record_permissions.py PATH_TO_DENO

Writes tests/data/permissions/recorded.json, which permissions/recorded_test.cc replays. Run it by
hand when a new Deno is to be matched; the tests themselves need no Deno.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

OUTPUT = pathlib.Path(__file__).parents[1] / "data" / "permissions" / "recorded.json"
PROGRAMS = ["tool", "tool.sh", "other", "Mixed.exe"]

# Runs the steps it is given and prints one answer each.
DRIVER = """
const api = {
  query: (d) => Deno.permissions.querySync(d),
  request: (d) => Deno.permissions.requestSync(d),
  revoke: (d) => Deno.permissions.revokeSync(d),
  read: (path) => Deno.statSync(path),
  lstat: (path) => Deno.lstatSync(path),
  write: (path) => Deno.utimeSync(path, 1, 1),
  remove: (path) => Deno.removeSync(path, { recursive: true }),
  symlink: (path) => Deno.symlinkSync("x", path),
  env: (name) => Deno.env.get(name),
  env_write: (name) => Deno.env.set(name, "1"),
  env_all: () => Deno.env.toObject(),
  sys: (kind) => kind === "hostname" ? Deno.hostname() : Deno.loadavg(),
  listen: ([hostname, port]) => Deno.listen({ hostname, port }).close(),
  kill: () => Deno.kill(1, "SIGCONT"),
  pointer: () => Deno.UnsafePointer.create(1n),
  run: ([command, env]) =>
    new Deno.Command(command, { env: env ?? {}, stdout: "null", stderr: "null" }).outputSync(),
};
const answers = [];
for (const [op, argument] of JSON.parse(Deno.args[0])) {
  try {
    const status = api[op](argument);
    answers.push(status?.state ? status.state + (status.partial ? "/partial" : "") : "ok");
  } catch (error) {
    // An error of the system's own means that the permission was there.
    const is_ours = ["NotCapable", "URIError", "TypeError"].includes(error.name) ||
      error.message.startsWith("Empty") || error.message.endsWith("entity not found") ||
      error.message === "No such file or directory (os error 2)";
    answers.push(is_ours ? `${error.name}: ${error.message}` : "ok");
  }
}
console.log(JSON.stringify(answers));
"""


def query(name, *values):
    key = {"read": "path", "write": "path", "ffi": "path", "net": "host", "import": "host",
           "env": "variable", "sys": "kind", "run": "command"}[name]
    return [["query", {"name": name, key: v} if v is not None else {"name": name}] for v in values]


def path_cases():
    queries = (None, "/", "/a", "/a/b", "/a/b/c", "/a/b/c/d", "/ab", "/a/./b/../b/c/", "here",
               "./here/x", "..", "")
    flag_sets = [
        [], ["allow"], ["allow=/a"], ["allow=/a/b"], ["allow=/a/b/"], ["allow=/"], ["allow=here"],
        ["allow=./here/../here"], ["allow=."], ["allow=.."], ["allow=/a,/ab"], ["deny"],
        ["deny=/a"], ["deny=/a/b"], ["allow", "deny"], ["allow", "deny=/a"], ["allow", "deny=/a/b"],
        ["allow", "deny=/"], ["allow=/a", "deny=/a"], ["allow=/a", "deny=/a/b"],
        ["allow=/a/b", "deny=/a"], ["allow=/a/b", "deny"], ["allow=/a", "deny=/a/b/c"],
        ["allow=/a,/a/b/c", "deny=/a/b"], ["allow=/", "deny=/a", "allow=/a/b"],
        ["allow=/a", "allow=/ab"], ["allow", "allow=/a"], ["deny=here", "allow"],
        ["allow="], ["allow=/a,,/b"], ["deny="],
    ]
    for kind in ("read", "write", "ffi"):
        for flags in flag_sets:
            yield [f"--{flag[:flag.find('=')] if '=' in flag else flag}-{kind}"
                   + (flag[flag.find('='):] if '=' in flag else "") for flag in flags], query(kind, *queries)
    for flags in (["--ignore-read"], ["--ignore-read=/a"], ["--ignore-read=/a", "--allow-read"],
                  ["--ignore-read=/a", "--allow-read=/a/b"], ["--ignore-read", "--allow-read=/a"],
                  ["--ignore-read=/a", "--deny-read=/a"], ["--ignore-read=/a/b", "--deny-read=/a"],
                  ["--ignore-read", "--deny-read"], ["--ignore-read", "--allow-read"], ["--ignore-read="]):
        yield flags, query("read", *queries) + [["read", "/a/nothing"], ["lstat", "/a/b/x"]]


def check_cases():
    reads = [["read", p] for p in ("here", "./here/../here", "/nothing/./x//y/", "/proc", "/proc/self/status",
             "/proc/x/../cpuinfo", "/proc/self/fd/0", "/dev", "/dev/null", "/dev/zero", "/dev/full",
             "/dev/stdin", "/dev/shm/x", "/sys", "/sys/class", "/procx", "/proc/pressure/cpu", "")]
    writes = [["write", p] for p in ("here", "/nothing", "/proc/self/comm", "/dev/tty", "/dev/x", "")]
    trees = [["remove", p] for p in ("nothing", "nothing/x", "nothing/x/y", "nothin")]
    links = [["symlink", "nothing/link"]]
    for flags in ([], ["--allow-read"], ["--allow-read=here"], ["--allow-read=."],
                  ["--allow-read", "--deny-read=here"], ["--allow-read", "--allow-write"],
                  ["--allow-write"], ["--allow-write=."], ["--allow-write", "--deny-write=nothing/x"],
                  ["--allow-read", "--allow-write", "--deny-write=/q"],
                  ["--allow-read", "--allow-write=."], ["--allow-all", "--deny-env=X"]):
        yield flags, reads + writes + trees + links
    rest = [["env", "FOO"], ["env", "NO_COLOR"], ["env", "FORCE_COLOR"], ["env", "NODE_DEBUG"],
            ["env", "NODE_OPTIONS"], ["env", "NODE_ENV"], ["env", "DEBUG"], ["env_write", "NO_COLOR"],
            ["env_write", "FOO"], ["env", "FOO*"], ["env_all", None], ["sys", "hostname"],
            ["sys", "loadavg"], ["kill", None], ["pointer", None], ["listen", ["0.0.0.0", 0]],
            ["listen", ["localhost.", 0]], ["listen", ["[::1]", 0]], ["listen", ["a b", 0]],
            ["listen", ["", 0]], ["listen", ["127.0.0.1.", 0]], ["listen", ["::ffff:127.0.0.1", 0]]]
    for flags in ([], ["--allow-env"], ["--allow-env=FOO"], ["--allow-env", "--deny-env=FOO"],
                  ["--allow-env=F*"], ["--deny-env=NO_COLOR"], ["--ignore-env"], ["--allow-env=*"],
                  ["--ignore-env=FOO", "--allow-env"], ["--ignore-env", "--allow-env=FOO"],
                  ["--ignore-env=FOO"], ["--allow-env=FOO", "--deny-env"], ["--ignore-env", "--deny-env=FOO"],
                  ["--allow-sys"], ["--allow-sys=hostname"], ["--allow-sys", "--deny-sys=loadavg"],
                  ["--allow-ffi"], ["--allow-ffi=/x"], ["--allow-net=0.0.0.0"], ["--allow-net=localhost:0"],
                  ["--allow-net=127.0.0.1"], ["--allow-net=[::1]"]):
        yield flags, rest
    runs = [["run", [c]] for c in ("tool", "./bin/tool", "bin/tool.sh", "TOOL", "nosuch", "", "other")]
    runs += [["run", ["tool", {"PATH": "/nowhere"}]], ["run", ["tool", {"LD_PRELOAD": "x"}]],
             ["run", ["nosuch", {"LD_PRELOAD": "x"}]], ["run", ["./nosuch", {"LD_PRELOAD": ""}]],
             ["run", ["tool", {"LD_B": "x", "DYLD_A": "y", "LD_Z": ""}]], ["run", ["./nosuch"]],
             ["kill", None]]
    for flags in ([], ["--allow-run"], ["--allow-run=tool"], ["--allow-run=./bin/tool,other"],
                  ["--allow-run", "--deny-run=tool"], ["--allow-run=tool", "--deny-run=tool"],
                  ["--allow-run=tool", "--deny-run=bin/tool"], ["--allow-run", "--deny-run=./bin"],
                  ["--allow-run=tool", "--deny-run"], ["--allow-run", "--deny-run"],
                  ["--allow-all", "--deny-run=other"]):
        yield flags, runs


def net_cases():
    queries = (None, "example.com", "example.com:80", "EXAMPLE.com.", "a.example.com:443",
               "a.b.example.com", "notexample.com", "10.1.2.3", "10.1.2.3:80", "127.0.0.1", "[::1]",
               "[::1]:80", "[::ffff:10.1.2.3]:80", "2130706433", "localhost:80", "unix:/run/x", "vsock:1:2")
    flag_sets = [
        [], ["allow"], ["deny"], ["allow", "deny"], ["allow=example.com"], ["allow=example.com:80"],
        ["allow=EXAMPLE.COM."], ["allow=*.example.com"], ["allow=*.example.com:443"],
        ["allow=*.b.example.com", "deny=*.example.com"], ["deny=*.b.example.com", "allow=*.example.com"],
        ["allow=a.example.com:443", "deny=a.example.com"], ["allow=a.example.com", "deny=*.example.com"],
        ["deny=a.example.com", "allow=*.example.com:443"], ["deny=example.com", "allow=example.com"],
        ["allow", "deny=example.com"], ["allow", "deny=example.com:80"], ["allow=10.0.0.0/8"],
        ["allow=10.0.0.0/8:80"], ["allow=10.9.9.9/8"], ["allow=10.1.2.3", "deny=10.0.0.0/8"],
        ["deny=10.1.2.3", "allow=10.0.0.0/8"], ["allow=10.1.0.0/16", "deny=10.0.0.0/8"],
        ["deny=10.1.0.0/16", "allow=10.0.0.0/8"], ["allow=0.0.0.0/0"], ["allow", "deny=10.0.0.0/8:80"],
        ["allow=[::1]"], ["allow=[::1]:80"], ["allow=127.0.0.1"], ["allow=[::ffff:10.1.2.3]"],
        ["allow=:80"], ["deny=:80", "allow"], ["allow=2130706433"], ["allow=unix:/run/x"],
        ["allow=unix:/run/../run/./x"], ["allow=vsock:1:2"], ["allow=vsock:-1:3"],
        ["allow=example.com", "deny"], ["allow", "deny=unix:/run/x"],
    ]
    for flags in flag_sets:
        yield [f.replace("allow", "--allow-net").replace("deny", "--deny-net") for f in flags], query("net", *queries)
    imports = (None, "deno.land", "deno.land:443", "deno.land:80", "jsr.io:443", "esm.sh:443",
               "raw.esm.sh:443", "cdn.jsdelivr.net:443", "raw.githubusercontent.com:443",
               "gist.githubusercontent.com:443", "a.b:443", "a.b")
    for flags in ([], ["--allow-import"], ["--deny-import"], ["--allow-import=a.b"],
                  ["--allow-import=a.b:443"], ["--deny-import=deno.land"], ["--deny-import=deno.land:443"],
                  ["--allow-import", "--deny-import=a.b"], ["--allow-import", "--deny-import"],
                  ["--cached-only"], ["--cached-only", "--deny-import=a.b"],
                  ["--cached-only", "--allow-import=a.b"], ["--allow-net"], ["--allow-all"]):
        yield flags, query("import", *imports)
    values = ["", "a,,b", "*", "*.", "a.*.com", "*a", "*.*.a", "http://x", "HTTP://x", "ftp://x", "://",
              "//x", "unix://a", "x:", "x:y", "x:99999", "x:-1", "x:+1", "x:080", "x:65536", ":", ":x", "::1",
              "::1:80", "a:b:c", "[::1", "[::1]x", "[::1]:", "[::1]:x", "[::1]:80:90", "[zz]", "[]", "[1.2.3.4]",
              "[::1/64]", "[::1]/64", "[fe80::1%eth0]:80", "[fe80::1%]", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/08",
              "10.0.0.0/+8", "10.0.0/8", "/8", "1.2.3.4.", "1.2.3.4.5", "256.1.1.1", "1.2.3.04", "0x7f.1", "a..b",
              ".a", "a.", "a..", ".", "a b", "a_b", "-a", "a@b", "%61", "ü.de", "x/y", "unix:", "unix:rel",
              "unix:/", "UNIX:/a", "vsock:", "vsock:1", "vsock:x:1", "vsock:1:x", "vsock:1:2:3", "vsock:4294967296:1",
              "vsock:-1:1", "vsock:-2:1", "vsock:1:4294967295", "x#y", "x?y", "x\\y", "x;y", "x!"]
    for value in values:
        yield [f"--allow-net={value}"], query("net", None)
    yield ["--deny-import=x:y"], query("net", None)
    yield [], query("net", *values)
    yield [], [["query", {"name": "net", "host": f"x{chr(c)}y"}] for c in range(32, 127)]


def other_cases():
    names = (None, "FOO", "FOOT", "BAR", "F", "", "FOO*", "foo", "NO_COLOR")
    for flags in ([], ["allow"], ["deny"], ["ignore"], ["allow", "deny"], ["allow=FOO"], ["allow=FOO*"],
                  ["allow=*"], ["allow=FOO", "deny=FOO"], ["allow=FOO", "deny=FOO*"], ["deny=FOO", "allow=FOO*"],
                  ["allow=F*", "deny=FOO*"], ["allow=FOO*", "deny=F*"], ["allow", "deny=FOO"],
                  ["allow", "ignore=FOO"], ["ignore", "allow=FOO"], ["ignore", "deny=FOO"], ["ignore=FOO"],
                  ["ignore=FOO", "deny=FOO"], ["ignore=FOO", "allow=FOO"], ["ignore=F*", "allow=FOO*"],
                  ["allow=FOO", "deny"], ["ignore", "deny"], ["allow=FOO,BAR"], ["allow=A*B"], ["allow=A**"],
                  ["allow=A=B"], ["deny=A=B"], ["ignore=A=B"], ["allow="], ["allow=A,,B"], ["ignore="],
                  ["allow=A B"]):
        yield [f"--{f.split('=')[0]}-env" + f[len(f.split('=')[0]):] for f in flags], query("env", *names)
    kinds = (None, "hostname", "inspector", "osRelease", "osUptime", "loadavg", "networkInterfaces",
             "systemMemoryInfo", "uid", "gid", "cpus", "homedir", "getegid", "statfs", "getPriority",
             "setPriority", "userInfo", "username", "setegid", "seteuid", "setgid", "setuid", "ca", "umask",
             "nosuch", "HOSTNAME", "")
    for flags in ([], ["--allow-sys"], ["--deny-sys"], ["--allow-sys=uid,gid"], ["--allow-sys", "--deny-sys=uid"],
                  ["--allow-sys=uid", "--deny-sys=uid"], ["--allow-sys=username"], ["--deny-sys=userInfo", "--allow-sys"],
                  ["--allow-sys=umask,ca"], ["--allow-sys=nosuch"], ["--deny-sys=nosuch"], ["--allow-sys="],
                  ["--allow-sys=uid", "--deny-sys"]):
        yield flags, query("sys", *kinds)
    commands = (None, "tool", "TOOL", "tool.sh", "./bin/tool", "bin/../bin/tool", "nosuch", "./nosuch", "mixed",
                "Mixed.exe", "other", "")
    for flags in ([], ["--allow-run"], ["--deny-run"], ["--allow-run", "--deny-run"], ["--allow-run=tool"],
                  ["--allow-run=./bin/tool"], ["--allow-run=nosuch"], ["--allow-run=nosuch,tool"],
                  ["--allow-run=./nosuch"], ["--allow-run=tool,tool.sh"], ["--allow-run", "--deny-run=tool"],
                  ["--allow-run", "--deny-run=TOOL"], ["--allow-run", "--deny-run=mixed"],
                  ["--allow-run", "--deny-run=nosuch"], ["--allow-run", "--deny-run=./bin/tool"],
                  ["--allow-run", "--deny-run=bin"], ["--allow-run", "--deny-run=./bin"],
                  ["--allow-run=tool", "--deny-run=tool"], ["--allow-run=tool", "--deny-run=./bin"],
                  ["--allow-run=tool", "--deny-run"], ["--allow-run="], ["--allow-run=tool,,other"], ["--deny-run="]):
        yield flags, query("run", *commands) + query("write", "bin/tool", "bin", "bin/other")
    whole = [q for kind in ("read", "write", "net", "env", "sys", "run", "ffi", "import") for q in query(kind, None)]
    odd = query("net", "http://x") + query("sys", "nosuch") + query("read", "") + query("run", "")
    for flags in (["--allow-all"], ["--allow-all", "--deny-read=/a"], ["--allow-all", "--deny-read"],
                  ["--allow-all", "--ignore-read=/a"], ["--allow-all", "--deny-env=A"], ["--allow-all", "--deny-net=a"],
                  ["--allow-all", "--deny-import=a"], ["--allow-all", "--deny-run=a"], ["--allow-all", "--deny-sys=uid"]):
        yield flags, whole + odd


def change_cases():
    def step(op, name, value=None):
        return [[op, query(name, value)[0][1]]]
    sequences = [
        (["--allow-read=/a"], step("revoke", "read", "/a/b") + query("read", None, "/a", "/a/b")),
        (["--allow-read=/a/b"], step("revoke", "read", "/a") + query("read", None, "/a", "/a/b")),
        (["--allow-read=/a,/a/b"], step("revoke", "read", "/a") + query("read", "/a", "/a/b", "/a/b/c")),
        (["--allow-read=/a,/a/b"], step("revoke", "read", "/a/b") + query("read", "/a", "/a/b")),
        (["--allow-read=/a"], step("revoke", "read") + query("read", None, "/a")),
        (["--allow-read"], step("revoke", "read", "/a") + query("read", None, "/a")),
        (["--allow-read"], step("revoke", "read") + query("read", None, "/a")),
        (["--allow-read", "--deny-read=/a"], step("revoke", "read") + query("read", None, "/a", "/b")),
        (["--allow-read=/a"], step("request", "read", "/a/b") + step("revoke", "read", "/a") + query("read", "/a", "/a/b")),
        (["--allow-env=FOO,BAR"], step("revoke", "env", "FOO") + query("env", "FOO", "BAR")),
        (["--allow-env=F*"], step("revoke", "env", "FOO") + query("env", "FOO", "FAR")),
        (["--allow-env"], step("revoke", "env", "FOO") + query("env", None, "FOO")),
        (["--allow-net=a.b:80,a.b"], step("revoke", "net", "a.b:80") + query("net", "a.b:80", "a.b")),
        (["--allow-net=a.b:80,a.b"], step("revoke", "net", "a.b") + query("net", "a.b:80", "a.b")),
        (["--allow-net=*.b"], step("revoke", "net", "a.b") + query("net", "a.b", "b")),
        (["--allow-net=10.0.0.0/8"], step("revoke", "net", "10.1.1.1") + query("net", "10.2.2.2")),
        (["--allow-net=a.b"], step("revoke", "net") + query("net", None, "a.b")),
        (["--allow-sys=uid,gid"], step("revoke", "sys", "uid") + query("sys", "uid", "gid")),
        (["--allow-run=tool,other"], step("revoke", "run", "tool") + query("run", "tool", "other", "./bin/tool")),
        (["--allow-run=tool,tool.sh"], step("revoke", "run", "tool") + query("run", "tool", "tool.sh")),
        (["--allow-run=tool,tool.sh"], step("revoke", "run", "./bin/tool") + query("run", "tool", "tool.sh")),
        (["--allow-run=tool"], step("revoke", "run") + query("run", None, "tool")),
        (["--allow-ffi=/a"], step("revoke", "ffi", "/a/b") + query("ffi", "/a")),
        ([], step("revoke", "import", "deno.land:443") + query("import", "deno.land:443", "jsr.io:443")),
        ([], step("revoke", "import") + query("import", "deno.land:443", "jsr.io:443")),
        (["--allow-net"], step("revoke", "net", "http://x")), (["--allow-sys"], step("revoke", "sys", "nosuch")),
        (["--allow-read"], step("revoke", "read", "")), (["--allow-all"], step("request", "net", "http://x")),
        (["--allow-all"], step("revoke", "read") + query("read", None, "/a") + query("write", None)),
    ]
    requests = [step("request", "read", "/a/b") + query("read", None, "/a", "/a/b", "/a/b/c")
                + step("request", "read", "/a/b/c") + step("request", "read", "/a") + query("read", "/a"),
                step("request", "read") + query("read", None, "/a") + step("request", "read", "/a") + query("read", "/a"),
                step("request", "env", "FOO") + query("env", None, "FOO", "FOOT"),
                step("request", "net", "a.b:80") + query("net", None, "a.b:80", "a.b"),
                step("request", "sys", "uid") + query("sys", None, "uid", "gid"),
                step("request", "run", "tool") + query("run", None, "tool", "./bin/tool", "tool.sh"),
                step("request", "run", "nosuch") + query("run", None, "nosuch"),
                step("request", "ffi", "/a") + query("ffi", None, "/a"),
                step("request", "import", "a.b") + query("import", None, "a.b"),
                [["read", "/a/nothing"]] + query("read", None, "/a", "/a/nothing"),
                [["env", "FOO"]] + query("env", None, "FOO"),
                [["env_all", None]] + query("env", None, "FOO")]
    for flags, steps in sequences:
        yield flags, steps
        yield ["--prompt"] + flags, steps  # without --no-prompt, but with nobody to ask
    for steps in requests:
        yield [], steps
        yield ["--prompt"], steps
        yield ["--prompt", "--allow-read=/a"], steps


def record(deno, folder, flags, steps):
    command_flags = ["--no-prompt"] if "--prompt" not in flags else []
    command_flags += [flag for flag in flags if flag != "--prompt"]
    environment = {"PATH": f"{folder}/bin", "DENO_DIR": f"{folder}/.deno", "NO_COLOR": "1",
                   "DENO_NO_UPDATE_CHECK": "1", "FOO": "1"}
    run = subprocess.run([deno, "run", *command_flags, f"{folder}/.driver.js", json.dumps(steps)], cwd=folder,
                         env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        error = next(line for line in run.stderr.splitlines() if line.startswith("error: "))
        return {"flags": flags, "error": error.removeprefix("error: ")}
    return {"flags": flags, "steps": steps, "answers": json.loads(run.stdout)}


def main():
    deno = os.path.abspath(sys.argv[1])
    version = subprocess.run([deno, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    with tempfile.TemporaryDirectory(dir="/tmp") as temporary:
        folder = os.path.realpath(temporary)
        os.mkdir(f"{folder}/bin")
        for program in PROGRAMS:
            pathlib.Path(folder, "bin", program).write_text("#!/bin/sh\nexit 0\n")
            os.chmod(f"{folder}/bin/{program}", 0o755)
        pathlib.Path(folder, "here").write_text("")
        pathlib.Path(folder, ".driver.js").write_text(DRIVER)
        cases = [record(deno, folder, flags, steps)
                 for group in (path_cases, check_cases, net_cases, other_cases, change_cases)
                 for flags, steps in group()]
    rows = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases).replace(folder, "/home/me")
    programs = json.dumps([f"/home/me/bin/{program}" for program in PROGRAMS])
    OUTPUT.write_text(f'{{"deno": "{version}", "directory": "/home/me", "programs": {programs}, "cases": [\n{rows}\n]}}\n')
    answers = sum(len(case.get("answers", [0])) for case in cases)
    print(f"{len(cases)} cases, {answers} answers")


if __name__ == "__main__":
    main()
