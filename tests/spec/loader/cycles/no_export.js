import { nothing } from "./a.js";
