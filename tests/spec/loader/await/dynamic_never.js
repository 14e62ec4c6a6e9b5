const m = await import("./never.js"); console.log("not reached");
