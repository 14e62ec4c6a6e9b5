throw new Error("a", { cause: { why: 1 } });
