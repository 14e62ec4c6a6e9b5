import "http://127.0.0.1:$HTTP_PORT/r.ts";
import "http://127.0.0.1:$HTTP_PORT/moved.js";
import "http://127.0.0.1:$HTTP_PORT/broken";
