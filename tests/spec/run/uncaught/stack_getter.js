const e = new Error("x"); Object.defineProperty(e, "stack", { get() { throw new Error("s"); } }); throw e;
