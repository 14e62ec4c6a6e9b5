import "ftp://host/a.js";
