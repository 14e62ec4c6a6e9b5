interface Removed {
  nothing: true;
}

import { fail } from "./fail.ts";

type AlsoRemoved = string;
function outer<T>(value: T): T {
  return fail(value);
}
try {
  outer(1);
} catch (error) {
  console.log((error as Error).stack);
}
enum E { A, B }
class Caller {
  constructor(private readonly n: number) {}
  async call(): Promise<void> { await null; outer(this.n); }
}
await new Caller(E.B).call();
