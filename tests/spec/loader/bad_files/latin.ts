const a: string = "latin é";
