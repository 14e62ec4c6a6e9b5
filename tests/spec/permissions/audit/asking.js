try {
  Deno.env.get("ONE");
  Deno.env.get("TWO");
} catch (error) {
  console.log(error.name);
}
