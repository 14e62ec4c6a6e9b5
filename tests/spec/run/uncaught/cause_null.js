throw new Error("a", { cause: null });
