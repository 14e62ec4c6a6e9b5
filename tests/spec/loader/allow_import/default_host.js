import "https://deno.land/std/x.js";
