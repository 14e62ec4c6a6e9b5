await import("http://127.0.0.1:" + Deno.args[0] + "/never.js");
