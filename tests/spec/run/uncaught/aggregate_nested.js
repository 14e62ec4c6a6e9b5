const inner = new AggregateError([new Error("deep"), "text\nof lines"], "inner");
throw new AggregateError([new Error("one", { cause: new Error("why") }), inner], "outer", { cause: inner });
