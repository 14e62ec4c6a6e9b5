import "http://localhost:$HTTP_PORT/thrower.ts";
