import "nobody";
