import "blocked";
