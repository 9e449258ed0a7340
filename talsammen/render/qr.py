"""A web address in, its QR code as a picture out, for what hangs on the wall."""

from __future__ import annotations

import segno

from .address import in_ascii


def qr_picture(address: str) -> str:
    """The QR code as a ``data:`` picture (SVG, error correction M, quiet zone of four modules as ISO 18004 asks).

    In ASCII: telephones guess differently at what an å in a code is.
    """
    return segno.make(in_ascii(address) or address, error="m", micro=False).svg_data_uri(border=4, omitsize=True)
