const second: number = 2; console.log("second", globalThis.first, second);
