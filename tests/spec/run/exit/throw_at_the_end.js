addEventListener("unload", () => { throw new Error("in unload"); });
