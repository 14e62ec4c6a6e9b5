console.log("lib", import.meta.url.split("/").at(-1));
