import data from "./latin.json" with { type: "json" };
