throw new Error("line1\nline2\n    at fake (file:///x.js:1:1)");
