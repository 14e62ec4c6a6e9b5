throw new DOMException("dom text", "AbortError");
