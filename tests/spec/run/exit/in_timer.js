setTimeout(() => { Deno.exit(2); while (true); }, 0); setInterval(() => {}, 1000);
