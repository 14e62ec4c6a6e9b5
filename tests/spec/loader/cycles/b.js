import { a, later } from "./a.js"; export const b = "b"; try { a; } catch (e) { console.log(e.name, e.message); } setTimeout(() => console.log(later()));
