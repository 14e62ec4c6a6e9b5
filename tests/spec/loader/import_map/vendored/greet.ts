export default (name: string): string => `vendored ${name}`;
