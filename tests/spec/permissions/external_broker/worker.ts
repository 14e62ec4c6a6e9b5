postMessage(Deno.readTextFileSync("data.txt"));
