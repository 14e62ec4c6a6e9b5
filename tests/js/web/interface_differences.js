// tests/js/web/interface_differences.js: where the globals differ from the recorded ones, and why.

/** Members that look different here. @type {{ reason: string, paths: string[] }[]} */
export const differences = [
  {
    reason: "a class string as the standard has it; Deno leaves it to the base class, or has a getter",
    paths: [
      "CloseEvent.prototype.@@toStringTag", "CustomEvent.prototype.@@toStringTag",
      "ErrorEvent.prototype.@@toStringTag", "MessageEvent.prototype.@@toStringTag",
      "Navigator.prototype.@@toStringTag", "ProgressEvent.prototype.@@toStringTag",
      "PromiseRejectionEvent.prototype.@@toStringTag", "Window.prototype.@@toStringTag",
      "Worker.prototype.@@toStringTag",
    ],
  },
  {
    reason: "attributes and constants where the standard has them, enumerable; in Deno some are own " +
      "properties of each event, or not enumerable",
    paths: [
      "CloseEvent.prototype.code", "CloseEvent.prototype.reason", "CloseEvent.prototype.wasClean",
      "Event.prototype.AT_TARGET", "Event.prototype.BUBBLING_PHASE", "Event.prototype.CAPTURING_PHASE",
      "Event.prototype.NONE", "Event.prototype.cancelBubble", "Event.prototype.composedPath",
      "Event.prototype.isTrusted", "Event.prototype.preventDefault", "Event.prototype.srcElement",
      "Event.prototype.stopImmediatePropagation", "Event.prototype.stopPropagation",
      "MessageEvent.prototype.data", "MessageEvent.prototype.lastEventId",
      "MessageEvent.prototype.origin", "MessageEvent.prototype.ports", "MessageEvent.prototype.source",
      "ProgressEvent.prototype.lengthComputable", "ProgressEvent.prototype.loaded",
      "ProgressEvent.prototype.total",
    ],
  },
  {
    reason: "the number of arguments that the standard requires",
    paths: [
      "AbortController.prototype.abort", "AbortSignal.prototype.addEventListener",
      "AbortSignal.prototype.removeEventListener", "EventTarget.prototype.addEventListener",
      "EventTarget.prototype.removeEventListener", "MessageEvent", "MessageEvent.length",
      "MessagePort.prototype.close", "PerformanceObserverEntryList",
      "PerformanceObserverEntryList.length", "Response.json", "URLPattern", "URLPattern.length",
      "URLPattern.prototype.exec", "URLPattern.prototype.test", "fetch", "setInterval", "setTimeout",
    ],
  },
  {
    reason: "newer than Deno's URLPattern, and in the conformance data",
    paths: ["URLPattern.compareComponent", "URLPattern.prototype.generate"],
  },
  {
    reason: "the event that goes with unhandledrejection; Deno has it without the handler attribute",
    paths: ["onrejectionhandled"],
  },
  {
    reason: "Deno's own inside, in nobody's contract",
    paths: [
      "Crypto.create", "Crypto.registerSymbols", "SubtleCrypto.create",
      "Event.prototype.initialized", "EventTarget.prototype.getParent", "MessagePort extends",
      "console._stderr", "console._stdout",
    ],
  },
  {
    reason: "of Web Crypto there are random numbers and digests so far",
    paths: [
      "SubtleCrypto.supports", "SubtleCrypto.prototype.encrypt", "SubtleCrypto.prototype.decrypt",
      "SubtleCrypto.prototype.sign", "SubtleCrypto.prototype.verify",
      "SubtleCrypto.prototype.deriveBits", "SubtleCrypto.prototype.deriveKey",
      "SubtleCrypto.prototype.importKey", "SubtleCrypto.prototype.exportKey",
      "SubtleCrypto.prototype.encapsulateBits", "SubtleCrypto.prototype.decapsulateBits",
      "SubtleCrypto.prototype.generateKey", "SubtleCrypto.prototype.getPublicKey",
      "SubtleCrypto.prototype.wrapKey", "SubtleCrypto.prototype.unwrapKey",
      "SubtleCrypto.prototype.encapsulateKey", "SubtleCrypto.prototype.decapsulateKey",
    ],
  },
  {
    reason: "the interfaces behind them are missing",
    paths: ["Navigator.prototype.gpu", "Navigator.prototype.locks"],
  },
];

/** Globals that are not there. @type {{ reason: string, names: string[] }[]} */
export const missing = [
  {
    reason: "graphics: not planned",
    names: [
      "DOMMatrix", "DOMMatrixReadOnly", "DOMPoint", "DOMPointReadOnly", "DOMQuad", "DOMRect",
      "DOMRectReadOnly", "GPU", "GPUAdapter", "GPUAdapterInfo", "GPUBindGroup", "GPUBindGroupLayout",
      "GPUBuffer", "GPUBufferUsage", "GPUCanvasContext", "GPUColorWrite", "GPUCommandBuffer",
      "GPUCommandEncoder", "GPUCompilationInfo", "GPUCompilationMessage", "GPUComputePassEncoder",
      "GPUComputePipeline", "GPUDevice", "GPUDeviceLostInfo", "GPUError", "GPUInternalError",
      "GPUMapMode", "GPUOutOfMemoryError", "GPUPipelineError", "GPUPipelineLayout", "GPUQuerySet",
      "GPUQueue", "GPURenderBundle", "GPURenderBundleEncoder", "GPURenderPassEncoder",
      "GPURenderPipeline", "GPUSampler", "GPUShaderModule", "GPUShaderStage", "GPUSupportedFeatures",
      "GPUSupportedLimits", "GPUTexture", "GPUTextureUsage", "GPUTextureView",
      "GPUUncapturedErrorEvent", "GPUValidationError", "ImageBitmap", "ImageBitmapRenderingContext",
      "ImageData", "OffscreenCanvas", "createImageBitmap",
    ],
  },
  { reason: "come with the node: modules", names: ["Buffer", "global", "process"] },
  {
    reason: "each needs a part of the runtime that does not exist yet",
    names: [
      "BroadcastChannel", "Cache", "CacheStorage", "CryptoKey", "EventSource", "Lock", "LockManager",
      "Storage", "WebSocket", "caches", "localStorage", "sessionStorage",
    ],
  },
];
