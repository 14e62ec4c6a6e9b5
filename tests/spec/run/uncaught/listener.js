const t = new EventTarget(); t.addEventListener("x", () => { throw new Error("listener"); }); t.dispatchEvent(new Event("x")); console.log("after");
