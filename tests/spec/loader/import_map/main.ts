import greet from "greet";
import more from "lib/more.js";
import inline from "inline";
import scoped from "./vendored/main.ts";
console.log(greet("map"), more, inline, scoped);
console.log((await import("greet")).default("dynamic"), import.meta.resolve("lib/x"));
try {
  import.meta.resolve("nobody");
} catch (error) {
  console.log(`${error}`);
}
