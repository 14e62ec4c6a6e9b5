console.log(typeof gc);
