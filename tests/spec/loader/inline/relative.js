import "data:text/javascript,import \"./x.js\"";
