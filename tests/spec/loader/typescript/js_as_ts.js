const n = <string>"x"; console.log(n);
