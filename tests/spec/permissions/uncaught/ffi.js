Deno.dlopen("./lib.so", {});
