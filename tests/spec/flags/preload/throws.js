throw new Error("stop");
