import { value } from "./value.js"; console.log(value); for await (const x of [1, Promise.resolve(2)]) console.log(x); await import("./self.js"); console.log(globalThis.order);
