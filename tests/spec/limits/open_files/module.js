await import("./ow" + "n.js").catch(() => console.log("caught"));
