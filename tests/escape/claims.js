// Whether `bailey explain` and the kernel wall say the same: what it claims for the flags of an attack is
// what the wall alone stopped, and what the wall let through it does not claim.
//
// The kind of each attempt is in bailey's own refusal of it ("Requires read access to …").

/** Claims that no attempt of a script shows here, and why. */
const UNATTACKED = new Map([
  ["read: every path; PATH PATH and PATH are left to the broker", "refuses nothing"],
  ["write: every path; PATH PATH and PATH are left to the broker", "refuses nothing"],
  ["env: nothing to enforce", "refuses nothing"],
  ["write: refuses it: nothing grants it", "of a granted program's own file, which no attack may try to change"],
  ["import: TCP to every host", "refuses nothing"],
  ["net: TCP to every port of every host", "what else there is has no API: wall_test.cc, UDP and MPTCP and raw sockets"],
  ["net: TCP, UDP and Unix sockets; no raw, packet, netlink, vsock, MPTCP or SCTP", "the same"],
]);

const REFUSED_KIND = /Requires (\w+) access/;

/** A claim without what differs from world to world. */
const inGeneral = (text) => text.replace(/\d+/g, "N").replace(/(?<= )\/\S+/g, "PATH");

export class Claims {
  /** @type {Map<string, { stopped: number, flags: string }>} by kind and claim */
  #claims = new Map();
  #problems = [];
  #compared = 0;

  /** The rows of `bailey explain` for what one attack is run with; undefined where `require` refuses it. */
  static async rows(bailey, args, { cwd, env }) {
    const { stdout, stderr, code } = await new Deno.Command(bailey, {
      args: ["explain", "--json", ...args], cwd, env, clearEnv: true, stdin: "null", stdout: "piped", stderr: "piped",
    }).output();
    const text = (bytes) => new TextDecoder().decode(bytes);
    if (code === 1 && args.includes("--sandbox=require")) return undefined;
    if (code !== 0) throw new Error(`explain ${args.join(" ")}: ${text(stderr)}`);
    return JSON.parse(text(stdout)).grants;
  }

  /**
   * @param {{ name: string, grants: string[], stoppedBy: Set<string> }} attack
   * @param {{ kind: string, grant: string, enforcedBy: string, kernel: string, neither: string }[]} rows
   * @param {object[]} refused what each attempt's report is from bailey itself
   * @param {object[]} walled and from the wall alone
   */
  compare(attack, rows, refused, walled) {
    // A worker's own list of permissions is the broker's alone: both walls of a process are one.
    if (attack.grants.includes("--unstable-worker-options")) return;
    for (const row of rows) {
      if (["broker", "nobody"].includes(row.enforcedBy)) continue;
      const claim = `${row.kind}: ${inGeneral(row.kernel)}`;
      if (!this.#claims.has(claim)) this.#claims.set(claim, { stopped: 0, flags: attack.name });
    }
    const ofBroker = new Map(refused.map((attempt) => [attempt.name, attempt]));
    for (const { name, outcome, kernel, text } of walled) {
      const kind = REFUSED_KIND.exec(ofBroker.get(name)?.text ?? "")?.[1];
      if (kind === "all") this.#noteSpecial(rows, text);
      const own = rows.filter((row) => row.kind === kind);
      if (own.length === 0) continue;
      this.#compared++;
      const claims = own.filter((row) => !["broker", "nobody"].includes(row.enforcedBy));
      const isDemanded = attack.stoppedBy.has("kernel") && kernel !== false;
      if (isDemanded && claims.length === 0) this.#problems.push(`${attack.name}, ${name}: stopped, but explain claims nothing of ${kind}`);
      // A variable that is wiped is not there: nobody says so.
      if (outcome === "refused" || (kind === "env" && outcome === "reached" && text === "undefined")) {
        for (const row of claims) this.#claims.get(`${row.kind}: ${inGeneral(row.kernel)}`).stopped++;
        continue;
      }
      // Nothing that was let through may be claimed whole, but for what a row says that nobody stops.
      const isWhole = claims.length === own.length && own.every((row) => row.enforcedBy === "kernel" && row.neither === "");
      if (outcome === "reached" && isWhole && kind !== "env") {
        this.#problems.push(`${attack.name}, ${name}: reached ${text}, but explain claims: ${own[0].kernel}`);
      }
    }
  }

  /** An attempt on what only -A opens: it may be read or written, and only some of it is for the kernel to refuse. */
  #noteSpecial(rows, text) {
    if (!text.startsWith("PermissionDenied")) return;
    for (const row of rows) {
      const claim = `${row.kind}: ${inGeneral(row.kernel)}`;
      if (["read", "write"].includes(row.kind) && this.#claims.has(claim) && !UNATTACKED.has(claim)) this.#claims.get(claim).stopped++;
    }
  }

  /** What is wrong, once all attacks were compared. */
  problems() {
    const idle = [...this.#claims].filter(([claim, { stopped }]) => stopped === 0 && !UNATTACKED.has(claim));
    const missing = [...UNATTACKED.keys()].filter((claim) => this.#claims.get(claim)?.stopped > 0);
    return [...this.#problems,
      ...idle.map(([claim, { flags }]) => `claimed, but no attempt shows it (${flags}): ${claim}`),
      ...missing.map((claim) => `shown now, so no longer an exception: ${claim}`)];
  }

  summary() {
    const shown = [...this.#claims.values()].filter(({ stopped }) => stopped > 0).length;
    return `${shown} claims of explain shown by ${this.#compared} attempts`;
  }
}
