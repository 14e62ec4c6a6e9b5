import "./indexed/index.js";
