import "http://localhost:$HTTP_PORT/a.js";
import "./local.js";
