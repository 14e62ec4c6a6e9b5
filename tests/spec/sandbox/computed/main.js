const name = ["late"].at(0);
console.log((await import(`http://localhost:$HTTP_PORT/${name}.js`)).word);
