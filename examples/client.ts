// Talks to examples/server.ts. It needs one grant, the address it connects to:
//
//   bailey run --allow-net=127.0.0.1:8000 examples/client.ts

const server = `http://127.0.0.1:${Deno.args[0] ?? 8000}`;

const greeting = await fetch(`${server}/`);
console.log(`GET /        ${greeting.status}  ${(await greeting.text()).trim()}`);

const sum = await fetch(`${server}/sum`, { method: "POST", body: JSON.stringify([1, 2, 39]) });
console.log(`POST /sum    ${sum.status}  ${await sum.text()}`);

const secret = await fetch(`${server}/secret`);
console.log(`GET /secret  ${secret.status}  ${await secret.text()}`);

if (greeting.status !== 200 || sum.status !== 200 || secret.status !== 403) Deno.exit(1);
