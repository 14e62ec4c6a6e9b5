import { x } from "./loop1.js";
