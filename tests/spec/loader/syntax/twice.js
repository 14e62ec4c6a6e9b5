let a;
  let a;
