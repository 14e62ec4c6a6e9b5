globalThis.first = true;
