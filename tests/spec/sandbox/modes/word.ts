export const word: string = "imported";
