#!/usr/bin/env bailey
console.log("bom and hashbang");