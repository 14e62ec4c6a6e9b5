import { attempt } from "./attempt.js";

for (const path of ["inside/plain.txt", "inside/link", "outside/way_in/plain.txt"]) {
  await attempt(path, () => Deno.readTextFile(path));
}
