import "file://host/a.js";
