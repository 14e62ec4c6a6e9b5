for (const fd of ["a", 0, 99, -1, 1.5, null, undefined, {}, 2 ** 40, NaN]) {
  try {
    console.log(String(fd), Deno.isatty(fd));
  } catch (error) {
    console.log(String(fd), `${error}`);
  }
}
console.log(Deno.stdin.isTerminal(), Deno.stdout.isTerminal());
