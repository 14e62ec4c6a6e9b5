import "./self.js"; import * as me from "./self.js"; export default function f() {} console.log(me.default === f);
