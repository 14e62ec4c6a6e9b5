// hooks.js: what the engine calls. Imports everything that the snapshot holds.

import { buildError } from "bailey:internal/errors";
import "bailey:internal/globals";
import { runImmediates, runTimer } from "bailey:web/timers";

const hooks = {
  __proto__: null,
  buildError,
  runTimer,
  runImmediates,
  dispatchUnhandledRejection: () => false,
  dispatchRejectionHandled() {},
  dispatchError: () => false,
  dispatchLoad() {},
  dispatchBeforeUnload: () => false,
  dispatchUnload() {},
};

export default hooks;
