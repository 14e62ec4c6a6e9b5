"""A permission broker: writes down what it is asked and answers as its arguments say.

usage: broker.py SOCKET LOG DENIED...
DENIED is "permission value", as far as it is written there; "=TEXT" at the end is the reason.
"""
import json
import os
import socket
import sys


def serve(connection, log, denied):
    for line in connection.makefile("r", encoding="utf-8"):
        question = json.loads(line)
        known = {"v", "pid", "id", "datetime", "permission", "value", "path"}
        assert question["v"] == 1 and not set(question) - known, question
        shown = f"{question['permission']} {json.dumps(question['value'])}"
        path = question.get("path")
        log.write(f"{question['id']} {shown}{f' at {path}' if path else ''}\n")
        log.flush()
        answer = {"id": question["id"], "result": "allow"}
        for start, _, reason in (rule.partition("=") for rule in denied):
            if shown.startswith(start):
                answer["result"] = "deny"
                if reason:
                    answer["reason"] = reason
        connection.sendall(json.dumps(answer).encode() + b"\n")


def main():
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(sys.argv[1])
    listener.listen()
    print("ready", flush=True)
    connection, _ = listener.accept()
    os.unlink(sys.argv[1])
    with open(sys.argv[2], "w", encoding="utf-8") as log:
        serve(connection, log, sys.argv[3:])


main()
