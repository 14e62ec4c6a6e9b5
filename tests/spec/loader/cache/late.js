await import("http://localhost:$HTTP_PORT/" + "late.js").catch((e) => console.log(e.name, e.code, e.message));
