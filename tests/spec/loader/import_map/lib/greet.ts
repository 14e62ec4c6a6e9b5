export default (name: string): string => `hello ${name}`;
