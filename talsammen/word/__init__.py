"""Step 4 of 6, print, for those who edit: semantic HTML in, a Word file out. No other stage writes OOXML."""
