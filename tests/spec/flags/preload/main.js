console.log("main", globalThis.first, import.meta.main);
