const text: string = "a local worker";
postMessage(text);
