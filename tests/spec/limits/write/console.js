console.log("123456789");
console.log("0");
console.log("never");
