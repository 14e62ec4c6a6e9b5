// runtime/builtins/web/globals.js: which web APIs become globals, and which of them only on first use.
import { DOMException, QuotaExceededError } from "bailey:web/dom_exception";
import { TextDecoder, TextEncoder } from "bailey:web/encoding";
import { Event, EventTarget } from "bailey:web/event";
import {
  CloseEvent, CustomEvent, ErrorEvent, MessageEvent, ProgressEvent, PromiseRejectionEvent,
} from "bailey:web/event_types";
import { URL, URLSearchParams } from "bailey:web/url";

/** Installed as writable, configurable, non-enumerable data properties. */
export const eagerGlobals = {
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
  TextDecoder,
  TextEncoder,
  URL,
  URLSearchParams,
};

/** Module to the names it exports, loaded when a script first reads one of them. */
export const lazyGlobals = {
  "bailey:web/abort": ["AbortController", "AbortSignal"],
  "bailey:web/blob": ["Blob", "File"],
  "bailey:web/compression": ["CompressionStream", "DecompressionStream"],
  "bailey:web/crypto": ["Crypto", "SubtleCrypto"],
  "bailey:web/encoding_streams": ["TextDecoderStream", "TextEncoderStream"],
  "bailey:web/file_reader": ["FileReader"],
  "bailey:web/form_data": ["FormData"],
  "bailey:web/headers": ["Headers"],
  "bailey:web/location": ["Location"],
  "bailey:web/message_port": ["MessageChannel", "MessagePort"],
  "bailey:web/navigator": ["Navigator", "NavigatorUAData"],
  "bailey:web/performance": [
    "Performance", "PerformanceEntry", "PerformanceMark", "PerformanceMeasure",
    "PerformanceObserver", "PerformanceObserverEntryList",
  ],
  "bailey:web/request": ["Request"],
  "bailey:web/response": ["Response"],
  "bailey:web/streams": [
    "ByteLengthQueuingStrategy", "CountQueuingStrategy", "ReadableByteStreamController", "ReadableStream",
    "ReadableStreamBYOBReader", "ReadableStreamBYOBRequest", "ReadableStreamDefaultController",
    "ReadableStreamDefaultReader", "TransformStream", "TransformStreamDefaultController", "WritableStream",
    "WritableStreamDefaultController", "WritableStreamDefaultWriter",
  ],
  "bailey:web/url_pattern": ["URLPattern"],
  "bailey:web/worker": ["Worker"],
};

/** The same for enumerable ones. */
export const visibleLazyGlobals = {
  "bailey:web/crypto": ["crypto"],
  "bailey:web/dialogs": ["alert", "confirm", "prompt"],
  "bailey:web/navigator": ["navigator"],
  "bailey:web/performance": ["performance"],
};
