Promise.reject(new RangeError("unseen"));
