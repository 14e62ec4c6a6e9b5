# Several at once, one cache.
for number in 1 2 3 4; do
  "$BAILEY" run --quiet "$1" > "out$number" 2>&1 &
done
wait
cat out1 out2 out3 out4
find "$BAILEY_DIR" -name '*.tmp' | wc -l
