// runtime/builtins/web/structured_clone.js: structuredClone, and what platform objects are in
// messages. https://html.spec.whatwg.org/#structured-cloning
import { structuredClone as nativeClone } from "bailey:ops/core";
import { defineHidden } from "bailey:internal/interface";
import { uncloneable } from "bailey:internal/uncloneable";
import { conversionError, isObject, missingArguments, toDictionary, toSequence } from "bailey:internal/webidl";
import { chunksOf, File, isBlob, newBlob, newFile } from "bailey:web/blob";
import { DOMException, QuotaExceededError } from "bailey:web/dom_exception";

// A view takes its whole buffer along: chunks that are a part of one are copied.
function detachedChunks(blob) {
  return chunksOf(blob).map(
    (chunk) => chunk.byteLength === chunk.buffer.byteLength ? chunk : chunk.slice());
}

/** Goes through the engine's serializer in place of an exception, which it takes for an Error. */
class PortableException {
  #exception;

  constructor(exception) {
    this.#exception = exception;
  }

  static #partsOf(exception) {
    const { stack } = exception;
    const quota = exception instanceof QuotaExceededError
      ? [exception.quota ?? undefined, exception.requested ?? undefined] : [];
    return ["DOMException", exception.message, exception.name, typeof stack === "string" ? stack : undefined,
      ...quota];
  }

  static parts(object) {
    return #exception in object ? PortableException.#partsOf(object.#exception) : undefined;
  }
}

/** What `object` is made of, as something that can be copied; undefined for script's own objects. */
export function packObject(object) {
  if (!isBlob(object)) return PortableException.parts(object);
  const chunks = detachedChunks(object);
  return object instanceof File
    ? ["File", chunks, object.type, object.name, object.lastModified]
    : ["Blob", chunks, object.type];
}

function unpackException(message, name, stack, ...quota) {
  const made = quota.length === 0 ? new DOMException(message, name)
    : new QuotaExceededError(message, { quota: quota[0], requested: quota[1] });
  if (stack !== undefined) defineHidden(made, "stack", stack);
  return made;
}

/** The object that packObject() took apart. */
export function unpackObject([kind, ...parts]) {
  if (kind === "DOMException") return unpackException(.../** @type {[any, any, any]} */ (parts));
  const [chunks, type, name, lastModified] = parts;
  return kind === "File" ? newFile(chunks, name, type, lastModified) : newBlob(chunks, type);
}

/**
 * What to give to the engine's serializer for `value`.
 * @throws DataCloneError for platform objects that cannot be copied
 */
export function portable(value) {
  if (!isObject(value)) return value;
  if (value instanceof DOMException && isException(value)) return new PortableException(value);
  if (uncloneable.some((constructor) => value instanceof constructor)) {
    throw new DOMException("Cannot clone object of unsupported type.", "DataCloneError");
  }
  return value;
}

const messageOf = Object.getOwnPropertyDescriptor(DOMException.prototype, "message").get;

function isException(value) {
  try {
    Reflect.apply(messageOf, value, []);
    return true;
  } catch {
    return false;
  }
}

/**
 * A copy of `value`; what `transfer` lists moves into it.
 * @param {object[]} transfer
 */
export function cloneValue(value, transfer) {
  return nativeClone(portable(value), transfer);
}

export function structuredClone(value, options = undefined) {
  const prefix = "Failed to execute 'structuredClone'";
  if (arguments.length < 1) missingArguments(prefix, 1, 0);
  const given = toDictionary(options, prefix, "Argument 2")?.transfer;
  const context = "'transfer' of 'StructuredSerializeOptions' (Argument 2)";
  const transfer = given === undefined ? [] : toSequence(given, prefix, context);
  transfer.forEach((item, index) => {
    if (!isObject(item)) throw conversionError(prefix, `${context}, index ${index}`, "is not an object");
  });
  return cloneValue(value, transfer);
}
