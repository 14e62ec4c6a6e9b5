// tests/js/workers/support.js: starting workers and waiting for what they do.

/** The URL of a module with this text. */
export const script = (text) => `data:text/javascript,${encodeURIComponent(text)}`;

/** A worker that runs `text`. */
export const start = (text, options = {}) => new Worker(script(text), { type: "module", ...options });

/** The next event of this type. */
export const next = (target, type) =>
  new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));

/** Waits until `condition` holds; how long that may take is the test runner's affair. */
export async function until(condition) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** How many threads of workers there are. Needs every permission, as all of /proc does. */
export function threads() {
  const tasks = [...Deno.readDirSync("/proc/self/task")].map(({ name }) => {
    try {
      return Deno.readTextFileSync(`/proc/self/task/${name}/comm`);
    } catch (error) {
      // Ended meanwhile, before the file was opened or after.
      if (error instanceof Deno.errors.NotFound || error.message.includes("(os error 3)")) return "";
      throw error;
    }
  });
  return tasks.filter((name) => name === "worker\n").length;
}
