// runtime/builtins/web/structured_clone.js: structuredClone.
// https://html.spec.whatwg.org/#structured-cloning
import { structuredClone as nativeClone } from "bailey:ops/core";

/** A copy of a stream's chunk; bytes, by far the most common, are copied here. */
export function cloneChunk(chunk) {
  if (chunk instanceof Uint8Array) return chunk.slice();
  return nativeClone(chunk, []);
}
