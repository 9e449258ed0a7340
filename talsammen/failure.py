"""An exception of ours in; what may be told of it to somebody else out: types and places in the code, and versions.

Never a message or a value, because they may quote what people have written, and never a folder of the machine.
"""

from __future__ import annotations

import platform
import re
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path, PurePath

from . import __version__

NAME = "talsammen-fejl.txt"
PACKAGE = Path(__file__).parent
#: Folders after which a path says what it is without saying whose machine it is on.
KNOWN = ("site-packages", "dist-packages", "layouts")
#: A place in the traceback another process has sent as text.
_SENT = re.compile(r'^ *File "(.+)", line (\d+), in (\S+)$', re.M)


def failure_text(error: BaseException, command: str, versions: tuple[str, ...]) -> str:
    """The whole report as a text of plain lines."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    head = [f"TalSammen {__version__}, Python {platform.python_version()}, {system}", f"command: {command or 'build'}"]
    return "\n".join([*head, *versions, "", *_told(error, set())]) + "\n"


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    """The exception and those behind it, the first one first."""
    seen.add(id(error))
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if behind is not None and id(behind) not in seen:
        yield from _told(behind, seen)
        yield ""
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    yield from (f"  {_code(f.filename)}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__))
    if kind.__name__ == "_RemoteTraceback":
        yield from (f"  {_code(file)}:{line} {function}" for file, line, function in _SENT.findall(str(error)))
    for part in getattr(error, "exceptions", ()) if isinstance(error, BaseExceptionGroup) else ():
        yield from _told(part, seen)


def place_of(error: BaseException) -> str:
    """The last place in our own code: file and line."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _code(frame.filename).startswith("talsammen/")]
    return next((f"{_code(f.filename)}:{f.lineno}" for f in reversed(ours or frames)), "?")


def _code(filename: str) -> str:
    """A file of code from the package, the library or the layouts on; else its name alone."""
    path = PurePath(filename)
    if path.is_relative_to(PACKAGE):
        return path.relative_to(PACKAGE.parent).as_posix()
    found = [i for i, part in enumerate(path.parts) if part in KNOWN]
    if not found:
        return path.name
    return PurePath(*path.parts[found[-1] + (path.parts[found[-1]] != "layouts") :]).as_posix()


def keep(text: str, folder: Path) -> Path | None:
    """Writes the report to this folder, else to a temporary one; None when nothing can be written to."""
    for place in (lambda: folder, lambda: Path(tempfile.mkdtemp(prefix="talsammen-"))):
        try:
            file = place() / NAME
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            return file
        except OSError:
            continue
    return None
