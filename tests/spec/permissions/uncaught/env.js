const home = Deno.env.get("HOME");
