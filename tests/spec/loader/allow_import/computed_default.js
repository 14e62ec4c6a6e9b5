const url = "https://deno.land/x.js"; await import(url).catch((e) => console.log(e.name, e.code, e.message));
