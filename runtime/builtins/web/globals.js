// runtime/builtins/web/globals.js: which web APIs become globals, and which of them only on first use.
import { AbortController, AbortSignal } from "bailey:web/abort";
import { Blob, File } from "bailey:web/blob";
import { DOMException, QuotaExceededError } from "bailey:web/dom_exception";
import { Event, EventTarget } from "bailey:web/event";
import {
  CloseEvent, CustomEvent, ErrorEvent, MessageEvent, ProgressEvent, PromiseRejectionEvent,
} from "bailey:web/event_types";
import { FormData } from "bailey:web/form_data";
import { Headers } from "bailey:web/headers";
import { Request } from "bailey:web/request";
import { Response } from "bailey:web/response";
import * as streams from "bailey:web/streams";
import { URL, URLSearchParams } from "bailey:web/url";

/** Installed as writable, configurable, non-enumerable data properties. */
export const eagerGlobals = {
  AbortController,
  AbortSignal,
  Blob,
  CloseEvent,
  CustomEvent,
  DOMException,
  ErrorEvent,
  Event,
  EventTarget,
  File,
  FormData,
  Headers,
  MessageEvent,
  ProgressEvent,
  PromiseRejectionEvent,
  QuotaExceededError,
  Request,
  Response,
  URL,
  URLSearchParams,
  ...streams,
};

/** Name to [module, export], evaluated when a script first touches the name. */
export const lazyGlobals = {
  MessageChannel: ["bailey:web/message_port", "MessageChannel"],
  MessagePort: ["bailey:web/message_port", "MessagePort"],
  Worker: ["bailey:web/worker", "Worker"],
};
