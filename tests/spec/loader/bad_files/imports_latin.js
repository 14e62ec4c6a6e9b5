import "./latin.js";
