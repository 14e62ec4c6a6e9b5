const url = (text, type = "text/javascript") => URL.createObjectURL(new Blob([text], { type }));
const first = url("export default import.meta.url; export const n = 1;");
const module = await import(first);
console.log(module.default === first, module.n, /^blob:null\/[0-9a-f-]{36}$/.test(first));
console.log((await import(url("const s: string = 'typed'; export default s;", "application/typescript"))).default);
console.log((await import(url('{"j":1}', "application/json"), { with: { type: "json" } })).default);
console.log((await import(url("text", "text/plain"), { with: { type: "text" } })).default);
console.log((await import(url(`export * from ${JSON.stringify(first)};`))).n);
const gone = url("export default 1");
URL.revokeObjectURL(gone);
const hide = (message) => message.replace(/blob:null\/[0-9a-f-]+/g, "BLOB");
for (const bad of [gone, "blob:nothing", "blob:null/x", url("1", "image/png"), url("1", ""), url("const a = ;"), url("import './x.js'"), url("import 'https://example.com/x.js'")]) {
  await import(bad).then((m) => console.log(m), (error) => console.log(error.name, error.code, hide(error.message)));
}
