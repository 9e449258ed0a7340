"""The organisation's logo in, its bytes and kind out; one that cannot be used is a problem with its place."""

from __future__ import annotations

from pathlib import Path

from ..errors import InputError, Message, Problem, say
from ..model.organisation import Organisation
from ..model.places import Places
from ..model.project import Logo
from .pictures import drawing_fault, pixels
from .source import read_bytes

KINDS = {".svg": ("image/svg+xml", b"<svg"), ".png": ("image/png", b"\x89PNG"), ".jpg": ("image/jpeg", b"\xff\xd8")}
MAX_BYTES = 1_000_000
#: So many points across, and so many down, on the largest picture that is printed.
MOST_PIXELS = 4000


def read_logo(root: Path, organisation: Organisation, places: Places) -> Logo | None:
    """The logo named in ``udseende: logo:``, a file below the root; None when none is named. Raises InputError."""
    name = organisation.look.logo
    if name is None:
        return None
    path = root / name
    kind = KINDS.get(path.suffix.lower().replace("jpeg", "jpg"))
    if kind is None or not _below(root, path):
        message = say("»{file}« cannot be the logo", file=name)
        raise _refused(places, message, say("name an SVG, PNG or JPG file in the project's folder"))
    if not path.is_file():
        message = say("the logo »{file}« is not there", file=name)
        raise _refused(places, message, say("put the file there, or leave logo: empty"))
    data = _bytes(path, name)
    media, mark = kind
    if mark not in data[:5000]:
        message = say("the logo »{file}« is damaged, larger than 1 MB or of another kind than its name says", file=name)
        raise _refused(places, message, say("save the picture anew as SVG or PNG"))
    if fault := drawing_fault(data) if media == "image/svg+xml" else _size_fault(data):
        message = say("the logo »{file}« cannot be used: {fault}", file=name, fault=fault)
        raise _refused(places, message, say("save the picture anew as SVG or PNG"))
    return Logo(f"logo{path.suffix.lower()}", media, data)


def _below(root: Path, path: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):  # a circle of links; a name no disk can have
        return False


def _bytes(path: Path, name: str) -> bytes:
    """The file's bytes; none for one that is too large or cannot be read."""
    try:
        return read_bytes(path, name, MAX_BYTES)
    except InputError:
        return b""


def _size_fault(data: bytes) -> Message | None:
    if (size := pixels(data)) is None:
        return say("it does not say how large it is")
    most = say("it has more than {most} × {most} points", most=MOST_PIXELS)
    return None if min(size) > 0 and max(size) <= MOST_PIXELS else most


def _refused(places: Places, message: Message, fix: Message) -> InputError:
    return InputError([Problem(places.file, *places.of(("look", "logo")), "logo", message, fix)])
