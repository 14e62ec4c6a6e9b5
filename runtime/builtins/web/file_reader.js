// runtime/builtins/web/file_reader.js: FileReader. https://w3c.github.io/FileAPI/#dfn-filereader
import { defineInterface } from "bailey:internal/interface";
import { conversionError, illegalInvocation, isObject, missingArguments } from "bailey:internal/webidl";
import { bytesOf, isBlob } from "bailey:web/blob";
import { DOMException } from "bailey:web/dom_exception";
import { btoa, TextDecoder } from "bailey:web/encoding";
import { defineEventHandler, dispatchTrusted, EventTarget } from "bailey:web/event";
import { ProgressEvent } from "bailey:web/event_types";
import { setImmediate } from "bailey:web/timers";

const kEmpty = 0, kLoading = 1, kDone = 2;
const kCharset = /;\s*charset\s*=\s*"?([^\s";]+)/i;
// As many as a call takes as arguments without trouble.
const kPiece = 8192;

function binaryString(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += kPiece) {
    text += String.fromCharCode(...bytes.subarray(at, at + kPiece));
  }
  return text;
}

function decoderFor(label) {
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

// https://w3c.github.io/FileAPI/#packaging-data
function textOf(bytes, blob, label) {
  const decoder = (label === undefined ? undefined : decoderFor(label)) ??
    decoderFor(kCharset.exec(blob.type)?.[1] ?? "utf-8") ?? new TextDecoder();
  return decoder.decode(bytes);
}

export class FileReader extends EventTarget {
  #state = kEmpty;
  #result = null;
  // Stands for the reading that is going on; another one, or none, after abort().
  #reading = null;

  static #check(reader) {
    return isObject(reader) && #state in reader ? reader : illegalInvocation();
  }

  get readyState() {
    return FileReader.#check(this).#state;
  }

  get result() {
    return FileReader.#check(this).#result;
  }

  // A blob is in memory: reading it cannot fail.
  get error() {
    FileReader.#check(this);
    return null;
  }

  abort() {
    FileReader.#check(this);
    this.#result = null;
    if (this.#state !== kLoading) return;
    this.#state = kDone;
    this.#reading = null;
    this.#fire("abort", 0, 0);
    if (this.#state !== kLoading) this.#fire("loadend", 0, 0);
  }

  readAsArrayBuffer(blob) {
    this.#read("readAsArrayBuffer", arguments, (bytes) => bytes.buffer);
  }

  readAsBinaryString(blob) {
    this.#read("readAsBinaryString", arguments, binaryString);
  }

  readAsDataURL(blob) {
    this.#read("readAsDataURL", arguments, (bytes) =>
      `data:${blob.type || "application/octet-stream"};base64,${btoa(binaryString(bytes))}`);
  }

  readAsText(blob, encoding = undefined) {
    const label = encoding === undefined ? undefined : `${encoding}`;
    this.#read("readAsText", arguments, (bytes) => textOf(bytes, blob, label));
  }

  #fire(type, loaded, total) {
    dispatchTrusted(this, new ProgressEvent(type, { lengthComputable: total > 0, loaded, total }));
  }

  #read(method, args, package_) {
    const prefix = `Failed to execute '${method}' on 'FileReader'`;
    if (args.length < 1) missingArguments(prefix, 1, 0);
    const [blob] = args;
    if (!isBlob(blob)) throw conversionError(prefix, "Argument 1", "is not of type Blob");
    if (this.#state === kLoading) throw new DOMException("Invalid FileReader state", "InvalidStateError");
    const reading = this.#reading = {};
    this.#state = kLoading;
    this.#result = null;
    // Each event is a task of its own, in which the reader may have been told to stop.
    const later = (run) => setImmediate(() => {
      if (this.#reading === reading) run();
    });
    later(() => {
      this.#fire("loadstart", 0, 0);
      later(() => this.#finish(blob, package_, later));
    });
  }

  #finish(blob, package_, later) {
    const { size } = blob;
    if (size > 0) this.#fire("progress", size, 0);
    later(() => {
      this.#state = kDone;
      this.#result = package_(bytesOf(blob));
      this.#reading = null;
      this.#fire("load", size, size);
      if (this.#state !== kLoading) this.#fire("loadend", size, size);
    });
  }
}
for (const type of ["error", "loadstart", "load", "loadend", "progress", "abort"]) {
  defineEventHandler(FileReader.prototype, type);
}
defineInterface(FileReader, {
  inspect: ["error", "readyState", "result"],
  constants: { EMPTY: kEmpty, LOADING: kLoading, DONE: kDone },
});
