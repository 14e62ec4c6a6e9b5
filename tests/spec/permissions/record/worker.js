Deno.readTextFileSync("data/a.txt");
Deno.env.get("USER");
postMessage(0);
close();
