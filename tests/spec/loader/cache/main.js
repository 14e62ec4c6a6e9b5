import "http://localhost:$HTTP_PORT/a.js";
import "http://localhost:$HTTP_PORT/dir/b.js";
