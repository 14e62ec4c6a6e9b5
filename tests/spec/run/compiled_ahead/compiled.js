// The functions that V8 compiled one by one while hello.js ran.
const log = Deno.readTextFileSync("events.log");
if (!log.includes("\nfunction,parse-script,")) console.log("the program itself is not in the log");
for (const [, name] of log.matchAll(/^function,parse-function,\d+,\d+,\d+,[^,]*,[^,]*,(.*)$/gm)) console.log(name);
