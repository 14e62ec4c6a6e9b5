"""64 clients that ask over and over until the server closes: every request it accepted is answered whole.

clients.py PORT COMMAND... starts the server with COMMAND.
"""
import http.client
import itertools
import subprocess
import sys
import threading

CLIENTS = 64

port = int(sys.argv[1])
numbers = itertools.count()
results = []


def ask_until_closed():
    answered = 0
    problem = ""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while True:
        number = next(numbers)
        try:
            connection.request("GET", f"/?n={number}")
            response = connection.getresponse()
        except (ConnectionError, http.client.RemoteDisconnected):
            break  # closed before a byte of an answer: never accepted
        try:
            body = response.read()
        except (http.client.IncompleteRead, OSError) as error:
            problem = f"cut short: {error!r}"
            break
        if body.decode() != f"{number}:".ljust(2000 + number % 5000, "x") or response.status != 200:
            problem = "not what was asked for"
            break
        answered += 1
        if response.will_close:
            break
    results.append((answered, problem))


server = subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE, text=True)
assert server.stdout.readline() == "listening\n"
clients = [threading.Thread(target=ask_until_closed) for _ in range(CLIENTS)]
for client in clients:
    client.start()
for client in clients:
    client.join()
said = server.stdout.read().split("\n")
print("problems:", sorted({problem for _, problem in results if problem}))
accepted = sum(int(line.split()[1]) for line in said if line.startswith("accepted"))
answered = sum(count for count, _ in results)
print("everything accepted was answered:", answered == accepted or (answered, accepted))
print("shut down:", "shut down" in said, "exit code:", server.wait())
