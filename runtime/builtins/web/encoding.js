// encoding.js: TextEncoder, TextDecoder, atob, btoa. https://encoding.spec.whatwg.org/

import * as ops from "bailey:ops/encoding";
import { defineInterface } from "bailey:internal/interface";
import { missingArguments } from "bailey:internal/webidl";

const outcome = new Uint32Array(2);
const kNoBytes = new Uint8Array(0);

export class TextEncoder {
  #brand;

  get encoding() {
    this.#brand;
    return "utf-8";
  }

  encode(input = "") {
    this.#brand;
    return ops.encodeUtf8(typeof input === "string" ? input : `${input}`);
  }

  encodeInto(source, destination) {
    this.#brand;
    if (arguments.length < 2) missingArguments("Failed to execute 'encodeInto' on 'TextEncoder'", 2, arguments.length);
    if (!(destination instanceof Uint8Array)) {
      throw new TypeError(
        "Failed to execute 'encodeInto' on 'TextEncoder': Argument 2 is not a Uint8Array",
      );
    }
    ops.encodeInto(typeof source === "string" ? source : `${source}`, destination, outcome);
    return { read: outcome[0], written: outcome[1] };
  }
}
defineInterface(TextEncoder, { inspect: ["encoding"] });

export class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  /** Native state; made for other encodings than UTF-8, and for streams. */
  #decoder = null;

  constructor(label = "utf-8", options = undefined) {
    const text = `${label}`;
    const encoding = text === "utf-8" ? text : ops.canonicalLabel(text);
    if (encoding === null) {
      throw new RangeError(`The encoding label provided ('${text}') is invalid.`);
    }
    this.#encoding = encoding;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }

  get encoding() {
    return this.#encoding;
  }
  get fatal() {
    return this.#fatal;
  }
  get ignoreBOM() {
    return this.#ignoreBOM;
  }

  decode(input = kNoBytes, options = undefined) {
    const stream = options !== undefined && Boolean(options?.stream);
    if (this.#decoder === null) {
      if (this.#encoding === "utf-8" && !stream) {
        return ops.decodeUtf8(input, this.#ignoreBOM, this.#fatal);
      }
      this.#decoder = ops.newDecoder(this.#encoding, this.#fatal, this.#ignoreBOM);
    }
    const text = ops.decode(this.#decoder, input, stream);
    if (!stream) this.#decoder = null;
    return text;
  }
}
defineInterface(TextDecoder, { inspect: ["encoding", "fatal", "ignoreBOM"] });

export function atob(data) {
  if (arguments.length < 1) missingArguments("Failed to execute 'atob'", 1, arguments.length);
  return ops.atob(`${data}`);
}

export function btoa(data) {
  if (arguments.length < 1) missingArguments("Failed to execute 'btoa'", 1, arguments.length);
  return ops.btoa(`${data}`);
}
