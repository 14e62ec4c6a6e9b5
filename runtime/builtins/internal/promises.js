// runtime/builtins/internal/promises.js: promise operations that keep working when a script replaced
// Promise.prototype.then or Promise.resolve, as the standards ask ("react", "upon fulfillment").

const call = Function.prototype.call;
const PromiseOwn = Promise;

/** @type {(promise: Promise<any>, onFulfilled: any, onRejected?: any) => Promise<any>} */
export const then = call.bind(Promise.prototype.then);

/** @type {(value?: any) => Promise<any>} `value` itself when it is a native promise */
export const resolved = Promise.resolve.bind(PromiseOwn);

/** @type {(reason: any) => Promise<never>} */
export const rejected = Promise.reject.bind(PromiseOwn);

/** @type {() => { promise: Promise<any>, resolve: (value?: any) => void, reject: (reason: any) => void }} */
export const deferred = Promise.withResolvers.bind(PromiseOwn);

function nothing() {}

/** Keeps a rejection of `promise` from being reported as unhandled. */
export function markHandled(promise) {
  then(promise, undefined, nothing);
}

/** A promise already rejected, whose rejection nobody has to handle. */
export function rejectedHandled(reason) {
  const promise = rejected(reason);
  markHandled(promise);
  return promise;
}

/** Waits for all, in order; rejects with the first rejection. */
export function all(promises) {
  const { promise, resolve, reject } = deferred();
  const values = new Array(promises.length);
  let pending = promises.length;
  if (pending === 0) resolve(values);
  promises.forEach((item, index) => then(item, (value) => {
    values[index] = value;
    if (--pending === 0) resolve(values);
  }, reject));
  return promise;
}
