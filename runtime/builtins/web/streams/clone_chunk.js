// runtime/builtins/web/streams/clone_chunk.js: copies of chunks, for the second branch of tee().
import { structuredClone } from "bailey:ops/core";

/** Bytes, by far the most common, are copied here. */
export function cloneChunk(chunk) {
  return chunk instanceof Uint8Array ? chunk.slice() : structuredClone(chunk, []);
}
