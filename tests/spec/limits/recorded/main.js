Deno.env.get("HOME");
for (;;);
