interface Nothing {}
function inner(): Nothing {
  return Deno.env.get("NAME") ?? {};
}
inner();
