"""Bodies that stream: both ways at once, large ones each way, and one that nobody takes."""
import http.client
import json
import sys
import time

port = int(sys.argv[1])


def connect():
    return http.client.HTTPConnection("127.0.0.1", port, timeout=60)


def echo():
    """Sends a chunk only when the one before has come back."""
    connection = connect()
    connection.putrequest("POST", "/echo")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    response = None
    for i in range(20):
        chunk = f"chunk {i} ".encode() * (i * 50 + 1)
        connection.send(b"%x\r\n%s\r\n" % (len(chunk), chunk))
        response = response or connection.getresponse()
        if response.read(len(chunk)) != chunk:
            return f"chunk {i} came back changed"
    connection.send(b"0\r\n\r\n")
    return "20 chunks came back one by one" if response.read() == b"" else "more came back"


def upload(size):
    body = bytes(i % 249 for i in range(1000)) * (size // 1000)
    connection = connect()
    connection.request("POST", "/sum", body=body)
    answer = json.loads(connection.getresponse().read())
    return answer == {"size": len(body), "total": sum(body[:1000]) * (size // 1000) % 1_000_003}


def download(size):
    connection = connect()
    connection.request("GET", f"/count?n={size}")
    response = connection.getresponse()
    left = size
    while chunk := response.read(min(100_000, left) if left else 1):
        if chunk != bytes([left % 251]) * len(chunk):
            return f"wrong bytes with {left} left"
        left -= len(chunk)
    return left == 0


def counts():
    connection = connect()
    connection.request("GET", "/made")
    return json.loads(connection.getresponse().read())


def backpressure():
    """Reads a little of an endless body: the server must stop making it, and hear of the end."""
    connection = connect()
    connection.request("GET", "/endless")
    connection.getresponse().read(1_000_000)
    before, now = -1, counts()["made"]
    for _ in range(300):
        if before == now:
            break
        time.sleep(0.1)
        before, now = now, counts()["made"]
    stopped = before == now and now < 2000
    connection.close()
    for _ in range(300):
        if counts()["cancelled"] == 1:
            return f"stopped: {stopped}, cancelled: True"
        time.sleep(0.1)
    return f"stopped: {stopped}, cancelled: False"


print("both ways:", echo())
print("upload of 20 MB:", upload(20_000_000))
print("download of 20 MB:", download(20_000_000))
print("nobody reads:", backpressure())
