for (const name of ["expected.js", "return.js"]) await import(`./${name}`).catch((e) => console.log(e.name, e.code, e.message));
