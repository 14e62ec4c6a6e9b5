self.onerror = (message, filename, line, column, error, ...rest) => {
  postMessage(`${5 + rest.length} ${message} ${filename.split("/").at(-1)} ${line} ${column} ${error}`);
  return true;
};
setTimeout(() => {
  throw new Error("handled");
}, 0);
setTimeout(() => postMessage("goes on"), 1);
