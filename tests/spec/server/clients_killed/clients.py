"""Clients that are killed in the middle of a body; the server notes it and goes on."""
import signal
import subprocess
import sys
import time
import urllib.request

ROUNDS = 5
UPLOAD = """
import socket, sys
peer = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
peer.sendall(b"POST /upload HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 1000000\\r\\n\\r\\n" + b"x" * 1000)
print("in the middle", flush=True)
sys.stdin.read()
"""
DOWNLOAD = """
import socket, sys
peer = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
peer.sendall(b"GET /download HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
peer.recv(100_000)
print("in the middle", flush=True)
sys.stdin.read()
"""

port = sys.argv[1]


def get(path):
    return urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60).read().decode()


for program in [UPLOAD, DOWNLOAD] * ROUNDS:
    client = subprocess.Popen([sys.executable, "-c", program, port], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    client.stdout.readline()
    client.send_signal(signal.SIGKILL)
    client.wait()
for _ in range(300):
    ends = get("/ends").split("\n")
    if len(ends) == 2 * ROUNDS:
        break
    time.sleep(0.1)
print(*sorted(f"{ends.count(end)} × {end}" for end in set(ends)), sep="\n")
print(get("/"))
