const url = URL.createObjectURL(new Blob(["postMessage([import.meta.url === self.location.href, name]); close();"], { type: "text/javascript" }));
const worker = new Worker(url, { type: "module", name: "from blob" });
worker.onmessage = (event) => console.log(event.data);
