setTimeout(() => { throw new TypeError("late"); });
