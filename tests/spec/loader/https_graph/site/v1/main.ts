import { area, type Shape } from "./shapes/mod.ts";
import { greeting } from "/old/greeting.ts";
import config from "./config.json" with { type: "json" };

const square: Shape = { side: config.side };
console.log(greeting("https"), area(square), import.meta.url);
