let n = 0;
const id = setInterval(() => {
  console.log("interval", n);
  if (++n === 3) clearInterval(id);
}, 40);
const same = [];
for (let i = 0; i < 5; i++) setTimeout(() => same.push(i), 1);
setTimeout(() => console.log(same.join()), 1);
const never = setTimeout(() => console.log("never"), 1);
setTimeout(() => clearTimeout(never), 0);
