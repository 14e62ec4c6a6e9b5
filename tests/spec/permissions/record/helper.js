export const helper = "x";
