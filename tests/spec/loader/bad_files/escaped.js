import "./%2e%2e%2fescaped.js";
