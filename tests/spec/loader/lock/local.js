await import("http://localhost:$HTTP_PORT/late.js?" + 1).then(() => console.log("loaded"), (e) => console.log("caught", e.message));
