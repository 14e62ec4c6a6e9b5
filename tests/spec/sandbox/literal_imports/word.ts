export const word: string = "as it was";
