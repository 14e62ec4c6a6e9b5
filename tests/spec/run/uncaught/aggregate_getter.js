const e = new AggregateError([new Error("one")], "a"); Object.defineProperty(e, "errors", { get() { throw 1; } }); throw e;
