#!/usr/bin/env -S bailey run
console.log("hashbang", new Error().stack.includes(":2:"));
