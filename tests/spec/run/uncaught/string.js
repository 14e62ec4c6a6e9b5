throw "it's\n\"quoted\"";
