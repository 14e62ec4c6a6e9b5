# A module of 100 MB, nearly all of it blanks.
{ head -c 100000000 /dev/zero | tr '\0' ' '; echo 'console.log("ran");'; } > large.js
