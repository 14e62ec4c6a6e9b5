// The world the cases run in: a granted folder "inside" with links that lead out of it.
Deno.mkdirSync("inside/deep", { recursive: true });
Deno.mkdirSync("outside");
Deno.mkdirSync("inside_too");
Deno.writeTextFileSync("inside/plain.txt", "plain");
Deno.writeTextFileSync("inside/deep/denied.txt", "denied");
Deno.writeTextFileSync("outside/secret.txt", "secret");
Deno.writeTextFileSync("inside_too/secret.txt", "secret");
Deno.symlinkSync("../outside/secret.txt", "inside/link");
Deno.symlinkSync("../outside", "inside/folder");
Deno.symlinkSync("..", "inside/up");
Deno.symlinkSync("link", "inside/link_to_link");
Deno.symlinkSync("deep/denied.txt", "inside/link_to_denied");
Deno.symlinkSync("plain.txt", "inside/link_to_plain");
Deno.symlinkSync("../outside/new.txt", "inside/dangling");
Deno.symlinkSync("/proc/self/environ", "inside/environ");
Deno.symlinkSync("../inside", "outside/way_in");
