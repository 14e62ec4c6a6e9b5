import { word } from "./word.ts";
export const text: string = word + (await import("./deeper.ts")).mark;
