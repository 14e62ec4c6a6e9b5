const e = new Error("x"); Object.defineProperty(e, "message", { get() { throw new Error("m"); } }); throw e;
