import "./a%00b.js";
