#!/usr/bin/env -S bailey run
const s: string = "hashbang"; console.log(s, new Error().stack.includes(":2:"));
