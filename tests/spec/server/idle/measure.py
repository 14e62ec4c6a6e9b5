"""How much processor time a server takes while nobody asks it anything. measure.py PORT COMMAND..."""
import os
import subprocess
import sys
import time
import urllib.request

# A loop that spins takes all of a second; settling down after a request takes a few ticks.
MOST = 0.1
ATTEMPTS = 5


def seconds_used(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


server = subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE, text=True)
server.stdout.readline()
urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/", timeout=60).read()
used = []
for _ in range(ATTEMPTS):
    before = seconds_used(server.pid)
    time.sleep(1)
    used.append(seconds_used(server.pid) - before)
    if used[-1] <= MOST:
        break
print("idle" if used[-1] <= MOST else f"busy: {used}")
server.terminate()
print("ended by signal", -server.wait())
