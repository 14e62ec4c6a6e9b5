throw { e: new Error("inside") };
