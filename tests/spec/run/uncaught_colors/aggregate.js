throw new AggregateError([new Error("one"), new TypeError("two"), "three", { four: 4 }], "many");
