import a from "data:text/javascript,export default 'js'";
import b from "data:application/typescript,const s: string = 'ts'; export default s;";
import c from "data:text/javascript;base64,ZXhwb3J0IGRlZmF1bHQgImI2NCI7";
import d from "data:application/json,{\"d\":1}" with { type: "json" };
import e from "data:text/plain;charset=utf-8,t%C3%BC" with { type: "text" };
console.log(a, b, c, d, e);
for (const url of ["data:text/plain,1", "data:,1", "data:text/javascript", "data:text/javascript;base64,!!", "data:text/html,<p>", "data:application/wasm,x", "data:text/javascript,import './x.js'", "data:text/javascript,const a = ;", "data:application/json,{", "data:text/javascript,throw new Error('thrown')"]) {
  await import(url).then((m) => console.log([url], m), (error) => console.log([url], error.name, error.code, error.message));
}
