	if (true) {		throw new Error("tabs"); }
