"""The organisation's logo in, its bytes and kind out; one that cannot be used is a problem with its place."""

from __future__ import annotations

from pathlib import Path

from ..errors import InputError, Message, Problem, say
from ..model.organisation import Organisation
from ..model.places import Places
from ..model.project import Logo

KINDS = {".svg": ("image/svg+xml", b"<svg"), ".png": ("image/png", b"\x89PNG"), ".jpg": ("image/jpeg", b"\xff\xd8")}
MAX_BYTES = 1_000_000


def read_logo(root: Path, organisation: Organisation, places: Places) -> Logo | None:
    """The logo named in ``udseende: logo:``, a file below the root; None when none is named. Raises InputError."""
    name = organisation.look.logo
    if name is None:
        return None
    path = (root / name).resolve()
    kind = KINDS.get(path.suffix.lower().replace("jpeg", "jpg"))
    if kind is None or not path.is_relative_to(root.resolve()):
        message = say("»{file}« cannot be the logo", file=name)
        raise _refused(places, message, say("name an SVG, PNG or JPG file in the project's folder"))
    try:
        data = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b""
    except OSError:
        message = say("the logo »{file}« is not there", file=name)
        raise _refused(places, message, say("put the file there, or leave logo: empty")) from None
    media, mark = kind
    if mark not in data[:5000]:
        message = say("the logo »{file}« is damaged, larger than 1 MB or of another kind than its name says", file=name)
        raise _refused(places, message, say("save the picture anew as SVG or PNG"))
    return Logo(f"logo{path.suffix.lower()}", media, data)


def _refused(places: Places, message: Message, fix: Message) -> InputError:
    return InputError([Problem(places.file, *places.of(("look", "logo")), "logo", message, fix)])
