let n = 0;
addEventListener("beforeunload", (e) => { console.log("before", n); if (n++ < 2) { e.preventDefault(); setTimeout(() => console.log("timer", n), 1); } });
addEventListener("unload", () => console.log("unload"));
