type Gone = { a: string };


export function fail<T>(value: T): never {
  const e: Error = new TypeError(`failed with ${value}`, { cause: new Error("the cause") });
  throw e;
}
