// Row 33, CVE-2026-55517: a server's answer ends the process.
// grants: --allow-net=127.0.0.1:$open
// stopped by: engine
import { done, mustHold, world } from "../support.js";

const ANSWERS = {
  "a header that is no ASCII": "HTTP/1.1 200 OK\r\nx: caf\u00e9 \u2603 \ud83d\ude00\r\ncontent-length: 1\r\n\r\nx",
  "a header's name that is no ASCII": "HTTP/1.1 200 OK\r\nx\u00e9: y\r\ncontent-length: 1\r\n\r\nx",
  "a status that is no number": "HTTP/1.1 abc OK\r\n\r\n",
  "a status out of range": "HTTP/1.1 99999 OK\r\ncontent-length: 0\r\n\r\n",
  "status 0": "HTTP/1.1 000 \r\ncontent-length: 0\r\n\r\n",
  "a reason with control characters": "HTTP/1.1 200 \u0001\u0002\r\ncontent-length: 0\r\n\r\n",
  "a negative length": "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\nx",
  "a huge length": "HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999999\r\n\r\nx",
  "two lengths": "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxy",
  "a length and chunks": "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
  "a chunk of negative size": "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n",
  "a chunk of huge size": "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\nx\r\n",
  "no end of the headers": "HTTP/1.1 200 OK\r\nx: y\r\n",
  "no headers": "HTTP/1.1 200 OK\r\n\r\n",
  "nothing": "",
  "no HTTP": "SSH-2.0-OpenSSH\r\n",
  "HTTP/0.9": "hello",
  "HTTP/2's greeting": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "a NUL in a header": "HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: 1\r\n\r\nx",
  "a bare newline": "HTTP/1.1 200 OK\nx: y\ncontent-length: 1\n\nx",
  "a folded header": "HTTP/1.1 200 OK\r\nx: y\r\n z\r\ncontent-length: 1\r\n\r\nx",
  "a redirect to nowhere": "HTTP/1.1 302 Found\r\nlocation: http://[::bad/\r\ncontent-length: 0\r\n\r\n",
  "a redirect that is no ASCII": "HTTP/1.1 302 Found\r\nlocation: /\u2603\r\ncontent-length: 0\r\n\r\n",
  "a redirect to itself": "HTTP/1.1 302 Found\r\nlocation: /echo?x\r\ncontent-length: 0\r\n\r\n",
  "a redirect to javascript:": "HTTP/1.1 302 Found\r\nlocation: javascript:1\r\ncontent-length: 0\r\n\r\n",
  "a content type that is none": "HTTP/1.1 200 OK\r\ncontent-type: \u00e9;;;=\"\r\ncontent-length: 1\r\n\r\nx",
  "what claims to be gzip": "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nhello",
  "what claims to be br": "HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-length: 5\r\n\r\nhello",
  "a thousand headers": `HTTP/1.1 200 OK\r\n${"x: y\r\n".repeat(1000)}content-length: 1\r\n\r\nx`,
  "switching protocols": "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
  "many provisional answers": "HTTP/1.1 100 Continue\r\n\r\n".repeat(100) + "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nx",
};
for (const [what, text] of Object.entries(ANSWERS)) {
  await mustHold(what, async () => {
    const url = `http://127.0.0.1:${world.open}/raw/${encodeURIComponent(text.isWellFormed() ? text : "")}`;
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
      for (const [name, value] of response.headers) void (name + value);
      await response.text();
    } catch (error) {
      return error instanceof Error || error instanceof DOMException;
    }
    return true;
  });
}
done();
