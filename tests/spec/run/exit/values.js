Deno.exitCode = 3;
Deno.exit(eval(Deno.args[0]));
