// Commit 61057f6f76: text that runs backwards, or has no width, reads as something else.
// wants: env access to "harmless"
// stopped by: prompter
import { control, done, mustFail } from "../support.js";

const variable = (name) => () => String(Deno.env.get(name));
await control("what the person wants", variable("harmless"));
await mustFail("backwards", variable("\u202esselmrah\u202c"));
await mustFail("with a space of no width", variable("harm\u200bless"));
await mustFail("with a joiner", variable("harm\u2060less"));
await mustFail("with a byte order mark", variable("\ufeffharmless"));
done();
