// runtime/builtins/web/streams/generic_transform.js: what interfaces that include
// GenericTransformStream share. https://streams.spec.whatwg.org/#generictransformstream
import { wrapReadable } from "bailey:web/streams/readable";
import { wrapWritable } from "bailey:web/streams/writable";

/** @param transform from newTransform */
export function wrapTransform({ readable, writable }) {
  return { readable: wrapReadable(readable), writable: wrapWritable(writable) };
}

/**
 * Adds the readable and writable getters.
 * @param {Function} constructor
 * @param {(instance: any) => { readable: ReadableStream, writable: WritableStream }} transformOf throws
 *   when `instance` is none.
 */
export function defineTransformStreams(constructor, transformOf) {
  const getters = {
    get readable() {
      return transformOf(this).readable;
    },
    get writable() {
      return transformOf(this).writable;
    },
  };
  Object.defineProperties(constructor.prototype, Object.getOwnPropertyDescriptors(getters));
}
