// Transpiled while the snapshot is made: what TypeScript needs for this is then compiled already.
import type { Later } from "./types.ts";
import { type Shape, value } from "./shapes.ts";
import * as whole from "./whole.ts";
import React from "react";
import data from "./data.json" with { type: "json" };
export * from "./more.ts";
export { value as renamed };
export type { Later };

/** An enum and its namespace. */
export enum Color {
  Red,
  Green = "green",
  Blue = 1 << 2,
}
const enum Inlined {
  A = Color.Red,
}
namespace Tools {
  export const answer: number = 42;
  export function twice(x: number): number {
    return x * 2;
  }
  export namespace Inner {
    export let state = answer;
  }
}
declare global {
  interface Window {
    extra: string;
  }
}

interface Options<T extends object = Record<string, unknown>> {
  readonly name?: string;
  [key: string]: unknown;
  run?(this: T, ...rest: readonly string[]): asserts this is T;
}
type Mapped<T> = { [K in keyof T as `get${string & K}`]?: T[K] extends infer U ? U : never };

function logged(target: any, context: any): any {
  return target;
}

abstract class Base<T> implements Iterable<T> {
  protected abstract items: T[];
  declare kept: string;
  static #count = 0;
  constructor(public readonly name: string, private size = 3, protected override?: boolean) {
    Base.#count++;
  }
  static {
    Base.#count = 1;
  }
  *[Symbol.iterator](): Iterator<T> {
    yield* this.items;
  }
  get length(): number {
    return this.size;
  }
  set length(to: number) {
    this.size = to;
  }
}

@logged
export class Derived extends Base<number> {
  @logged
  items: number[] = [1, 2, 3];
  later!: Map<string, number>;
  @logged
  async method<T>(first: T, { second = 2, ...rest }: Options = {}): Promise<T> {
    for await (const one of [Promise.resolve(first)]) return one as T;
    return first!;
  }
  overloaded(x: string): void;
  overloaded(x: any): void {
    super.length = x?.length ?? 0;
  }
}

export const view = (props: { title: string; list: number[] }) => (
  <>
    <h1 className="title" {...props} key="a">{props.title}&nbsp;text</h1>
    {props.list.map((one) => <Item.Row value={one} onClick={() => one} />)}
  </>
);
const checked = { a: 1, b: ["x"] } as const satisfies Options;
export default async function main(...args: string[]): Promise<void> {
  const [first, , ...others] = args;
  label: for (let i = 0; i < others.length; i++) {
    if (i % 2 === 0) continue label;
    else break;
  }
  try {
    await import("./lazy.ts");
    switch (first) {
      case "a":
        throw new Error(`no ${first} ${whole.x}`, { cause: data });
      default:
        delete (checked as any).a;
    }
  } catch {
    while (false) do void 0; while (true);
  } finally {
    const f = function* <T,>(x: T): Generator<T> {
      yield x;
    };
    const shape: Shape = f as unknown as Shape;
    console.log(shape, typeof value, /re+/giu.test("x"), 1_000n, new.target, import.meta.url, Tools, Inlined.A, React);
  }
}
