const error = new Error("only this");
error.name = "";
throw error;
