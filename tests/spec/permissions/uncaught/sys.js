setTimeout(() => console.log(Deno.hostname()));
