import "http://localhost:$HTTP_PORT/m.js";
