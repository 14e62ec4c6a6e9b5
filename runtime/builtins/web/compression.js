// runtime/builtins/web/compression.js: CompressionStream and DecompressionStream.
// https://compression.spec.whatwg.org/
import { newDeflater, newInflater, push } from "bailey:ops/compression";
import { defineInterface } from "bailey:internal/interface";
import {
  conversionError, illegalInvocation, isObject, missingArguments, toEnum, viewOfBufferSource,
} from "bailey:internal/webidl";
import { defineTransformStreams, wrapTransform } from "bailey:web/streams/generic_transform";
import { newTransform } from "bailey:web/streams/transform";

const kFormats = ["deflate", "deflate-raw", "gzip"];
const kNoBytes = new Uint8Array(0);
// So little goes in at once that what comes out stays within some megabytes.
const kPiece = 16 * 1024;

/** @param {object} native from newDeflater or newInflater */
function newByteTransform(native, name) {
  return wrapTransform(newTransform((controller) => {
    const run = (bytes, isLast) => {
      const made = push(native, bytes, isLast);
      if (made.byteLength > 0) controller.enqueue(made);
    };
    return {
      transform(chunk) {
        const bytes = viewOfBufferSource(chunk);
        if (bytes === undefined) {
          throw conversionError(`Failed to write to '${name}'`, "chunk", "is not a buffer source");
        }
        for (let at = 0; at < bytes.byteLength; at += kPiece) run(bytes.subarray(at, at + kPiece), false);
      },
      flush() {
        run(kNoBytes, true);
      },
      cancel() {},
    };
  }));
}

function formatOf(name, args) {
  const prefix = `Failed to construct '${name}'`;
  if (args.length < 1) missingArguments(prefix, 1, 0);
  return toEnum(args[0], kFormats, prefix, "CompressionFormat");
}

export class CompressionStream {
  #transform;

  constructor(format) {
    this.#transform = newByteTransform(newDeflater(formatOf("CompressionStream", arguments)), "CompressionStream");
  }

  static {
    defineTransformStreams(CompressionStream,
      (value) => isObject(value) && #transform in value ? value.#transform : illegalInvocation());
  }
}
defineInterface(CompressionStream, { inspect: ["readable", "writable"] });

export class DecompressionStream {
  #transform;

  constructor(format) {
    this.#transform = newByteTransform(newInflater(formatOf("DecompressionStream", arguments)), "DecompressionStream");
  }

  static {
    defineTransformStreams(DecompressionStream,
      (value) => isObject(value) && #transform in value ? value.#transform : illegalInvocation());
  }
}
defineInterface(DecompressionStream, { inspect: ["readable", "writable"] });
