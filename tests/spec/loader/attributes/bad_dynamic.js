const error = await import("./bad.json", { with: { type: "json" } }).catch((e) => e); console.log(error.name, error.message, error.code);
