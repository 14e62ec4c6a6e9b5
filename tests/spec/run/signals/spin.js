console.log("waiting");
for (;;);
