import "./word.js";
postMessage("a remote worker");
