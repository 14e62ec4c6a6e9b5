type A = 1;
let a = 1 as A;
let a = 2;
