import { dup } from "./star.js"; console.log(dup);
