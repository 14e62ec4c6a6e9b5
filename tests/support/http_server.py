#!/usr/bin/env python3
"""A loopback HTTP or HTTPS server whose every misbehaviour is scripted, for tests.

As a library: `with HttpServer(root, routes) as server: … server.port … server.requests()`.
As a program: `http_server.py --root DIR [--routes FILE.json] [--tls] [--port N]` prints one line of
JSON with the port, and the certificate to trust, and serves until it is ended.

Without a route, GET serves the file of that name below the root (with an ETag, answered by 304 when
If-None-Match repeats it), else 404. A route is an object under its path, or under "METHOD /path":

  body, file, json      what to answer with: text, a file below the root, or any JSON value
  status, headers       default 200 and {"content-type": by the file's suffix}
  redirect              a Location to send, with status 302 unless one is given
  chain                 N: /path redirects to /path/1 … /path/N, which redirects to `redirect` or `body`
  etag                  the ETag to send, and to answer 304 to
  content_length        the length to claim, whatever the body's is: longer than it is a cut-off body
  chunks                a list of texts to send chunked; the last null cuts the connection
  delay                 seconds to wait before the answer starts
  drip                  seconds to wait between one byte of the body and the next
  hang                  true: reads the request and never answers
  echo                  true: answers with the request as JSON: method, path, headers, body
  raw                   bytes (as latin-1 text) to send as they are, then close
  sequence              a list of routes: the first request gets the first, the last repeats
"""
import argparse
import hashlib
import http.server
import json
import mimetypes
import pathlib
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

TYPES = {".ts": "application/typescript", ".mts": "application/typescript", ".tsx": "text/tsx",
         ".jsx": "text/jsx", ".js": "text/javascript", ".mjs": "text/javascript",
         ".json": "application/json", ".wasm": "application/wasm", ".map": "application/json"}
SHORTEST_WAIT = 0.05  # seconds a waiting handler sleeps before it looks whether the server stops


def make_certificate(folder, names=("localhost",), addresses=("127.0.0.1", "::1")):
    """Makes a self-signed certificate, valid for two days; returns the paths of it and of its key."""
    folder = pathlib.Path(folder)
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subject = ",".join([f"DNS:{name}" for name in names] + [f"IP:{address}" for address in addresses])
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", f"/CN={names[0]}", "-addext", f"subjectAltName={subject}",
         "-addext", "basicConstraints=critical,CA:TRUE", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True)
    return certificate, key


class HttpServer:
    """Serves while it is entered as a context. `root` may be None: then only routes answer."""

    def __init__(self, root=None, routes=None, certificate=None, port=0, host="127.0.0.1"):
        self.root = pathlib.Path(root).resolve() if root else None
        self.routes = dict(routes or {})
        self._log, self._lock = [], threading.Lock()
        self._served = {}
        self.stopping = threading.Event()
        handler = type("BoundHandler", (_Handler,), {"script": self})
        self._http = _Server((host, port), handler)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*map(str, certificate))
            context.set_alpn_protocols(["http/1.1"])
            # The handshake happens in the connection's own thread, not where connections are accepted.
            self._http.socket = context.wrap_socket(
                self._http.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._http.server_address[1]
        self.tls = certificate is not None

    def __enter__(self):
        self._thread = threading.Thread(target=self._http.serve_forever, args=(SHORTEST_WAIT,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error):
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def requests(self):
        """What was asked and how it was answered, in the order of arrival: "GET /a.ts 200"."""
        with self._lock:
            return list(self._log)

    def record(self, method, path, status):
        with self._lock:
            self._log.append(f"{method} {path} {status}")

    def route(self, method, path):
        """The route for a request, or None."""
        key = f"{method} {path}" if f"{method} {path}" in self.routes else path
        route = self.routes.get(key)
        if route is None:
            return self._chained(path)
        if "sequence" in route:
            with self._lock:
                turn = self._served.get(key, 0)
                self._served[key] = turn + 1
            return route["sequence"][min(turn, len(route["sequence"]) - 1)]
        if "chain" in route:
            return {"redirect": f"{path}/1"}
        return route

    def _chained(self, path):
        parent, _, number = path.rpartition("/")
        route = self.routes.get(parent, {})
        if "chain" not in route or not number.isdigit():
            return None
        if int(number) < route["chain"]:
            return {"redirect": f"{parent}/{int(number) + 1}"}
        return {key: value for key, value in route.items() if key != "chain"}


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass  # a client that goes away, or a failed handshake, is often what the test is about


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "test-server", ""
    script = None

    def log_message(self, *arguments):
        pass

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)

    def answer(self):
        self.body = self.rfile.read(int(self.headers.get("content-length") or 0))
        path = urllib.parse.urlsplit(self.path).path
        route = self.script.route(self.command, path)
        if route is None:
            route = self.file_route(path)
        self.wait(route.get("delay", 0))
        if route.get("hang"):
            self.script.record(self.command, self.path, "hang")
            self.script.stopping.wait()
            self.close_connection = True
        elif "raw" in route:
            self.script.record(self.command, self.path, "raw")
            self.wfile.write(route["raw"].encode("latin-1"))
            self.close_connection = True
        else:
            self.send(route, path)

    def file_route(self, path):
        root = self.script.root
        if root is not None and self.command in ("GET", "HEAD"):
            file = (root / urllib.parse.unquote(path).lstrip("/")).resolve()
            if file.is_file() and file.is_relative_to(root):
                return {"file": str(file.relative_to(root)), "etag": True}
        return {"status": 404, "body": "not found\n"}

    def content(self, route, path):
        """The body's bytes and its type."""
        if route.get("echo"):
            return json.dumps({"method": self.command, "path": self.path,
                               "headers": {name.lower(): value for name, value in self.headers.items()},
                               "body": self.body.decode("utf-8", "replace")}).encode(), "application/json"
        if "json" in route:
            return json.dumps(route["json"]).encode(), "application/json"
        if "file" in route:
            file = self.script.root / route["file"]
            kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
            return file.read_bytes(), kind or "application/octet-stream"
        suffix = pathlib.PurePosixPath(path).suffix
        return route.get("body", "").encode(), TYPES.get(suffix, "text/plain; charset=utf-8")

    def send(self, route, path):
        body, kind = self.content(route, path)
        headers = {"content-type": kind}
        status = route.get("status", 302 if "redirect" in route else 200)
        if "redirect" in route:
            headers["location"] = route["redirect"]
        if etag := route.get("etag"):
            headers["etag"] = etag if etag is not True else f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if self.headers.get("if-none-match") == headers["etag"]:
                status, body = 304, b""
        headers.update(route.get("headers", {}))
        self.script.record(self.command, self.path, status)
        self.send_response(status)
        for name, value in headers.items():
            for one in value if isinstance(value, list) else [value]:
                self.send_header(name, one)
        if "chunks" in route:
            self.send_chunks(route["chunks"], route.get("drip", 0))
        else:
            self.send_body(body, route)

    def send_body(self, body, route):
        claimed = route.get("content_length", len(body))
        self.send_header("content-length", str(claimed))
        self.end_headers()
        if claimed != len(body):
            self.close_connection = True
        if self.command == "HEAD":
            return
        if drip := route.get("drip"):
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wait(drip)
        else:
            self.wfile.write(body)

    def send_chunks(self, chunks, drip):
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for chunk in chunks:
            if chunk is None:
                self.close_connection = True
                return
            data = chunk.encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            self.wait(drip)
        self.wfile.write(b"0\r\n\r\n")

    def wait(self, seconds):
        if seconds:
            self.script.stopping.wait(seconds)


def main():
    parser = argparse.ArgumentParser(description="a scripted loopback HTTP server")
    parser.add_argument("--root")
    parser.add_argument("--routes", type=argparse.FileType())
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", action="store_true")
    options = parser.parse_args()
    routes = json.load(options.routes) if options.routes else {}
    with tempfile.TemporaryDirectory() as folder:
        certificate = make_certificate(folder) if options.tls else None
        with HttpServer(options.root, routes, certificate, options.port) as server:
            ready = {"port": server.port, "certificate": str(certificate[0]) if certificate else None}
            print(json.dumps(ready), flush=True)
            try:
                while True:
                    time.sleep(3600)
            except KeyboardInterrupt:
                return 0


if __name__ == "__main__":
    sys.exit(main())
