const name = ["word"].at(0);
try {
  console.log((await import(`http://localhost:$HTTP_PORT/${name}.js`)).word);
} catch (error) {
  console.log(error.message.split("\n")[0]);
}
