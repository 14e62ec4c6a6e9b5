export const jsx = (type, props, key) => ({ type, props, key }); export const jsxs = jsx; export const Fragment = "F"; export const jsxDEV = (type, props, key) => ({ dev: true, type, props, key });
