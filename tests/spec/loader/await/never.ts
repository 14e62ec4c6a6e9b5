type A = string;
const wait = (): Promise<void> => new Promise<void>(() => {});

if (true) { await wait(); }
