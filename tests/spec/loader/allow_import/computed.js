const url = "https://example.com/x.js"; await import(url);
