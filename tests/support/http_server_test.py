#!/usr/bin/env python3
"""The scripted server does what its description says: other tests rely on each misbehaviour."""
import http.client
import json
import pathlib
import socket
import ssl
import tempfile
import unittest

from http_server import HttpServer, make_certificate


class Scripted(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def serve(self, routes=None, **options):
        server = HttpServer(self.root, routes, **options)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server

    def ask(self, server, path, method="GET", headers=None, body=None, timeout=5):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout)
        self.addCleanup(connection.close)
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response, response.read()

    def test_a_file_is_served_with_its_type_and_an_etag_that_spares_the_second_body(self):
        (self.root / "a.ts").write_text("export {};\n")
        server = self.serve()
        response, body = self.ask(server, "/a.ts")
        self.assertEqual((response.status, body), (200, b"export {};\n"))
        self.assertEqual(response.headers["content-type"], "application/typescript")
        again, body = self.ask(server, "/a.ts", headers={"if-none-match": response.headers["etag"]})
        self.assertEqual((again.status, body), (304, b""))
        self.assertEqual(server.requests(), ["GET /a.ts 200", "GET /a.ts 304"])

    def test_nothing_outside_the_root_is_served(self):
        response, _ = self.ask(self.serve(), "/../../../etc/passwd")
        self.assertEqual(response.status, 404)

    def test_a_route_sets_status_headers_and_body_per_method(self):
        server = self.serve({"POST /x": {"status": 201, "headers": {"x-a": ["1", "2"]}, "body": "made"}})
        response, body = self.ask(server, "/x", "POST", body="{}")
        self.assertEqual((response.status, body, response.headers.get_all("x-a")), (201, b"made", ["1", "2"]))
        self.assertEqual(self.ask(server, "/x")[0].status, 404)

    def test_redirects_lead_anywhere_and_chains_end(self):
        server = self.serve({"/file": {"redirect": "file:///etc/passwd"}, "/loop": {"redirect": "/loop"},
                             "/far": {"chain": 3, "body": "end"}})
        self.assertEqual(self.ask(server, "/file")[0].headers["location"], "file:///etc/passwd")
        self.assertEqual(self.ask(server, "/loop")[0].headers["location"], "/loop")
        path, hops = "/far", 0
        while (response := self.ask(server, path))[0].status == 302:
            path, hops = response[0].headers["location"], hops + 1
        self.assertEqual((hops, response[1]), (3, b"end"))

    def test_a_cut_off_body_is_cut_off(self):
        server = self.serve({"/short": {"body": "abc", "content_length": 100},
                             "/chunked": {"chunks": ["abc", None]}})
        for path in ("/short", "/chunked"):
            with self.subTest(path), self.assertRaises(http.client.IncompleteRead):
                self.ask(server, path)

    def test_a_hanging_route_never_answers(self):
        with self.assertRaises(TimeoutError):
            self.ask(self.serve({"/hang": {"hang": True}}), "/hang", timeout=0.2)

    def test_a_sequence_changes_its_answer_and_repeats_the_last(self):
        server = self.serve({"/x": {"sequence": [{"status": 500}, {"body": "ok"}]}})
        self.assertEqual([self.ask(server, "/x")[0].status for _ in range(3)], [500, 200, 200])

    def test_the_request_is_echoed(self):
        server = self.serve({"/echo": {"echo": True}})
        echoed = json.loads(self.ask(server, "/echo?q=1", "PUT", {"X-Mine": "yes"}, "hello")[1])
        self.assertEqual((echoed["method"], echoed["path"], echoed["body"]), ("PUT", "/echo?q=1", "hello"))
        self.assertEqual(echoed["headers"]["x-mine"], "yes")

    def test_raw_bytes_go_out_as_they_are(self):
        server = self.serve({"/raw": {"raw": "HTTP/1.1 200 OK\r\nno-colon\r\n\r\n"}})
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as client:
            client.sendall(b"GET /raw HTTP/1.1\r\nhost: x\r\n\r\n")
            self.assertEqual(client.makefile("rb").read(), b"HTTP/1.1 200 OK\r\nno-colon\r\n\r\n")

    def test_tls_is_trusted_through_its_own_certificate_only(self):
        certificate = make_certificate(self.root)
        server = self.serve({"/": {"body": "secret"}}, certificate=certificate)
        trusting = ssl.create_default_context(cafile=str(certificate[0]))
        client = http.client.HTTPSConnection("127.0.0.1", server.port, context=trusting, timeout=5)
        client.request("GET", "/")
        self.assertEqual(client.getresponse().read(), b"secret")
        client.close()
        stranger = http.client.HTTPSConnection("127.0.0.1", server.port, timeout=5,
                                               context=ssl.create_default_context())
        with self.assertRaises(ssl.SSLCertVerificationError):
            stranger.request("GET", "/")


if __name__ == "__main__":
    unittest.main()
