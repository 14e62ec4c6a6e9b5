await fetch("http://127.0.0.1:9000").catch(() => console.log("caught"));
