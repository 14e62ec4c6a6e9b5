// runtime/builtins/internal/lazy_streams.js: streams over native sources, loaded with the streams
// module when a script first wants one.
import { loadBuiltin } from "bailey:ops/core";

const kChunkSize = 64 * 1024;

function streams() {
  return loadBuiltin("bailey:web/streams");
}

/** True for instances of ReadableStream; loads nothing when `value` cannot be one. */
export function isReadableStream(value) {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value) &&
    value instanceof streams().ReadableStream;
}

/**
 * The source of a byte stream.
 * @param {(into: Uint8Array) => Promise<number>} read 0 at the end
 * @param {() => void} close called once, at the end or when the reader gives up
 */
function byteSource(read, close) {
  return {
    type: /** @type {const} */ ("bytes"),
    autoAllocateChunkSize: kChunkSize,
    async pull(controller) {
      const request = controller.byobRequest;
      const view = request.view;
      const into = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      let count;
      try {
        count = await read(into);
      } catch (error) {
        close();
        throw error;
      }
      if (count === 0) {
        close();
        controller.close();
      }
      request.respond(count);
    },
    cancel: close,
  };
}

export function newReadable(read, close) {
  const { ReadableStream } = streams();
  return new ReadableStream(byteSource(read, close), { highWaterMark: 0 });
}

let ReadableStreamWithCollectors;

function collectingClass() {
  return ReadableStreamWithCollectors ??= class ReadableStreamWithCollectors
    extends streams().ReadableStream {
    async arrayBuffer() {
      return (await this.bytes()).buffer;
    }
    async bytes() {
      // The stream stays locked: what was collected is not there to be read again.
      const reader = this.getReader();
      const chunks = [];
      for (let step = await reader.read(); !step.done; step = await reader.read()) {
        chunks.push(step.value);
      }
      return concatBytes(chunks);
    }
    async json() {
      return JSON.parse(await this.text());
    }
    async text() {
      return new TextDecoder().decode(await this.bytes());
    }
  };
}

/** Like newReadable, with methods that read all of it: the output of a child. */
export function newCollectingReadable(read, close) {
  return new (collectingClass())(byteSource(read, close), { highWaterMark: 0 });
}

function bytesOf(chunk) {
  if (ArrayBuffer.isView(chunk)) {
    return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  throw new TypeError("Expected ArrayBuffer or ArrayBufferView for write chunk");
}

/**
 * @param {(bytes: Uint8Array) => Promise<void>} writeAll
 * @param {() => void} close called once, at the end or when the writer gives up
 */
export function newWritable(writeAll, close) {
  const { WritableStream } = streams();
  return new WritableStream({
    async write(chunk, controller) {
      try {
        await writeAll(bytesOf(chunk));
      } catch (error) {
        controller.error(error);
        close();
        throw error;
      }
    },
    close,
    abort: close,
  });
}

/**
 * @param {Uint8Array[]} chunks
 * @returns {Uint8Array} with a buffer that holds nothing else
 */
export function concatBytes(chunks) {
  if (chunks.length === 1 && chunks[0].length === chunks[0].buffer.byteLength) return chunks[0];
  let size = 0;
  for (const chunk of chunks) size += chunk.length;
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
