"""The bytes of a theme form filled in on a screen in; what stands in its fields out. The only module that reads PDFs.

A form is known by the keywords of its PDF (``form=form-wellbeing workplace=skovgården language=da``; see
layouts/partials/theme-form.html). Some programs drop them; then its fields tell that it is ours and of which kind, and
the workplace's name in its foot or title whose it is.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import BadValue, Message, say
from ..model.proposals import HandIn
from ..model.themes import KINDS, Catalogue, Kind
from .source import clean

FIELDS = {"name", "theme", "own-theme", "reason-1", "reason-2"}
MOST_PAGES = 8
LONGEST = 4000
_KEYWORDS = re.compile(r"form=form-(wellbeing|leadership)\S* workplace=(\S+)")
_AGAIN = say("save it again from the program it was filled in with, or type it into a CSV")
_BY_HAND = say("type what it says into a CSV, one row for each form")


@dataclass(frozen=True)
class Expected:
    """Whose forms are read: the workplace's id and name, and the themes it chooses among."""

    id: str
    name: str
    catalogue: Catalogue


def form_hand_in(data: bytes, file: str, expected: Expected, person: Callable[[str], str]) -> HandIn:
    """What one form says. Raises BadValue for what is not a filled-in form of this workplace, with what to do."""
    if b"%PDF-" not in data[:1024]:
        raise BadValue("no-pdf", say("this is no PDF, whatever its name says"), say("open it and see what it is"))
    try:
        return _read(data, file, expected, person)
    except BadValue:
        raise
    except Exception:  # the reader meets what anybody may send: whatever breaks it, the other forms are counted
        raise BadValue("damaged", say("the PDF is damaged and cannot be read"), _AGAIN) from None


def _read(data: bytes, file: str, expected: Expected, person: Callable[[str], str]) -> HandIn:
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise BadValue("encrypted", say("the PDF is locked with a password"), say("save it without a password"))
    if (pages := len(reader.pages)) > MOST_PAGES:
        message = say("the PDF has {pages} pages and is no theme form", pages=pages)
        raise BadValue("foreign", message, say("is it the right file?"))
    told = _KEYWORDS.search(clean(str((reader.metadata or {}).get("/Keywords", ""))))
    fields = reader.get_fields() or {}
    if not fields.keys() >= FIELDS:
        raise _unusable(reader, bool(told) or _bears(expected.name, reader))
    if told[2] != expected.id if told else not _bears(expected.name, reader):
        raise _stranger(told[2] if told else "")
    crossed = _crossed(fields["theme"])
    if not crossed and not any(_said(fields[name]) for name in FIELDS - {"theme"}):
        raise BadValue("blank", say("the form is not filled in"), say("take it away"))
    kind = told[1] if told else _kind_of(fields["theme"], expected.catalogue)
    known = {theme.id: theme for theme in expected.catalogue.of(kind)}
    themes = tuple(id for id in crossed if id in known)
    own = _said(fields["own-theme"])
    if own and not crossed:
        themes = tuple(id for id, theme in known.items() if theme.optional)
    reasons = tuple((said,) if (said := _said(fields[name])) else () for name in ("reason-1", "reason-2"))
    unknown = len(themes) < len(crossed)
    return HandIn(file, 0, kind, themes, own, reasons, unknown, "", person(_said(fields["name"])))


def _crossed(field: Mapping[str, Any]) -> tuple[str, ...]:
    """What is crossed: the field's value, or the boxes that are on where a program kept no value or several boxes."""
    boxes = [kid.get_object().get("/AS") for kid in field.get("/Kids", ())]
    on = sorted({str(state) for state in boxes if state and state != "/Off"})
    value = str(field.get("/V") or "/Off")
    crossed = on if len(on) > 1 or value == "/Off" else [value]
    return tuple(state.removeprefix("/") for state in crossed)


def _kind_of(field: Mapping[str, Any], catalogue: Catalogue) -> Kind:
    """The kind most of a form's boxes are themes of."""
    boxes = {str(state).removeprefix("/") for state in field.get("/_States_", ())}
    return max(KINDS, key=lambda kind: len(boxes & {theme.id for theme in catalogue.of(kind)}))


def _said(field: Mapping[str, Any]) -> str:
    """A text field's words."""
    return clean(str(field.get("/V") or ""))[:LONGEST].strip()


def _text(reader: Any) -> str:
    return clean("\n".join(page.extract_text() for page in reader.pages))


def _bears(name: str, reader: Any) -> bool:
    """Whether the foot of a page, or the title of the file, begins or ends with the workplace's name."""
    title = clean(str((reader.metadata or {}).get("/Title", "")))
    lines = (" ".join(line.split()) for line in _text(reader).splitlines())
    return title.endswith(f"– {name}") or any(line.startswith(f"{name} · ") for line in lines)


def _unusable(reader: Any, ours: bool) -> BadValue:
    """Why a PDF without our fields cannot be read."""
    if ours:
        message = say("the form was printed or saved without its fields, so its answers are only a picture")
        return BadValue("flat", message, say("ask for the file as it was filled in, or type it into a CSV"))
    if not _text(reader).strip():
        return BadValue("scanned", say("this is a scanned form: a picture without text"), _BY_HAND)
    return BadValue("foreign", say("this is not one of our theme forms"), say("is it the right file?"))


def _stranger(id: str) -> BadValue:
    message: Message = say("the form belongs to another workplace ({id})", id=id or "?")
    return BadValue("other-workplace", message, say("hand it on to them"))
