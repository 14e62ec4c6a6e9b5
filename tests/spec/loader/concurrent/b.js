import shared from "http://localhost:$HTTP_PORT/shared.js"; import slow from "http://localhost:$HTTP_PORT/slow.js"; export default ["b", slow, shared];
