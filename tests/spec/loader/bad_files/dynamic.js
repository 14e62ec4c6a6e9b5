await import("./" + "latin.js").catch((e) => console.log(e.name, e.code, e.message));
await import("./" + "folder").catch((e) => console.log(e.name, e.code, e.message));
await import("./" + "nothing.js").catch((e) => console.log(e.name, e.code, e.message));
