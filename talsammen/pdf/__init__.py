"""Step 4 of 6, print: HTML in, PDF out, from the cache or by a worker.

Only ``engine`` imports the print engine; ``preflight``, ``forms`` and ``tags`` work on what it hands them.
"""
