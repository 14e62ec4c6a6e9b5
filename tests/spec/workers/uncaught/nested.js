new Worker(new URL("./throws.js", import.meta.url), { type: "module", name: "inner" });
