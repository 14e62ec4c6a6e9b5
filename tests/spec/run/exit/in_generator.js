function* g() { try { yield 1; } finally { console.log("never"); } } for (const x of g()) Deno.exit(8);
