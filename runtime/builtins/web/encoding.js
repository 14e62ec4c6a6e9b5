// runtime/builtins/web/encoding.js: TextEncoder, TextDecoder, atob, btoa.
// https://encoding.spec.whatwg.org/
import * as ops from "bailey:ops/encoding";
import { defineInterface } from "bailey:internal/interface";
import {
  argumentTypeError, conversionError, illegalInvocation, isObject, missingArguments, toDictionary,
  viewOfBufferSource,
} from "bailey:internal/webidl";

// What encodeInto reports: code units read, bytes written.
const outcome = new Uint32Array(2);
const kNoBytes = new Uint8Array(0);

export class TextEncoder {
  // Nothing to keep; its presence tells an encoder from other objects.
  #brand;

  static #check(encoder) {
    if (!isObject(encoder) || !(#brand in encoder)) illegalInvocation();
  }

  get encoding() {
    TextEncoder.#check(this);
    return "utf-8";
  }

  encode(input = "") {
    TextEncoder.#check(this);
    return ops.encodeUtf8(typeof input === "string" ? input : `${input}`);
  }

  encodeInto(source, destination) {
    TextEncoder.#check(this);
    const text = typeof source === "string" ? source : `${source}`;
    if (!(destination instanceof Uint8Array)) {
      throw conversionError("Failed to execute 'encodeInto' on 'TextEncoder'", "Argument 2",
        "is not an Uint8Array object");
    }
    ops.encodeInto(text, destination, outcome);
    return { read: outcome[0], written: outcome[1] };
  }
}
defineInterface(TextEncoder, { inspect: ["encoding"] });

/**
 * What the constructor arguments of a decoder stand for.
 * @param {string} name of the class, for messages
 * @returns {{ encoding: string, fatal: boolean, ignoreBOM: boolean }}
 */
export function decoderOptions(label, options, name) {
  const dictionary = toDictionary(options, `Failed to construct '${name}'`, "Argument 2");
  const encoding = label === "utf-8" ? label : ops.canonicalLabel(label);
  if (encoding === null) {
    throw Object.assign(new RangeError(`The encoding label provided ('${label}') is invalid.`),
      { code: "ERR_ENCODING_NOT_SUPPORTED" });
  }
  return {
    encoding,
    fatal: Boolean(dictionary?.fatal),
    ignoreBOM: Boolean(dictionary?.ignoreBOM),
  };
}

export class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  /** Native state; made for other encodings than UTF-8, and for streams. */
  #decoder = null;

  constructor(label = "utf-8", options = undefined) {
    const { encoding, fatal, ignoreBOM } = decoderOptions(`${label}`, options, "TextDecoder");
    this.#encoding = encoding;
    this.#fatal = fatal;
    this.#ignoreBOM = ignoreBOM;
  }

  static #check(decoder) {
    if (!isObject(decoder) || !(#decoder in decoder)) illegalInvocation();
  }

  get encoding() {
    TextDecoder.#check(this);
    return this.#encoding;
  }

  get fatal() {
    TextDecoder.#check(this);
    return this.#fatal;
  }

  get ignoreBOM() {
    TextDecoder.#check(this);
    return this.#ignoreBOM;
  }

  decode(input = kNoBytes, options = undefined) {
    TextDecoder.#check(this);
    const prefix = "Failed to execute 'decode' on 'TextDecoder'";
    const bytes = viewOfBufferSource(input);
    if (bytes === undefined) {
      throw argumentTypeError(
        prefix, "Argument 1", "is not an ArrayBuffer, SharedArrayBuffer, or a view on one");
    }
    const stream = Boolean(toDictionary(options, prefix, "Argument 2")?.stream);
    if (this.#decoder === null) {
      if (this.#encoding === "utf-8" && !stream) {
        return ops.decodeUtf8(bytes, this.#ignoreBOM, this.#fatal);
      }
      this.#decoder = ops.newDecoder(this.#encoding, this.#fatal, this.#ignoreBOM);
    }
    const decoder = this.#decoder;
    if (!stream) this.#decoder = null;
    return ops.decode(decoder, bytes, stream);
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
