throw "it's\nquoted";
