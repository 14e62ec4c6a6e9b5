import raw from "./raw.bin" with { type: "bytes" }; console.log(raw, raw.buffer.byteLength);
