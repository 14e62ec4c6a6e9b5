addEventListener("unload", () => console.log("unload")); await new Promise(() => {});
