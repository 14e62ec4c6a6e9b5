// A path that would draw over the question.
const path = "/tmp/x\x1b[2K\x1b[1A\u202e\u200b\r\n";
try {
  Deno.readTextFileSync(path);
} catch (error) {
  console.log(error.name, error.message.includes(path));
}
