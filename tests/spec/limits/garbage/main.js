let sum = 0;
for (let i = 0; i < 60; ++i) sum += new Uint8Array(2e7).fill(1)[i];
for (let i = 0; i < 40; ++i) sum += new Array(1e6).fill(i).length;
for (let i = 0; i < 20; ++i) sum += new WebAssembly.Memory({ initial: 300 }).buffer.byteLength;
console.log(sum);
