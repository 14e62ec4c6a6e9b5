const code = URL.createObjectURL(new Blob(["const kept = []; for (;;) kept.push({});"], { type: "text/javascript" }));
new Worker(code, { type: "module" }).onerror = (event) => event.preventDefault();
