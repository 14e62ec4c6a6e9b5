await Deno.readTextFile("/etc/passwd");
