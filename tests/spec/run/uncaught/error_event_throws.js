addEventListener("error", () => { throw new Error("again"); });
setTimeout(() => { throw new Error("first"); }, 0);
