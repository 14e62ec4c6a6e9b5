// Runs attacks on bailey and judges what came of them. It runs with every permission, in bailey; each
// attack runs in a bailey of its own, with the flags its first lines name and a world made for it.
//
//   bailey run -A tests/escape/referee.js [--bailey=PROGRAM] [--expect=held|escaped|walled] [--quiet]
//     [--terminal=PROGRAM] [--shipped=PROGRAM] [--sandbox=auto|require|off] [NAME…]
//
// With --terminal, a program that runs another on a terminal, the attacks are those of terminal/, where
// somebody can be asked. With --shipped, the bailey whose broker is whole, `walled` also compares what its
// `explain` claims with what was stopped (claims.js).
//
// held     nothing is reached (the program as it is shipped)
// escaped  everything is reached that the broker is to stop (a program whose broker allows everything)
// walled   nothing is reached that the kernel wall claims to stop (the same program, with the wall)
import { readHead } from "./attack_head.js";
import { Claims } from "./claims.js";
import { World } from "./world.js";

const TIMEOUT_SCALE = Number(Deno.env.get("BAILEY_TEST_TIMEOUT_SCALE") ?? "1");
const SECONDS = 30;
const AT_ONCE = 2;
const SKIPPED = 77;  // as CTest has it
const HERE = new URL(".", import.meta.url).pathname;

/** What an attempt's outcome means, by what is expected: true, or why it is wrong. */
const VERDICTS = {
  held: ({ outcome }) => ["refused", "holds", "worked"].includes(outcome) || outcome,
  escaped: ({ outcome, isSure }, head) => {
    const isOurs = (head.stoppedBy.has("broker") || head.stoppedBy.has("prompter")) && isSure !== false;
    if (outcome === "refused" || outcome === "failed") return isOurs ? outcome : true;
    return outcome === "reached" || outcome === "worked" || outcome === "holds" || outcome;
  },
  walled: ({ outcome, kernel }, head) => {
    const isClaimed = head.stoppedBy.has("kernel") && kernel !== false;
    if (outcome === "reached") return !isClaimed || outcome;
    return outcome !== "broken" || outcome;
  },
};

function options() {
  const found = { bailey: Deno.execPath(), expect: "held", quiet: false, terminal: "", shipped: "", sandbox: "auto", isTemporary: false, names: [] };
  for (const argument of Deno.args) {
    if (argument === "--remove-own-folder") found.isTemporary = true;
    const [, key, value] = argument.match(/^--(bailey|expect|quiet|terminal|shipped|sandbox)(?:=(.*))?$/) ?? [];
    if (key === undefined && !argument.startsWith("--")) found.names.push(argument);
    else if (key !== undefined) found[key] = value ?? true;
  }
  if (!(found.expect in VERDICTS)) throw new TypeError(`--expect=${found.expect}: held, escaped or walled`);
  return found;
}

async function attacks({ names, expect, terminal, sandbox }) {
  const found = [];
  const folder = HERE + (terminal === "" ? "attacks" : "terminal");
  for (const { name } of Deno.readDirSync(folder)) {
    if (!/\.[jt]s$/.test(name) || (names.length > 0 && !names.some((part) => name.includes(part)))) continue;
    const head = readHead(await Deno.readTextFile(`${folder}/${name}`));
    // What only the kernel stops is not there to be held without it.
    if (expect === "held" && sandbox === "off" && !head.stoppedBy.has("broker")) continue;
    if (head.only.length === 0 || head.only.includes(expect)) found.push({ name, path: `${folder}/${name}`, ...head });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Runs the program to its end, or ends it. `person` is who sits at its terminal, if it has one. */
async function runToEnd(program, args, { cwd, env, person }) {
  const child = new Deno.Command(program, {
    args, cwd, env, clearEnv: true, stdin: person ? "piped" : "null", stdout: "piped", stderr: "piped",
  }).spawn();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, SECONDS * 1000 * TIMEOUT_SCALE);
  const [stdout, stderr, status] = await Promise.all([
    person ? (await import("./person.js")).converse(child, person) : new Response(child.stdout).text(),
    new Response(child.stderr).text(), child.status,
  ]);
  clearTimeout(timer);
  return { ...status, stdout, stderr, isLate };
}

function reports(stdout) {
  // On a terminal a question may stand before it.
  return stdout.split("\n").filter((line) => /@\{".*\}\r?$/.test(line)).map((line) => JSON.parse(line.slice(line.indexOf("@{") + 1)));
}

/** What is wrong with how one attack went: nothing, if it went as expected. */
function judge(attack, ended, world, expect) {
  const problems = [];
  const attempts = reports(ended.stdout);
  const isWhole = attempts.at(-1)?.outcome === "done";
  if (ended.isLate) problems.push(`did not end within ${SECONDS * TIMEOUT_SCALE} s`);
  else if (ended.signal !== null) problems.push(`was ended by ${ended.signal}`);
  else if (!isWhole || ended.code !== 0) problems.push(`ended early, with ${ended.code}`);
  if (problems.length > 0) problems.push(...ended.stderr.trimEnd().split("\n").slice(-12));
  const tried = attempts.filter(({ outcome }) => outcome !== "done");
  if (tried.length === 0) problems.push("tried nothing");
  for (const attempt of tried) {
    const verdict = VERDICTS[expect](attempt, attack);
    if (verdict !== true) problems.push(`${attempt.name}: ${verdict}: ${attempt.text}`);
  }
  if (expect === "held" || (expect === "walled" && attack.stoppedBy.has("kernel"))) {
    // With a grant to write somewhere the kernel lets modes and times change everywhere: `explain` says so.
    const isHeld = expect === "held";
    problems.push(...world.damage({ said: isHeld ? ended.stdout + ended.stderr : "", withMetadata: isHeld }));
  }
  return { problems, count: tried.length };
}

async function runAttack(attack, { bailey, expect, hasWall, terminal, shipped, sandbox, claims }) {
  if (claims === undefined) return await runIn(attack, { bailey, expect, hasWall, terminal, sandbox });
  const held = await runIn(attack, { bailey: shipped, expect: "held", hasWall, terminal });
  const walled = await runIn(attack, { bailey, expect, hasWall, terminal, sandbox, explainer: shipped });
  if (walled.rows === undefined) return { problems: [], count: 0 };
  claims.compare(attack, walled.rows, held.attempts, walled.attempts);
  return walled;
}

/** One run of an attack in a world of its own. */
async function runIn(attack, { bailey, expect, hasWall, terminal, sandbox = "auto", explainer }) {
  const world = await World.make({ bailey, here: HERE });
  try {
    const flags = attack.grants.map((flag) => world.fillIn(flag));
    if (hasWall) flags.push(expect === "escaped" ? "--sandbox=off" : `--sandbox=${sandbox}`);
    const env = { ...world.env, ...Object.fromEntries(attack.env.map((pair) => world.fillIn(pair).split(/=(.*)/s))) };
    const args = ["run", "--no-config", "--no-lock", ...flags, attack.path, world.description()];
    const rows = explainer && await Claims.rows(explainer, args.toSpliced(0, 1, "--no-prompt").slice(0, -1), { cwd: world.box, env });
    if (explainer !== undefined && rows === undefined) return {};  // `require` refuses these grants
    const { wants, types, replies } = attack.person;
    const ended = terminal === ""
      ? await runToEnd(bailey, args.toSpliced(1, 0, "--no-prompt"), { cwd: world.box, env })
      : await runToEnd(terminal, [bailey, ...args], { cwd: world.box, env, person: { wants: wants && world.fillIn(wants), types, replies } });
    await world.settle();
    return { ...judge(attack, ended, world, expect), attempts: reports(ended.stdout), rows };
  } finally {
    world.remove();
  }
}

const withoutExtension = ({ name }) => name.replace(/\.[jt]s$/, "");

/** Whether the program can build the kernel wall at all. */
function knowsWall(bailey) {
  const { stdout } = new Deno.Command(bailey, { args: ["help", "run"] }).outputSync();
  return new TextDecoder().decode(stdout).includes("--sandbox");
}

async function main(chosen) {
  chosen.hasWall = knowsWall(chosen.bailey);
  if (chosen.expect === "walled" && !chosen.hasWall) {
    console.log("skipped: this program builds no wall");
    return SKIPPED;
  }
  if (chosen.expect === "walled" && chosen.shipped !== "") chosen.claims = new Claims();
  const queue = await attacks(chosen);
  if (queue.length === 0) throw new TypeError("no attack has such a name");
  const width = Math.max(...queue.map((attack) => withoutExtension(attack).length));
  const total = { files: queue.length, attempts: 0, wrong: 0 };
  const next = async () => {
    for (let attack; (attack = queue.shift()) !== undefined;) {
      const { problems, count } = await runAttack(attack, chosen);
      total.attempts += count;
      if (problems.length > 0) total.wrong++;
      const wrong = { held: "ESCAPED", escaped: "HELD   ", walled: "ESCAPED" }[chosen.expect];
      if (problems.length > 0) console.log([`${wrong} ${attack.name}: ${attack.title}`, ...problems].join("\n    "));
      else if (!chosen.quiet) {
        const tried = `${count} attempt${count === 1 ? "" : "s"}`;
        console.log(`ok       ${tried.padStart(12)}  ${withoutExtension(attack).padEnd(width + 2)}${attack.title}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  for (const problem of chosen.claims?.problems() ?? []) {
    total.wrong++;
    console.log(`UNTRUE   ${problem}`);
  }
  if (chosen.claims !== undefined) console.log(chosen.claims.summary());
  const verdict = total.wrong === 0 ? `all ${chosen.expect}` : `${total.wrong} not ${chosen.expect}`;
  console.log(`${total.files} attack${total.files === 1 ? "" : "s"}, ${total.attempts} attempts: ${verdict}`);
  return total.wrong > 0 ? 1 : 0;
}

const chosen = options();
let code = 1;
try {
  code = await main(chosen);
} catch (error) {
  console.error(`error: ${error.message}`);
} finally {
  if (chosen.isTemporary) Deno.removeSync(HERE, { recursive: true });
}
Deno.exit(code);
