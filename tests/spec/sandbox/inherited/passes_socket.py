"""Passes bailey one end of a connection beside its standard streams, and tells whether it stays open
while the program runs."""
import socket
import subprocess
import sys

ours, theirs = socket.socketpair()
ours.settimeout(15)
with theirs:
    program = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, pass_fds=[theirs.fileno()])
try:
    print("closed" if ours.recv(1) == b"" and program.poll() is None else "the program ended", flush=True)
except TimeoutError:
    print("open", flush=True)
program.communicate()
