for (const path of ["/first", "/throws", "/replace", "/after"]) {
  const response = await fetch(`http://127.0.0.1:${Deno.args[0]}${path}`);
  console.log(response.status, await response.text());
}
