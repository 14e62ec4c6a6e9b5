import "./main.js" with { type: "json" };
