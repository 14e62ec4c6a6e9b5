// runtime/builtins/web/globals.js: which web APIs become globals, and which of them only on first use.
import { AbortController, AbortSignal } from "bailey:web/abort";
import { DOMException, QuotaExceededError } from "bailey:web/dom_exception";
import { Event, EventTarget } from "bailey:web/event";
import {
  CloseEvent, CustomEvent, ErrorEvent, MessageEvent, ProgressEvent, PromiseRejectionEvent,
} from "bailey:web/event_types";

/** Installed as writable, configurable, non-enumerable data properties. */
export const eagerGlobals = {
  AbortController,
  AbortSignal,
  CloseEvent,
  CustomEvent,
  DOMException,
  ErrorEvent,
  Event,
  EventTarget,
  MessageEvent,
  ProgressEvent,
  PromiseRejectionEvent,
  QuotaExceededError,
};

/** Name to [module, export], evaluated when a script first touches the name. */
export const lazyGlobals = {
  ByteLengthQueuingStrategy: ["bailey:web/streams", "ByteLengthQueuingStrategy"],
  CountQueuingStrategy: ["bailey:web/streams", "CountQueuingStrategy"],
  ReadableByteStreamController: ["bailey:web/streams", "ReadableByteStreamController"],
  ReadableStream: ["bailey:web/streams", "ReadableStream"],
  ReadableStreamBYOBReader: ["bailey:web/streams", "ReadableStreamBYOBReader"],
  ReadableStreamBYOBRequest: ["bailey:web/streams", "ReadableStreamBYOBRequest"],
  ReadableStreamDefaultController: ["bailey:web/streams", "ReadableStreamDefaultController"],
  ReadableStreamDefaultReader: ["bailey:web/streams", "ReadableStreamDefaultReader"],
  TransformStream: ["bailey:web/streams", "TransformStream"],
  TransformStreamDefaultController: ["bailey:web/streams", "TransformStreamDefaultController"],
  WritableStream: ["bailey:web/streams", "WritableStream"],
  WritableStreamDefaultController: ["bailey:web/streams", "WritableStreamDefaultController"],
  WritableStreamDefaultWriter: ["bailey:web/streams", "WritableStreamDefaultWriter"],
};
