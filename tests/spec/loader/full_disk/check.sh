# What is left in the cache.
find "$BAILEY_DIR" -type f | wc -l
