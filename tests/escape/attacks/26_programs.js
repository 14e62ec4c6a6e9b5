// Row 26 and commits c6793f52b9, 74fc66da11: a granted program is swapped, steered, or another one run.
// grants: --allow-run=$box/tool,/bin/echo --allow-read=$box --allow-write=$box
// stopped by: broker
import { done, mustFail, world } from "../support.js";

const { box, outside } = world;
const run = (command, options = {}) => () => {
  try {
    return new Deno.Command(command, options).outputSync().code;
  } catch (error) {
    if (error.name === "NotCapable") throw error;
    return error.message;
  }
};
await mustFail("another program", run(`${outside}/program.sh`));
await mustFail("a shell", run("/bin/sh", { args: ["-c", "true"] }));
await mustFail("through a link in the folder", run(`${box}/link/program.sh`));
await mustFail("bailey itself", run(world.bailey, { args: ["--version"] }));
await mustFail("another program by PATH", run("program.sh", { env: { PATH: outside } }));
await mustFail("another folder's echo by PATH", () => {
  Deno.mkdirSync(`${box}/bin`, { recursive: true });
  Deno.writeTextFileSync(`${box}/bin/echo`, "#!/bin/sh\n", { mode: 0o755 });
  return run("echo", { env: { PATH: `${box}/bin` } })();
});
for (const name of ["LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "DYLD_INSERT_LIBRARIES"]) {
  await mustFail(`steered by ${name}`, run("/bin/echo", { env: { [name]: `${box}/evil.so` } }));
}
await mustFail("overwriting a program granted in a granted folder", () => {
  Deno.writeTextFileSync(`${box}/tool`, "#!/bin/sh\n", { mode: 0o755 });
});
await mustFail("renaming over it", () => {
  Deno.writeTextFileSync(`${box}/other`, "#!/bin/sh\n", { mode: 0o755 });
  Deno.renameSync(`${box}/other`, `${box}/tool`);
});
await mustFail("a link over it", () => {
  try {
    Deno.linkSync(`${box}/own.txt`, `${box}/tool`);
  } catch (error) {
    if (error.name === "NotCapable") throw error;
    return error.message;
  }
});
await mustFail("a signal to another process", () => Deno.kill(world.pid, "SIGCONT"));
done();
