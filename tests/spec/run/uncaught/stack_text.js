const e = new Error("x"); e.stack = "my own stack"; throw e;
