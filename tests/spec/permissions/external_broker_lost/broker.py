"""A permission broker that answers wrongly. usage: broker.py SOCKET WAY"""
import json
import os
import socket
import sys


def answer(connection, way, number):
    """What is sent for the question `number`; None ends the connection."""
    allow = json.dumps({"id": number, "result": "allow"}) + "\n"
    return {
        "id": json.dumps({"id": number + 1, "result": "allow"}) + "\n",
        "result": json.dumps({"id": number, "result": "yes"}) + "\n",
        "json": "allow\n",
        "reason": json.dumps({"id": number, "result": "deny", "reason": ["no"]}) + "\n",
        "long": json.dumps({"id": number, "result": "deny", "reason": "x" * (1 << 20)}) + "\n",
        "half": allow[:-1],
        "once": allow if number == 1 else None,
        "none": None,
        "never": "",
    }[way]


def main():
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen()
    print("ready", flush=True)
    connection, _ = listener.accept()
    os.unlink(sys.argv[1])
    for number, _ in enumerate(connection.makefile("r", encoding="utf-8"), 1):
        text = answer(connection, sys.argv[2], number)
        if text is None:
            break
        connection.sendall(text.encode())
        if sys.argv[2] == "half":
            break
    connection.shutdown(socket.SHUT_RDWR)


main()
