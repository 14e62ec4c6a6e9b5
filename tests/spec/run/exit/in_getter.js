console.log({ get x() { return 1; }, [Symbol.for("Deno.customInspect")]() { Deno.exit(3); } });
console.log("never");
