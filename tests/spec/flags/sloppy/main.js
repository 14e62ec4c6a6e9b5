import "./lib";
import "./lib.js";
import "./folder";
import(String("./lib")).catch((error) => console.log(error.message));
