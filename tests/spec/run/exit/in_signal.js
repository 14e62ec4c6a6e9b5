Deno.addSignalListener("SIGUSR1", () => { console.log("sig"); Deno.exit(11); }); Deno.kill(Deno.pid, "SIGUSR1"); setTimeout(() => {}, 5000);
