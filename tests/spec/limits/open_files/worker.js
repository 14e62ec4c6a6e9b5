// What a thread needs counts as well; there is none left for it.
for (;;) new Worker("data:text/javascript,setInterval(() => {}, 1e6)", { type: "module" });
