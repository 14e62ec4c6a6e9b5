import "http://localhost:$HTTP_PORT/module.js";
