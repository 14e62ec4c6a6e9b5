import { meta } from "./a folder/m.ts?x=1#part";
console.log(import.meta);
console.log(meta.url, meta.main, meta.dirname, meta.filename, meta.resolve("./x"));
console.log(Object.getPrototypeOf(import.meta), Object.keys(import.meta), Object.getOwnPropertyDescriptors(import.meta).url);
const inline = await import("data:text/javascript,export default import.meta");
console.log(inline.default, inline.default.resolve("https://x.y/z"));
for (const specifier of ["./a/../b.ts", "/abs", "https://h/p?q", "node:fs", "npm:chalk@5", "jsr:@std/path", "fs", "nobody", "", "./a b"]) {
  try {
    console.log([specifier], import.meta.resolve(specifier));
  } catch (error) {
    console.log([specifier], `${error}`);
  }
}
for (const bad of [undefined, null, 7, { toString: () => "./o" }, Symbol("s")]) {
  try {
    console.log(import.meta.resolve(bad));
  } catch (error) {
    console.log(`${error}`);
  }
}
try {
  import.meta.resolve();
} catch (error) {
  console.log(`${error}`);
}
const { resolve } = import.meta;
console.log(resolve("./detached"), resolve.length, resolve.name);
