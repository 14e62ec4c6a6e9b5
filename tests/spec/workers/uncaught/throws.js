// Line 2 is named by the expectations.
throw new TypeError("thrown");
