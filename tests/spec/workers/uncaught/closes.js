close();
throw new Error("nobody hears of it");
