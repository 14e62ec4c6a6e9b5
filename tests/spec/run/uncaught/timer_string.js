setTimeout(() => { throw "late text"; });
