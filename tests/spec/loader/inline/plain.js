import "data:text/plain,1";
