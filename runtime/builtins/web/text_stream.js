// runtime/builtins/web/text_stream.js: a byte stream as text.
import { decode, newDecoder } from "bailey:ops/encoding";
import { markHandled } from "bailey:internal/promises";
import { argumentTypeError, viewOfBufferSource } from "bailey:internal/webidl";
import { pipe } from "bailey:web/streams/pipe";
import { readableState, wrapReadable } from "bailey:web/streams/readable";
import { newTransform } from "bailey:web/streams/transform";

const kNoBytes = new Uint8Array(0);

/**
 * A transform from bytes to text.
 * @param {object} decoder native, from newDecoder; kept between chunks
 */
export function newDecodingTransform(decoder) {
  return newTransform((controller) => ({
    transform(chunk) {
      const bytes = viewOfBufferSource(chunk);
      if (bytes === undefined) {
        throw argumentTypeError("Failed to construct 'TextDecoderStream'", "chunk",
          "is not an ArrayBuffer, SharedArrayBuffer, or a view on one");
      }
      const text = decode(decoder, bytes, true);
      if (text !== "") controller.enqueue(text);
    },
    flush() {
      const text = decode(decoder, kNoBytes, false);
      if (text !== "") controller.enqueue(text);
    },
    cancel() {},
  }));
}

/** A stream of the text that `stream`, of UTF-8 bytes, holds; locks `stream`. */
export function textStreamOf(stream) {
  const state = readableState(stream);
  if (state.reader !== null) throw new TypeError("ReadableStream is already locked");
  const transform = newDecodingTransform(newDecoder("utf-8", false, false));
  markHandled(pipe(state, transform.writable, {}));
  return wrapReadable(transform.readable);
}
