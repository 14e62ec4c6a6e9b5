const error = new Error("before");
error.stack;
error.name = "Renamed";
error.message = "after";
throw error;
