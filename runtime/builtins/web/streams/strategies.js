// runtime/builtins/web/streams/strategies.js: queuing strategies.
// https://streams.spec.whatwg.org/#qs
import { defineInterface } from "bailey:internal/interface";
import {
  conversionError, illegalInvocation, isObject, missingArguments, toCallback, toDictionary,
} from "bailey:internal/webidl";

function highWaterMarkOf(init, present, name) {
  const prefix = `Failed to construct '${name}'`;
  if (present < 1) missingArguments(prefix, 1, 0);
  const value = toDictionary(init, prefix, "Argument 1")?.highWaterMark;
  if (value === undefined) {
    throw conversionError(prefix, "Argument 1", "can not be converted to 'QueuingStrategyInit' " +
      "because 'highWaterMark' is required in 'QueuingStrategyInit'");
  }
  return +value;
}

// One function each for all instances, as the standard wants; methods have no prototype property.
const { size: byteLengthSize } = {
  size(chunk) {
    return chunk.byteLength;
  },
};
const { size: countSize } = {
  size() {
    return 1;
  },
};

export class ByteLengthQueuingStrategy {
  #highWaterMark;

  constructor(init) {
    this.#highWaterMark = highWaterMarkOf(init, arguments.length, "ByteLengthQueuingStrategy");
  }

  get highWaterMark() {
    return isObject(this) && #highWaterMark in this ? this.#highWaterMark : illegalInvocation();
  }

  get size() {
    return isObject(this) && #highWaterMark in this ? byteLengthSize : illegalInvocation();
  }
}
defineInterface(ByteLengthQueuingStrategy, { inspect: ["highWaterMark", "size"] });

export class CountQueuingStrategy {
  #highWaterMark;

  constructor(init) {
    this.#highWaterMark = highWaterMarkOf(init, arguments.length, "CountQueuingStrategy");
  }

  get highWaterMark() {
    return isObject(this) && #highWaterMark in this ? this.#highWaterMark : illegalInvocation();
  }

  get size() {
    return isObject(this) && #highWaterMark in this ? countSize : illegalInvocation();
  }
}
defineInterface(CountQueuingStrategy, { inspect: ["highWaterMark", "size"] });

/**
 * A QueuingStrategy argument: its members read once, `size` undefined when each chunk counts 1.
 * https://streams.spec.whatwg.org/#dictdef-queuingstrategy
 */
export function toStrategy(value, prefix, context) {
  const strategy = toDictionary(value, prefix, context);
  const highWaterMark = strategy?.highWaterMark;
  const size = strategy?.size;
  return {
    highWaterMark: highWaterMark === undefined ? undefined : +highWaterMark,
    size: size === undefined ? undefined
      : size === countSize ? undefined
      : toCallback(size, prefix, `'size' of 'QueuingStrategy' (${context})`),
  };
}

/** https://streams.spec.whatwg.org/#validate-and-normalize-high-water-mark */
export function checkedHighWaterMark(highWaterMark, fallback) {
  if (highWaterMark === undefined) return fallback;
  if (!(highWaterMark >= 0)) {
    throw new RangeError(
      `Expected highWaterMark to be a positive number or Infinity, got "${highWaterMark}".`);
  }
  return highWaterMark;
}

/** The size `strategySize` gives `chunk`. https://streams.spec.whatwg.org/#is-non-negative-number */
export function sizeOf(strategySize, chunk) {
  const size = +Reflect.apply(strategySize, undefined, [chunk]);
  if (!(size >= 0) || size === Infinity) {
    throw new RangeError("Cannot enqueue value with size: chunk size must be a positive number");
  }
  return size;
}
