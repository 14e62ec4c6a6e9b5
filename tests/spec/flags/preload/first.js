console.log("first", import.meta.main); globalThis.first = 1;
