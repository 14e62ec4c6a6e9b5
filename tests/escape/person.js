// A person at a terminal, who answers questions by what the screen shows: yes to what an attack's
// first lines say the person wants, no to everything else.

const WIDTH_OF_PAST = 40;  // lines that are still seen
const LOOK_AFTER = 120;    // milliseconds from a question to the answer
const encoder = new TextEncoder(), decoder = new TextDecoder();

/** What a terminal shows: as much of it as attacks use. */
export class Screen {
  #lines = [[]];
  #row = 0;
  #column = 0;
  #isConcealed = false;
  #rest = "";

  write(text) {
    text = this.#rest + text;
    this.#rest = "";
    for (let at = 0; at < text.length;) {
      if (text[at] !== "\x1b") {
        const character = String.fromCodePoint(text.codePointAt(at));
        this.#put(character);
        at += character.length;
        continue;
      }
      const [whole, parameters, letter] = /^\x1b(?:\[([0-9;?]*)([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[^[\]])/.exec(text.slice(at)) ?? [];
      if (whole === undefined) {
        this.#rest = text.slice(at);  // its end comes with the next piece
        return;
      }
      if (letter !== undefined) this.#obey(letter, Number(parameters.split(";")[0]) || 0);
      at += whole.length;
    }
  }

  #put(character) {
    if (character === "\r") this.#column = 0;
    else if (character === "\n") this.#row++;
    else if (character === "\b") this.#column = Math.max(0, this.#column - 1);
    else if (character >= " ") this.#line()[this.#column++] = this.#isConcealed ? " " : character;
    this.#line();
  }

  #line() {
    while (this.#lines.length <= this.#row) this.#lines.push([]);
    return this.#lines[this.#row];
  }

  #obey(letter, count) {
    if (letter === "A") this.#row = Math.max(0, this.#row - Math.max(1, count));
    if (letter === "H") [this.#row, this.#column] = [Math.max(0, this.#lines.length - WIDTH_OF_PAST), 0];
    if (letter === "K") this.#line().length = count === 2 ? 0 : Math.min(this.#line().length, this.#column);
    if (letter === "J") {
      this.#lines.length = count === 0 ? this.#row + 1 : 1;
      if (count !== 0) this.#row = 0;
      this.#line().length = count === 0 ? Math.min(this.#line().length, this.#column) : 0;
    }
    if (letter === "m") this.#isConcealed = count === 8;
  }

  /** What the eye reads: without what has no width, and backwards after a mark that says so. */
  lines() {
    return this.#lines.slice(-WIDTH_OF_PAST).map((line) => {
      const text = Array.from(line, (character) => character ?? " ").join("").replace(/[\u200b-\u200f\u2060\ufeff]/g, "");
      return text.replace(/\u202e([^\u202c]*)\u202c?/, (_, turned) => [...turned].reverse().join("")).trimEnd();
    });
  }
}

/** Whether the last question on the screen is the one that the person wants to allow. */
export function isWanted(screen, wanted) {
  const asked = screen.lines().filter((line) => line.includes(" requests ")).at(-1);
  return wanted !== undefined && asked !== undefined && asked.endsWith(` requests ${wanted}.`);
}

/**
 * Reads what a program on a terminal writes and answers its questions, until it ends.
 * @param {{ stdin: WritableStream<Uint8Array>, stdout: ReadableStream<Uint8Array> }} terminal
 * @param {{ wants?: string, types?: string, replies?: string }} person `types` once the program says "ready";
 *   `replies`: what the terminal sends of itself when the program sends it ENQ
 */
export async function converse(terminal, { wants, types, replies }) {
  const writer = terminal.stdin.getWriter();
  // The program may end while one is typing.
  const type = (text) => writer.write(encoder.encode(text)).catch(() => {});
  const screen = new Screen();
  let said = "", hasTyped = false, heard = 0, timer;
  const answer = () => {
    timer = undefined;
    type(isWanted(screen, wants) ? "y\n" : "n\n");
  };
  for await (const bytes of terminal.stdout) {
    const text = decoder.decode(bytes, { stream: true });
    said += text;
    screen.write(text);
    if (types !== undefined && !hasTyped && said.includes("ready")) {
      hasTyped = true;
      type(types);
    }
    if (replies !== undefined && text.includes("\x05")) type(replies);
    const question = said.indexOf("permissions) > ", heard);
    if (question < 0) continue;
    heard = question + 1;
    timer ??= setTimeout(answer, LOOK_AFTER);
  }
  clearTimeout(timer);
  writer.close().catch(() => {});
  return said;
}
