let error = new Error("0");
for (let i = 1; i < 12; i++) error = new Error(`${i}`, { cause: error });
throw error;
