import "./expected.js";
