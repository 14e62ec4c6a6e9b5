"""Rounds of wrk, a second each, until 10,000 requests were answered. rounds.py PORT"""
import subprocess
import sys

GOAL = 10_000
MOST_ROUNDS = 60

answers, errors = 0, [0] * 6
for _ in range(MOST_ROUNDS):
    if answers >= GOAL:
        break
    wrk = subprocess.run(["wrk", "--threads", "2", "--connections", "64", "--duration", "1s", "--timeout", "60s",
                          "--script", "count.lua", f"http://127.0.0.1:{sys.argv[1]}/"],
                         stdout=subprocess.PIPE, text=True, check=True)
    counted = [int(number) for number in wrk.stdout.strip().split("\n")[-1].split()]
    answers += counted[0]
    errors = [sum(pair) for pair in zip(errors, counted[1:])]
print("enough answers:", answers >= GOAL or answers)
print("errors:", *errors)
