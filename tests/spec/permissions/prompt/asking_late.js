postMessage("about to ask");
Deno.hostname();
