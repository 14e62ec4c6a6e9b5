// runtime/builtins/deno/env.js: Deno.env.
import * as ops from "bailey:ops/env";

function getEnv(key) {
  return ops.get(`${key}`) ?? undefined;
}

function setEnv(key, value) {
  ops.set(`${key}`, `${value}`);
}

function has(key) {
  return ops.has(`${key}`);
}

function deleteEnv(key) {
  ops.remove(`${key}`);
}

function toObject() {
  const object = { __proto__: null };
  for (const [name, value] of ops.list(undefined)) object[name] = value;
  return object;
}

/** The environment variables. */
export const env = {
  get: getEnv,
  toObject,
  set: setEnv,
  has,
  delete: deleteEnv,
};
