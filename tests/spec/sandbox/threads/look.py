"""Runs a program with threads of every kind in bailey and reads what the kernel says of each."""
import os
import subprocess
import sys

child = subprocess.Popen([os.environ["BAILEY"], "run", "--no-prompt", "--allow-read=."] + sys.argv[1:],
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
line = child.stdout.readline()
if line != b"ready\n":
    sys.exit(f"said {line}")
states = {}
tasks = os.listdir(f"/proc/{child.pid}/task")
for task in tasks:
    with open(f"/proc/{child.pid}/task/{task}/status") as file:
        status = dict(part.split(":\t", 1) for part in file.read().splitlines() if ":\t" in part)
    states.setdefault((status["NoNewPrivs"], status["Seccomp"], status["CapBnd"], status["CapEff"]), []).append(task)
# The program's own, the worker's, four of the pool for files, at least one of V8's.
print("threads:", "enough" if len(tasks) >= 7 else len(tasks))
print("states:", len(states))
for new_privileges, seccomp, _, _ in states:
    print(f"NoNewPrivs {new_privileges}, Seccomp {seccomp}")
child.communicate(b"\n")
sys.exit(child.returncode)
