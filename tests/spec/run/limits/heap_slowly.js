// Garbage and growth over many turns of the loop.
const kept = [];
setInterval(() => {
  for (let i = 0; i < 20000; i++) kept.push({ i, text: `number ${i}` });
}, 0);
