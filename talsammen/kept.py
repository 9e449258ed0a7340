"""Files of the cache folder: whole or not there, for their owner alone, where the system knows owners."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def keep(path: Path, data: bytes) -> None:
    """Writes a file beside and renames it, so that two builds may share the folder. Raises OSError with its name."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except OSError as error:
        error.filename = error.filename or str(path)
        with suppress(OSError):
            os.unlink(name)
        raise
