import slow from "http://localhost:$HTTP_PORT/slow.js"; import shared from "http://localhost:$HTTP_PORT/shared.js"; export default ["a", slow, shared];
