import { Color, Direction, Inline } from "./enums.ts";
import type { Shape } from "./types.ts";
import { type Named, shape } from "./types.ts";
import Point, { area } from "./point.ts";
import "./decorators.ts";

console.log(Color, Color[1], Direction.Up, Inline.B);
const square: Shape = shape(2);
const named = { name: "n" } satisfies Named;
console.log(square.side!, named as Named, <const> ["literal"]);
console.log(new Point(1, 2), area(new Point(3, 4)));
{
  using file = { [Symbol.dispose]: () => console.log("disposed") };
  await using later = { [Symbol.asyncDispose]: async () => console.log("disposed later") };
  console.log(typeof file, typeof later);
}
namespace Outer {
  export const value = 1;
  export namespace Inner {
    export const sum = value + 1;
  }
}
console.log(Outer, Outer.Inner.sum);
function overloaded(a: string): string;
function overloaded(a: number): number;
function overloaded(a: unknown) {
  return a;
}
abstract class Base<T = unknown> {
  declare missing: T;
  protected abstract go(): void;
  accessor counter = 1;
  static #hidden?: string = "h";
  static reveal = () => Base.#hidden;
}
class Derived extends Base {
  override go(): asserts this is Derived {}
  constructor(public readonly a = 1, private b?: string) {
    super();
  }
}
console.log(overloaded("o"), new Derived(), new Derived().counter, Base.reveal(), "missing" in new Derived());
import fs = Outer.Inner;
console.log(fs.sum);
export type { Shape };
