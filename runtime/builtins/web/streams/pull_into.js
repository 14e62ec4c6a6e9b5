// runtime/builtins/web/streams/pull_into.js: a reader's buffer that waits for bytes.
// https://streams.spec.whatwg.org/#pull-into-descriptor

const typedArrayName = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

const kViews = new Map([
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  BigInt64Array, BigUint64Array, Float32Array, Float64Array,
  ...(typeof Float16Array === "undefined" ? [] : [Float16Array]),
].map((constructor) => [constructor.name, constructor]));

/** The intrinsic constructor of `view`, whatever its own `constructor` property says. */
function constructorOf(view) {
  return kViews.get(Reflect.apply(typedArrayName, view, [])) ?? DataView;
}

/** How many elements `view` holds; bytes for a DataView. */
export function elementCount(view) {
  return constructorOf(view) === DataView ? view.byteLength : view.length;
}

/** The buffer's memory under a new ArrayBuffer; the old one is detached. Throws when it cannot be. */
export function transferBuffer(buffer) {
  // A detached buffer could be transferred silently, as an empty one.
  if (buffer.detached) throw new TypeError("Cannot perform Construct on a detached ArrayBuffer");
  return buffer.transfer();
}

export function copyBytes(into, intoOffset, from, fromOffset, count) {
  new Uint8Array(into, intoOffset, count).set(new Uint8Array(from, fromOffset, count));
}

export class PullInto {
  bytesFilled = 0;

  /** `readerType`: "default" (a buffer allocated for a default reader), "byob", or "none". */
  constructor(readerType, buffer, byteOffset, byteLength, minimumFill, viewConstructor) {
    this.readerType = readerType;
    this.buffer = buffer;
    // Kept because `buffer` may be detached by its user.
    this.bufferByteLength = buffer.byteLength;
    this.byteOffset = byteOffset;
    this.byteLength = byteLength;
    this.minimumFill = minimumFill;
    this.viewConstructor = viewConstructor;
    this.elementSize = viewConstructor.BYTES_PER_ELEMENT ?? 1;
  }

  /** Takes the memory of `view` over. */
  static into(view, min) {
    const constructor = constructorOf(view);
    const { byteOffset, byteLength } = view;
    return new PullInto("byob", transferBuffer(view.buffer), byteOffset, byteLength,
      min * (constructor.BYTES_PER_ELEMENT ?? 1), constructor);
  }
}

/** The filled part, in the type the reader gave; the descriptor is used up. */
export function filledView(pullInto) {
  return new pullInto.viewConstructor(transferBuffer(pullInto.buffer), pullInto.byteOffset,
    pullInto.bytesFilled / pullInto.elementSize);
}

export function emptyView(pullInto) {
  return new pullInto.viewConstructor(pullInto.buffer, pullInto.byteOffset, 0);
}
