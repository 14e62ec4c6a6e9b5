// tests/js/web/form_data_test.js: FormData and its two encodings.
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";

function formOf(text, type = "multipart/form-data; boundary=q") {
  return new Response(text.replaceAll("\n", "\r\n"), { headers: { "content-type": type } }).formData();
}

test("entries keep their order and their doubles", () => {
  const form = new FormData();
  form.append("a", 1);
  form.append("b", "2");
  form.append("a", "3");
  assertEquals([...form], [["a", "1"], ["b", "2"], ["a", "3"]]);
  assertEquals([form.get("a"), form.getAll("a"), form.get("none"), form.has("b")], ["1", ["1", "3"], null, true]);
  form.set("a", "new");
  assertEquals([...form], [["a", "new"], ["b", "2"]]);
  form.delete("a");
  form.set("c", "4");
  assertEquals([...form.keys(), ...form.values()], ["b", "c", "2", "4"]);
});

test("blobs become files", async () => {
  const form = new FormData();
  form.append("blob", new Blob(["x"], { type: "a/b" }));
  form.append("named", new Blob(["x"]), "n.txt");
  const file = new File(["y"], "f.txt", { lastModified: 5 });
  form.append("file", file);
  form.append("renamed", file, "g.txt");
  const names = [...form.values()].map((value) => [value instanceof File, value.name, value.type]);
  assertEquals(names, [[true, "blob", "a/b"], [true, "n.txt", ""], [true, "f.txt", ""], [true, "g.txt", ""]]);
  assert(form.get("file") === file);
  assertEquals(form.get("renamed").lastModified, 5);
});

test("arguments are counted and converted", () => {
  const form = new FormData();
  assertThrows(() => form.append("a"), TypeError, "Failed to execute 'append' on 'FormData': 2 arguments required, but only 1 present");
  assertThrows(() => form.get(), TypeError, "Failed to execute 'get' on 'FormData': 1 argument required, but only 0 present");
  assertThrows(() => new FormData(1), TypeError);
  assertThrows(() => FormData.prototype.get.call({}, "a"), TypeError, "Illegal invocation");
  form.append("\ud800", "\udc00");
  assertEquals([...form], [["\ufffd", "\ufffd"]]);
}, { except: ["node"] });

test("a form survives being sent as multipart", async () => {
  const form = new FormData();
  form.append("text", "x\ny \u20ac");
  form.append("file", new File([new Uint8Array([0, 13, 10, 255])], "t.bin", { type: "text/x" }));
  form.append("empty", "");
  const response = new Response(form);
  assert(response.headers.get("content-type").startsWith("multipart/form-data; boundary="));
  const parsed = await response.formData();
  assertEquals([parsed.get("text"), parsed.get("empty"), [...parsed.keys()]], ["x\r\ny \u20ac", "", ["text", "file", "empty"]]);
  const file = parsed.get("file");
  assertEquals([file.name, file.type, await file.bytes()], ["t.bin", "text/x", new Uint8Array([0, 13, 10, 255])]);
});

test("the multipart body is laid out as browsers do", async () => {
  const form = new FormData();
  form.append('a"\r\nb', "1");
  form.append("f", new Blob(["z"]), 'n"q');
  const response = new Response(form);
  const boundary = response.headers.get("content-type").split("boundary=")[1];
  assertEquals((await response.text()).replaceAll(boundary, "B"), [
    '--B', 'Content-Disposition: form-data; name="a%22%0D%0Ab"', "", "1",
    '--B', 'Content-Disposition: form-data; name="f"; filename="n%22q"', "Content-Type: application/octet-stream", "", "z",
    "--B--",
  ].join("\r\n"));
}, { except: ["node"] });

test("multipart from other writers is understood", async () => {
  const form = await formOf('--q\nContent-Disposition: form-data; name="a"\n\n1\n' +
    '--q\ncontent-type: Text/Plain\ncontent-disposition: form-data; filename="x.txt"; name="f"\n\nline\n\n' +
    '--q\nContent-Disposition: form-data; name="e"\n\n\n--q--\nepilogue');
  assertEquals([form.get("a"), form.get("e"), form.get("f").name, await form.get("f").text()], ["1", "", "x.txt", "line\r\n"]);
});

test("a boundary may be quoted", async () => {
  const form = await formOf('--a b\nContent-Disposition: form-data; name="x"\n\n--a\n--a b--', 'multipart/form-data; boundary="a b"');
  assertEquals([...form], [["x", "--a"]]);
});

test("broken multipart is refused", async () => {
  for (const text of ["", "x", "--q", "--q\n", '--q\nContent-Disposition: form-data; name="a"\n\n1',
    "--q\nContent-Disposition: form-data\n\n1\n--q--", "--q\nno header\n\n1\n--q--"]) {
    await assertRejects(formOf(text), TypeError);
  }
  await assertRejects(formOf("x", "multipart/form-data"), TypeError);
  await assertRejects(formOf("x", "text/plain"), TypeError, "Body can not be decoded as form data");
  await assertRejects(new Response(new Uint8Array(1)).formData(), TypeError, "Missing content type");
}, { except: ["node", "deno"] });

test("urlencoded bodies are forms too", async () => {
  const form = await formOf("a=b&c=d+e&%E2%82%AC=%ff&&=x", "application/x-www-form-urlencoded;charset=UTF-8");
  assertEquals([...form], [["a", "b"], ["c", "d e"], ["\u20ac", "\ufffd"], ["", "x"]]);
});

await runTests();
