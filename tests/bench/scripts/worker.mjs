// Some runtimes end a worker that listens to nothing.
globalThis.onmessage = () => {};
postMessage("started");
