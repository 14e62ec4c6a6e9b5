import here from "http://localhost:$HTTP_PORT/main.js" with { type: "json" };
import there from "http://localhost:$HTTP_PORT/away" with { type: "json" };
console.log(here.headers.authorization, there.headers.authorization, here.headers["user-agent"].startsWith("Deno/"), here.headers.accept, here.headers["accept-encoding"]);
