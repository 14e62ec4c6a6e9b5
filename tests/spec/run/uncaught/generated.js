new Function("throw new Error(\"nf\")")();
