"""The files of one kit in; one zip to hand over out, the same bytes for the same files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

#: Zip members carry a time: the earliest the format knows, so that the archive does not follow the clock.
EARLIEST = (1980, 1, 1, 0, 0, 0)


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files (path with forward slashes -> bytes), in the order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for path, data in sorted(files.items()):
            member = zipfile.ZipInfo(path, EARLIEST)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            member.create_system = 3
            zipped.writestr(member, data)
    return out.getvalue()
