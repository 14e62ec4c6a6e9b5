// runtime/builtins/web/object_url.js: blob: URLs. https://w3c.github.io/FileAPI/#url
import { randomUuid } from "bailey:ops/crypto";
import { addObjectUrl, removeObjectUrl } from "bailey:ops/url";
import { argumentTypeError, missingArguments } from "bailey:internal/webidl";
import { bytesOf, isBlob } from "bailey:web/blob";

/** @type {Map<string, import("bailey:web/blob").Blob>} */
const store = new Map();

/** URL.createObjectURL */
export function createObjectURL(object) {
  const prefix = "Failed to execute 'createObjectURL' on 'URL'";
  if (arguments.length < 1) missingArguments(prefix, 1, 0);
  if (!isBlob(object)) {
    throw argumentTypeError(prefix, 'The "blob" argument', "must be an instance of Blob");
  }
  const url = `blob:null/${randomUuid()}`;
  store.set(url, object);
  // Modules and workers are loaded from what the native side keeps.
  addObjectUrl(url, object.type, bytesOf(object));
  return url;
}

/** URL.revokeObjectURL */
export function revokeObjectURL(url) {
  if (arguments.length < 1) {
    missingArguments("Failed to execute 'revokeObjectURL' on 'URL'", 1, 0);
  }
  const known = `${url}`;
  if (store.delete(known)) removeObjectUrl(known);
}

/** The blob behind a blob: URL, whose fragment does not matter; undefined when there is none. */
export function blobOfUrl(url) {
  const hash = url.indexOf("#");
  return store.get(hash < 0 ? url : url.slice(0, hash));
}
