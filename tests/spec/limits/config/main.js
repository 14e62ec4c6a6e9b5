console.log("1234");
console.log("5678");
