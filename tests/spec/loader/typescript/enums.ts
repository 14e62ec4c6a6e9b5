export enum Color { Red, Green = "G".length, Blue = 7 }
export enum Direction { Up = "UP" }
export const enum Inline { A = 1 << 2, B = A | 1 }
