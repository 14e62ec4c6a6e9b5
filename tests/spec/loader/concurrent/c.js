import "http://localhost:$HTTP_PORT/shared.js"; import "http://localhost:$HTTP_PORT/gone.js";
