# Does to every file of a part of the cache what the second word says.
find "$BAILEY_DIR/$1" -type f | while read -r file; do
  case $2 in
    shorten) head -c 9 "$file" > short && cp short "$file" ;;
    alter) tr 'a-y' 'b-z' < "$file" > altered && cp altered "$file" ;;
    empty) : > "$file" ;;
    remove) rm "$file" ;;
  esac
done
