import "./never.js"; console.log("not reached");
