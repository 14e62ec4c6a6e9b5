const error = new AggregateError([], "a");
error.errors.push(error, null);
throw error;
