// What bailey needs for its own work is there, though script may open nothing.
await crypto.subtle.digest("SHA-256", new Uint8Array(1e6));
setTimeout(() => console.log("done"), 1);
