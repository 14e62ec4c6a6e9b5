addEventListener("error", (e) => { console.log(e.message, e.filename?.split("/").pop(), e.lineno, e.colno, String(e.error)); e.preventDefault(); });
setTimeout(() => { throw new Error("seen"); }, 0);
