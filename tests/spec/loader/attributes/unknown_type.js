import "./data.json" with { type: "css" };
