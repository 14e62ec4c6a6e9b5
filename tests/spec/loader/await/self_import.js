const me = await import(import.meta.url); console.log(me);
