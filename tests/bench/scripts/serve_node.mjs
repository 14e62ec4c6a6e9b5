import { createServer } from "node:http";

createServer((request, response) => response.end("Hello, World!")).listen(Number(process.argv[2]), "127.0.0.1");
