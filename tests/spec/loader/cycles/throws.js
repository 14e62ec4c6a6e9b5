throw new Error("once");
