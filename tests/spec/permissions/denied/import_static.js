import "http://127.0.0.1:9/never.js";
console.log("never");
