console.log("cr");console.log("lf");
// end
throw new Error("line 4");