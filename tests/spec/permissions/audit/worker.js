try {
  postMessage(Deno.readTextFileSync("a.txt").trim());
} catch (error) {
  postMessage(error.name);
}
close();
