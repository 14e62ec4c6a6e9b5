try {
  await fetch(`http://localhost:${self.name}/`);
  postMessage("reached");
} catch (error) {
  postMessage(`${error.name} ${error.message}`);
}
