addEventListener("load", () => { throw new Error("in load"); });
