try {
  Deno.hostname();
  postMessage("allowed");
} catch (error) {
  postMessage(error.name);
}
