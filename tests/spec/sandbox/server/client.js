const response = await fetch(`http://127.0.0.1:${Deno.args[0]}/`);
console.log(await response.text());
