// Changes one word of V8's cage for ever.
import { write32 } from "./support.js";

onmessage = ({ data: { at, one, two } }) => {
  postMessage("begun");
  for (;;) {
    write32(at, one);
    write32(at, two);
  }
};
