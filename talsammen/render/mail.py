"""A Kit and a language in; e-mail drafts (RFC 5322, ``.eml``) out: each dialogue's invitation, or that it is cancelled.

The words of the invitation are those of its sheet. ``X-Unsent`` opens a draft in Outlook as a message to be sent; whom
to, and when, is for the person who sends it. The calendar entry is attached and no alternative of the text: Outlook
would turn the whole draft into an appointment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from ..model.kit import Kit, PlannedDialogue
from .address import address_of
from .calendar import Revisions, calendar
from .context import print_view, public_kit
from .environment import Renderer
from .events import Event
from .plain import BLANK, one_line, plain
from .prints import Labels

INVITATION, CANCELLED = "invitation", "cancelled"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_BLANK = '<span class="blank"></span>'


def mail_files(
    renderer: Renderer, kit: Kit, events: Iterable[Event], counted: Revisions, sheets: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The drafts of one kit in one language, path below ``output/`` -> bytes; none for a dialogue without a day.

    ``sheets`` holds the invitation as PDF, by dialogue id.
    """
    public, by_dialogue = public_kit(kit), {e.dialogue: e for e in events if e.dialogue is not None}
    files = {}
    for planned in public.dialogues:
        off = planned.dialogue.cancelled
        if off or planned.dialogue.date:
            event = by_dialogue.get(planned.id)
            kind = CANCELLED if off else INVITATION
            name = f"{kind}-{planned.id}" if planned.id else kind
            sheet = sheets.get(planned.id)
            context = _context(renderer, public, planned, kind) | {"with_sheet": bool(sheet)}
            message = _draft(renderer, context, kind)
            if event:
                _attach_event(message, calendar(renderer, public, [event], counted), off, name)
            if sheet and not off:
                message.add_attachment(sheet, maintype="application", subtype="pdf", filename=f"{name}.pdf")
            files[f"print/{kit.id}/{renderer.code}/{name}.eml"] = _subject(context) + _bytes(message)
    return files


def _subject(context: Mapping[str, Any]) -> bytes:
    """The first line; not left to the message, which loses spaces where it folds a long row of words with ø."""
    words = _CONTROL.sub(" ", one_line(str(context["subject"])))
    return b"Subject: %s\r\n" % Header(words, header_name="Subject").encode(linesep="\r\n").encode()


def _draft(renderer: Renderer, context: Mapping[str, Any], kind: str) -> EmailMessage:
    """The message and its words, plain and as HTML."""
    html = renderer.template(f"mail/{kind}.html", context).replace(_BLANK, BLANK)
    message = EmailMessage(policy=SMTP)
    message["To"] = ""
    message["X-Unsent"] = "1"
    message["Content-Language"] = renderer.code
    message.set_content(plain(html), subtype="plain", charset="utf-8", cte="quoted-printable")
    message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    return message


def _context(renderer: Renderer, kit: Kit, planned: PlannedDialogue, kind: str) -> dict[str, Any]:
    """What the layout of a message sees: the same as the sheet of the invitation, made from the public kit."""
    view = vars(print_view(kit, renderer, planned.id))
    context = {**view, "document_url": lambda _: None, "address": address_of(kit, renderer.code)}
    context["title"] = renderer.title(f"print/{kind}" if kind == INVITATION else f"files/{kind}", context)
    subject = renderer.texts[f"files/{kind}"].front.labels["subject"]
    context["subject"] = renderer.line(f"files/{kind}", "label subject", subject, context)
    return {**context, "labels": Labels(renderer, f"print/{INVITATION}", context)}


def _attach_event(message: EmailMessage, data: bytes, cancelled: bool, name: str) -> None:
    method = "CANCEL" if cancelled else "PUBLISH"
    message.add_attachment(
        data, maintype="text", subtype="calendar", filename=f"{name}.ics", params={"method": method, "charset": "utf-8"}
    )


def _bytes(message: EmailMessage) -> bytes:
    """The same bytes for the same message: boundaries of its own making, no date, no id."""
    parts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(parts, start=1):
        part.set_boundary(f"=_part_{number}")
    return message.as_bytes(policy=SMTP)
