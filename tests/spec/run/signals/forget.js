// A listener that is gone gives the signal its usual effect back.
const never = () => console.log("never");
Deno.addSignalListener("SIGINT", never);
Deno.removeSignalListener("SIGINT", never);
setInterval(() => {}, 1000);
console.log("waiting");
