try {
  Deno.serve({ port: 1234, hostname: "example.com" }, () => new Response());
} catch (error) {
  console.log(error instanceof Deno.errors.NotCapable, error.name, error.code, error.message);
}
try {
  await import(String("http://example.com/a.js"));
} catch (error) {
  console.log(error instanceof TypeError, error.name, error.code, error.message);
}
