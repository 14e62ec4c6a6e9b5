import "./data.json" with { kind: "json" };
