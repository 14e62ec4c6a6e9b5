console.log("latin é");
