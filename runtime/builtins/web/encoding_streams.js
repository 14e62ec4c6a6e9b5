// runtime/builtins/web/encoding_streams.js: TextEncoderStream and TextDecoderStream.
// https://encoding.spec.whatwg.org/#interface-textencoderstream
import { encodeUtf8, newDecoder } from "bailey:ops/encoding";
import { defineInterface } from "bailey:internal/interface";
import { illegalInvocation, isObject } from "bailey:internal/webidl";
import { decoderOptions } from "bailey:web/encoding";
import { defineTransformStreams, wrapTransform } from "bailey:web/streams/generic_transform";
import { newTransform } from "bailey:web/streams/transform";
import { newDecodingTransform } from "bailey:web/text_stream";

export class TextDecoderStream {
  #options;
  #transform;

  constructor(label = "utf-8", options = undefined) {
    this.#options = decoderOptions(`${label}`, options, "TextDecoderStream");
    const { encoding, fatal, ignoreBOM } = this.#options;
    this.#transform = wrapTransform(newDecodingTransform(newDecoder(encoding, fatal, ignoreBOM)));
  }

  static #check(stream) {
    return isObject(stream) && #options in stream ? stream : illegalInvocation();
  }

  get encoding() {
    return TextDecoderStream.#check(this).#options.encoding;
  }

  get fatal() {
    return TextDecoderStream.#check(this).#options.fatal;
  }

  get ignoreBOM() {
    return TextDecoderStream.#check(this).#options.ignoreBOM;
  }

  static {
    defineTransformStreams(TextDecoderStream, (value) => TextDecoderStream.#check(value).#transform);
  }
}
defineInterface(TextDecoderStream,
  { inspect: ["encoding", "fatal", "ignoreBOM", "readable", "writable"] });

function endsInHighSurrogate(text) {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}

// https://encoding.spec.whatwg.org/#encode-and-enqueue-a-chunk
function newEncodingTransform() {
  // Half of a surrogate pair, waiting for the other half.
  let pending = "";
  return newTransform((controller) => ({
    transform(chunk) {
      let text = pending + (typeof chunk === "string" ? chunk : `${chunk}`);
      pending = "";
      if (endsInHighSurrogate(text)) {
        pending = text[text.length - 1];
        text = text.slice(0, -1);
      }
      if (text !== "") controller.enqueue(encodeUtf8(text));
    },
    flush() {
      if (pending !== "") controller.enqueue(encodeUtf8(pending));
    },
    cancel() {},
  }));
}

export class TextEncoderStream {
  #transform = wrapTransform(newEncodingTransform());

  static #check(stream) {
    return isObject(stream) && #transform in stream ? stream : illegalInvocation();
  }

  get encoding() {
    TextEncoderStream.#check(this);
    return "utf-8";
  }

  static {
    defineTransformStreams(TextEncoderStream, (value) => TextEncoderStream.#check(value).#transform);
  }
}
defineInterface(TextEncoderStream, { inspect: ["encoding", "readable", "writable"] });
