await import("nobody");
