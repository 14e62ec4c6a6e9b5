// runtime/builtins/web/dialogs.js: alert, confirm and prompt, on a terminal; elsewhere they answer at
// once. https://html.spec.whatwg.org/#simple-dialogs
import { print } from "bailey:ops/console";
import { isTerminal, readNow, standardStream } from "bailey:ops/file";
import { TextDecoder } from "bailey:web/encoding";

const kLineFeed = 10;

let stdin;

/** The answer to `question`, without its end of line; null at the end of the input. */
function ask(question) {
  print(question, false);
  stdin ??= standardStream(0);
  const line = [];
  const byte = new Uint8Array(1);
  for (;;) {
    const isOver = readNow(stdin, byte) === 0;
    if (isOver && line.length === 0) return null;
    if (isOver || byte[0] === kLineFeed) break;
    line.push(byte[0]);
  }
  return new TextDecoder().decode(new Uint8Array(line)).replace(/\r$/, "");
}

function canAsk() {
  stdin ??= standardStream(0);
  return isTerminal(stdin);
}

export function alert(message = "Alert") {
  if (canAsk()) ask(`${message} [Enter] `);
}

export function confirm(message = "Confirm") {
  return canAsk() && /^[yY]$/.test(ask(`${message} [y/N] `) ?? "");
}

export function prompt(message = "Prompt", defaultValue = undefined) {
  if (!canAsk()) return null;
  const hint = defaultValue === undefined || defaultValue === null ? "" : `[${defaultValue}] `;
  const answer = ask(`${message} ${hint}`);
  return answer === "" && hint !== "" ? `${defaultValue}` : answer;
}
