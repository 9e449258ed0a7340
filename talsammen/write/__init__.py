"""Step 5 of 6, write: finished files in; ``output/`` out, whole or not at all, and only what changed."""
