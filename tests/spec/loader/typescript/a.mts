console.log("mts" as string);
