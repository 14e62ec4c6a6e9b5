export const text = "computed";
