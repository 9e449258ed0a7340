"""Step 1 of 6, load: the root folder in, a Project out, or every problem with its place."""
