export const text = "static";
