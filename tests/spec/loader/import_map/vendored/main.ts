import greet from "greet"; export default greet("scope");
