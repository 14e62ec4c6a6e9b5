console.log(Deno.env.get("A"), Deno.env.get("B"));
