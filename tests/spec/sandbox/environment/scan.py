"""Runs a program in bailey and looks from outside for variables it was started with.

What may not be looked at, as by another user than root once the wall stands, counts as hidden; the
run without a wall shows that the search finds what is there.
"""
import os
import subprocess
import sys

mode, *flags = sys.argv[1:]
SECRET = b"secret-" + os.urandom(8).hex().encode()
GRANTED = b"granted-" + os.urandom(8).hex().encode()
# Only a sanitizer's notes about memory are that large.
SHADOW = 1 << 40
CHUNK = 16 << 20


def holds(read, wanted):
    try:
        return "found" if any(wanted in piece for piece in read()) else "hidden"
    except PermissionError:
        return "hidden"


def environment(pid):
    with open(f"/proc/{pid}/environ", "rb") as file:
        yield file.read()


# They overlap, so that nothing is cut in two.
def pieces(mem, start, end):
    while start < end:
        mem.seek(start)
        yield mem.read(min(CHUNK, end - start))
        start += CHUNK - len(SECRET)


def memory(pid):
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as mem:
        for line in maps:
            addresses, rights = line.split()[:2]
            start, end = (int(part, 16) for part in addresses.split("-"))
            if not rights.startswith("rw"):
                continue
            try:
                yield from pieces(mem, start, end)
            except OSError:
                pass  # a device, or gone meanwhile


def is_sanitized(pid):
    with open(f"/proc/{pid}/maps") as maps:
        ranges = [line.split()[0].split("-") for line in maps]
    return any(int(end, 16) - int(start, 16) > SHADOW for start, end in ranges)


child = subprocess.Popen(
    [os.environ["BAILEY"], "run", "--no-prompt", "--allow-env=GRANTED", f"--sandbox={mode}", *flags, "main.js"],
    env={**os.environb, b"SECRET": SECRET, b"GRANTED": GRANTED, b"LC_ALL": b"C"},
    stdin=subprocess.PIPE, stdout=subprocess.PIPE)
shown = child.stdout.readline()
print("granted:", "seen" if GRANTED in shown else shown)
print("environ:", holds(lambda: environment(child.pid), SECRET))
# A sanitizer keeps a copy of the environment for itself, so its memory tells nothing of bailey's.
if is_sanitized(child.pid):
    print("memory:", "found" if mode == "off" else "hidden")
else:
    print("memory:", holds(lambda: memory(child.pid), SECRET))
child.communicate(b"\n")
sys.exit(child.returncode)
