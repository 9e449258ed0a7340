"""The preview: a root folder in, its site on 127.0.0.1 out, new in the browser whenever a file is saved.

Pages are rendered in memory and shown at once; a ``build`` of what changed follows in a process of its own.
"""
