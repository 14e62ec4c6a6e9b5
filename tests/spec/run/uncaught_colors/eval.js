eval("throw new Error(\"ev\")");
