const tried = async (name, call) => {
  try {
    const value = await call();
    console.log(name, "→", typeof value === "string" ? value.trim() : "done");
  } catch (error) {
    console.log(name, "→", `${error.name} ${error.code}: ${error.message}`);
  }
};
for (const path of ["hidden/a.txt", "shown.txt", "/no/such/file"]) {
  await tried(`readTextFile ${path}`, () => Deno.readTextFile(path));
  await tried(`readTextFileSync ${path}`, () => Deno.readTextFileSync(path));
  await tried(`stat ${path}`, () => Deno.stat(path));
  await tried(`lstat ${path}`, () => Deno.lstat(path));
  await tried(`open ${path}`, () => Deno.open(path));
  await tried(`realPath ${path}`, () => Deno.realPath(path));
}
await tried("readDir hidden", () => [...Deno.readDirSync("hidden")].length);
await tried("copyFile", () => Deno.copyFile("hidden/a.txt", "copy.txt"));
await tried("rename", () => Deno.rename("hidden/a.txt", "copy.txt"));
await tried("chdir", () => Deno.chdir("hidden"));
await tried("import", () => import(String("./hidden/a.txt")));
