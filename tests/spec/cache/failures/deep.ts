
import "./missing.ts";
