// What an attack is after, made anew for each: a folder it may be granted, secrets outside of it,
// servers that nobody granted, and an eye on all of them.

const encoder = new TextEncoder();

/** @typedef {{ path: string, shape: string }} Canary */

export class World {
  #servers = [];
  #hits = [];
  #before = {};

  static async make({ bailey, here }) {
    const world = new World();
    world.bailey = bailey;
    world.here = here;
    world.secret = "secret-" + crypto.randomUUID();
    // The resolved path: what stands in a link counts as another place.
    world.root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "bailey-escape-" }));
    world.box = world.root + "/box";
    world.outside = world.root + "/outside";
    world.socket = world.outside + "/socket";
    world.env = { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: world.root + "/home", BAILEY_DIR: world.root + "/cache",
      NO_COLOR: "1", BAILEY_SECRET: world.secret };
    world.#fill();
    world.#serve();
    world.#before = { true: world.#shape({ withMetadata: true }), false: world.#shape({ withMetadata: false }) };
    return world;
  }

  #fill() {
    for (const folder of ["box", "box/inner", "outside", "outside/folder", "home"]) Deno.mkdirSync(`${this.root}/${folder}`);
    const write = (name, text) => Deno.writeTextFileSync(`${this.root}/${name}`, text);
    write("box/own.txt", "own");
    write("box/inner/own.txt", "own");
    write("outside/secret.txt", this.secret);
    write("outside/canary.txt", "canary");
    write("outside/folder/canary.txt", "canary");
    write("outside/secret.json", JSON.stringify({ secret: this.secret }));
    write("outside/secret.js", `export default ${JSON.stringify(this.secret)};\n`);
    write("outside/program.sh", `#!/bin/sh\necho ran >>'${this.outside}/ran'\necho '${this.secret}'\n`);
    Deno.chmodSync(this.outside + "/program.sh", 0o755);
    Deno.symlinkSync("../outside", this.box + "/link");
    Deno.symlinkSync("../outside/secret.txt", this.box + "/link.txt");
    Deno.symlinkSync("../outside/canary.txt", this.box + "/canary-link.txt");
    Deno.symlinkSync("../outside/new.txt", this.box + "/dangling.txt");
    Deno.symlinkSync("link", this.box + "/second-link");
  }

  #serve() {
    const open = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const closed = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const unix = Deno.listen({ transport: "unix", path: this.socket });
    this.open = open.addr.port;
    this.closed = closed.addr.port;
    this.#servers.push(open, closed, unix);
    this.#accept(open, "open");
    this.#accept(closed, "closed");
    this.#accept(unix, "unix");
  }

  async #accept(listener, name) {
    for await (const connection of listener) {
      // An attack may hang up at any time; what it did until then has been noted.
      this.#answer(connection, name).catch(() => {});
    }
  }

  /** Reads one request and answers it; what came to a server nobody granted is kept as evidence. */
  async #answer(connection, name) {
    const buffer = new Uint8Array(65536);
    if (name !== "open") this.#hits.push(`${name} server: connected to`);
    const count = await connection.read(buffer) ?? 0;
    const request = new TextDecoder().decode(buffer.subarray(0, count));
    const line = request.split("\r\n")[0];
    if (name !== "open") this.#hits.push(`${name} server: ${line.slice(0, 80)}`);
    const writer = connection.writable.getWriter();
    await writer.write(encoder.encode(this.#response(line.split(/[ ?]/)[1] ?? "/", request)));
    await writer.close();  // and the connection with it
  }

  #response(path, request) {
    const closed = `http://127.0.0.1:${this.closed}`;
    const answer = (body, headers = "", status = "200 OK") =>
      `HTTP/1.1 ${status}\r\ncontent-length: ${encoder.encode(body).length}\r\nconnection: close\r\n${headers}\r\n${body}`;
    const script = "content-type: text/javascript\r\n";
    if (path === "/redirect") return answer("", `location: ${closed}/redirected\r\n`, "302 Found");
    if (path === "/redirect-module.js") return answer("", `location: ${closed}/secret.js\r\n`, "302 Found");
    if (path === "/redirect-localhost") {
      return answer("", `location: http://localhost:${this.open}/echo\r\n`, "302 Found");
    }
    if (path === "/redirect-file") return answer("", `location: file://${this.outside}/secret.txt\r\n`, "302 Found");
    if (path === "/redirect-token.js") {
      return answer("", `location: http://localhost:${this.open}/request.js\r\n`, "302 Found");
    }
    if (path === "/request.js") return answer(`export default ${JSON.stringify(request.toLowerCase())};`, script);
    if (path === "/echo") return answer(request);
    if (path === "/imports-closed.js") return answer(`export { default } from "${closed}/secret.js";`, script);
    if (path === "/imports-file.js") return answer(`export { default } from "file://${this.outside}/secret.js";`, script);
    if (path === "/secret.js") return answer(`export default ${JSON.stringify(this.secret)};`, script);
    if (path.startsWith("/raw/")) return decodeURIComponent(path.slice(5));
    return answer(this.secret, "content-type: text/plain\r\n");
  }

  /** What the attack is told, as its one argument. */
  description() {
    const { box, outside, open, closed, socket, bailey, here } = this;
    return JSON.stringify({ box, outside, open, closed, socket, bailey, here, pid: Deno.pid });
  }

  fillIn(text) {
    return text.replace(/\$(box|outside|root|open|closed|socket|bailey|here|secret)\b/g, (_, name) => this[name]);
  }

  /** Lets connections that were made arrive. */
  async settle() {
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
  }

  /** What an attack could change of the files outside. */
  #shape({ withMetadata }) {
    const lines = [];
    const look = (path) => {
      const { mode, nlink, size, mtime, isDirectory, isSymlink, uid } = Deno.lstatSync(path);
      const text = isDirectory || isSymlink || path === this.socket ? "" : Deno.readTextFileSync(path);
      lines.push(`${path} ${size} ${nlink} ${text}` + (withMetadata ? ` ${mode} ${mtime?.getTime()} ${uid}` : ""));
      if (isDirectory) for (const entry of [...Deno.readDirSync(path)]) look(`${path}/${entry.name}`);
    };
    look(this.outside);
    return lines.sort().join("\n");
  }

  /** What the attack changed, reached or gave away. `withMetadata`: modes, owners and times count. */
  damage({ said, withMetadata }) {
    const found = [...this.#hits];
    const after = this.#shape({ withMetadata }), unchanged = this.#before[withMetadata];
    if (after !== unchanged) {
      const before = new Set(unchanged.split("\n"));
      found.push("files outside have changed:", ...after.split("\n").filter((line) => !before.has(line)));
    }
    if (said.includes(this.secret)) found.push("the secret was printed");
    return found;
  }

  remove() {
    for (const server of this.#servers) server.close();
    Deno.removeSync(this.root, { recursive: true });
  }
}
