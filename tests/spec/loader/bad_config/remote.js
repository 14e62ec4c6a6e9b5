import "http://x/";
