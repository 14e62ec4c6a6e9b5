// tests/support/record_interfaces.js: prints tests/data/web/interfaces.json. To be run with deno:
//   deno run tests/support/record_interfaces.js > tests/data/web/interfaces.json
import { shape } from "../js/web/interface_shape.js";

// Of the graphics interfaces only the names are kept.
const kGraphics = /^(?:GPU|DOM(?:Matrix|Point|Quad|Rect)|ImageData|ImageBitmap|OffscreenCanvas)\w*[. ]/;

const lines = Object.entries(shape()).filter(([path]) => !kGraphics.test(path));
console.log(JSON.stringify({ deno: Deno.version.deno, lines: Object.fromEntries(lines) }, null, 1));
