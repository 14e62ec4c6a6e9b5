console.log("a script ran although its flags were refused");
