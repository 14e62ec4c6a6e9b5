await import("http://127.0.0.1:9000/" + "module.js").catch(() => console.log("caught"));
