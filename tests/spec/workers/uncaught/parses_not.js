// Not JavaScript:
not a program
