const answer: string = "here";
self.postMessage(answer);
