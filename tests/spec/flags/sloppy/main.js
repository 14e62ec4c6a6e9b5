import "./lib";
import "./lib.js";
import "./folder";
import(String("./other")).catch((error) => console.log(error.message));
