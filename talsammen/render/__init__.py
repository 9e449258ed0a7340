"""Step 3 of 6, render: a Kit, the texts and the layouts in; HTML out. Markdown first, values after, escaped."""
