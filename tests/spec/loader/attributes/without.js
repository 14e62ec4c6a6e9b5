import "./data.json";
