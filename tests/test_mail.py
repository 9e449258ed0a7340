"""The e-mail drafts: read back by the standard library, whole in words and files, harmless whatever people write."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from icalendar import Calendar

from talsammen.checking import check
from talsammen.render.calendar import revisions
from talsammen.render.environment import Renderer
from talsammen.render.events import events_of
from talsammen.render.mail import mail_files
from talsammen.render.plain import plain

from .conftest import Root
from .test_organisation import change
from .test_privacy import FILE, SECRET

PDF = b"%PDF-1.7 \r\n\x00\xff."
PLACE = "print/x/da/invitation.eml"


def made(root: Root) -> dict[str, bytes]:
    """The drafts of the workplace x as a build makes them, with a made-up sheet."""
    checked = check(root.folder)
    (kit,) = checked.kits
    renderer = Renderer(checked.project, "da", "print")
    events = events_of(renderer, kit)
    return mail_files(renderer, kit, events, revisions(events, None), {d.id: PDF for d in kit.dialogues})


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert not message.defects and not [part for part in message.walk() if part.defects]
    return message


def words(message: EmailMessage, kind: str = "plain") -> str:
    return message.get_body((kind,)).get_content().replace("\r\n", "\n")


def files(message: EmailMessage) -> dict[str, object]:
    return {part.get_filename(): part.get_content() for part in message.iter_attachments()}


def test_a_draft_holds_the_invitation_in_words_and_as_files(root):
    root.example("vejgruppen")
    (root.folder / "workplaces/vejgruppen.yaml").rename(root.folder / "workplaces/x.yaml")
    message = read(made(root)[PLACE])
    assert message["subject"] == "Invitation til Udviklingsdialog, onsdag den 22. oktober 2025"
    assert (message["to"], message["x-unsent"]) == ("", "1") and message["date"] is message["message-id"] is None
    text = words(message)
    for said in (
        "Dato og tidspunkt: onsdag den 22. oktober 2025 kl. 7.00–10.00\nSted: Kantinen på materielgården\n",
        "Trivselstema: Social støtte og tillid\nLedelsestema: Resultater, optimering og udvikling",
        "1. noget, du har oplevet, hvor trivselstemaet spillede ind\n2. noget",
        "- 7.00–7.15: Velkomst (15 minutter)\n- 7.15–8.25: Dialog om trivsel (70 minutter)",
        "Venlig hilsen\nPlanlægningsgruppen\nBo Kjeldsen, Torben Lauridsen og Jette Ravn",
    ):
        assert said in text, said
    assert plain(words(message, "html")) == text.strip()
    assert list(files(message)) == ["invitation.ics", "invitation.pdf"]
    assert files(message)["invitation.pdf"] == PDF


def test_the_parts_stand_in_the_order_programs_expect(root):
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 17-09-2025, kl: 8.00}\n")
    message = read(made(root)[PLACE])
    types = [part.get_content_type() for part in message.walk()]
    assert types == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/pdf",
    ]  # fmt: skip
    html = words(message, "html")
    assert html.startswith('<!DOCTYPE html>\n<html lang="da"') and "<img" not in html and "src=" not in html


def test_the_entry_attached_is_the_dialogue_alone(root):
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 17-09-2025, kl: 8.00, sted: Hallen}\n")
    (part,) = [p for p in read(made(root)[PLACE]).walk() if p.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "PUBLISH" and part.get_content_disposition() == "attachment"
    whole = Calendar.from_ical(part.get_content())
    (event,) = whole.walk("VEVENT")
    assert (whole["method"], event["summary"], event["location"]) == ("PUBLISH", "Udviklingsdialog", "Hallen")


def test_what_is_not_known_is_a_line_to_write_on(root):
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 17-09-2025}\n")
    text = words(read(made(root)[PLACE]))
    assert "onsdag den 17. september 2025\nKl. ________\nSted: ________\nTrivselstema: ________" in text


def test_without_a_day_there_is_nothing_to_send(root):
    root.workplace("x", "arbejdsplads: X\n")
    assert made(root) == {}


def test_every_team_has_its_own(root):
    root.workplace(
        "x", "arbejdsplads: X\ndialog: [{hold: Dag, dato: 23-09-2025}, {hold: Åben aften, dato: 24-09-2025}]\n"
    )
    drafts = made(root)
    assert set(drafts) == {"print/x/da/invitation-dag.eml", "print/x/da/invitation-aaben-aften.eml"}
    message = read(drafts["print/x/da/invitation-aaben-aften.eml"])
    assert message["subject"] == "Invitation til Udviklingsdialog, Åben aften, onsdag den 24. september 2025"
    assert list(files(message)) == ["invitation-aaben-aften.ics", "invitation-aaben-aften.pdf"]


@pytest.mark.parametrize(("date", "attached"), [("dato: 17-09-2025, kl: 8.00, ", ["cancelled.ics"]), ("", [])])
def test_a_cancelled_dialogue_is_called_off(root, date, attached):
    root.workplace("x", f"arbejdsplads: X\nleder: {{navn: Eva Lund}}\ndialog: {{{date}aflyst: ja}}\n")
    drafts = made(root)
    assert list(drafts) == ["print/x/da/cancelled.eml"]
    message = read(drafts["print/x/da/cancelled.eml"])
    assert message["subject"].startswith("Aflyst: Udviklingsdialog") and list(files(message)) == attached
    assert "bliver ikke holdt" in words(message) and "spørg Eva Lund." in words(message)
    for data in files(message).values():
        assert Calendar.from_ical(data)["method"] == "CANCEL"


def test_the_bytes_are_plain_and_always_the_same(root):
    root.workplace("x", f"arbejdsplads: {'Æbleøen ' * 9}\ndialog: {{dato: 17-09-2025, sted: {'ø' * 1500}}}\n")
    data = made(root)[PLACE]
    assert data == made(root)[PLACE]
    assert data.isascii() and max(map(len, data.split(b"\r\n"))) <= 998
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert "ø" * 1500 in words(read(data))


def test_a_long_subject_keeps_its_spaces(root):
    team = "Ærø " * 30 + "hold"
    root.workplace("x", f"arbejdsplads: X\ndialog: [{{hold: {team}, dato: 17-09-2025}}, {{hold: B}}]\n")
    (data,) = made(root).values()
    assert read(data)["subject"] == f"Invitation til Udviklingsdialog, {team}, onsdag den 17. september 2025"


def test_nothing_people_write_breaks_out(root):
    nasty = 'A\\r\\nBcc: alle@x.dk\\r\\n\\r\\n--=_part_1\\u0085 <script>x</script> \\"q\\", æ {{ 7*7 }}'
    root.workplace(
        "x",
        f'arbejdsplads: "{nasty}"\nleder: {{navn: "{nasty}", email: "{nasty}"}}\n'
        f'dialog: [{{hold: "{nasty}", dato: 17-09-2025, sted: "{nasty}"}}, {{hold: B, dato: 18-09-2025}}]\n',
    )
    for data in made(root).values():
        message = read(data)
        assert message["bcc"] is None and "{{ 7*7 }}" in words(message)
        assert len(list(message.walk())) == 6 and "<script>" not in words(message, "html")
    assert any("Bcc: alle@x.dk --=_part_1" in str(read(data)["subject"]) for data in made(root).values())


def test_no_secret_is_in_a_draft(root):
    root.workplace("x", FILE)
    message = read(made(root)[PLACE])
    everything = words(message) + words(message, "html") + str(files(message)["invitation.ics"])
    assert "Ida Holm" in everything
    assert {name for name, marker in SECRET.items() if marker in everything} == set()


def test_the_address_of_the_pages(root):
    change(root, "adresse:", "adresse: https://dialog.eksempel.dk #")
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 17-09-2025}\n")
    assert "læse mere om dialogen her: https://dialog.eksempel.dk/x/" in words(read(made(root)[PLACE]))


def test_a_build_attaches_the_published_sheet(root):
    root.printed = False
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 17-09-2025, kl: 8.00}\n")
    assert root.run("build").status == 0
    message = read((root.output / PLACE).read_bytes())
    assert files(message)["invitation.pdf"] == (root.output / "site/x/pdf/invitation.pdf").read_bytes()
    assert PLACE in root.manifest["workplaces"]["x"]["files"]
    assert not [path for path in root.built() if path.startswith("site/") and path.endswith(".eml")]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a\n b&nbsp;c</p><p>d</p>", "a b c\n\nd"),
        ("<ol><li><p>a</p></li><li>b<ul><li>c</li></ul></li></ol><p>d</p>", "1. a\n2. b\n- c\n\nd"),
        ("<table><tr><th>a</th><td>b</td></tr>\n<tr><th>c</th><td>d</td></tr></table>", "a  b\nc  d"),
        ('<a href="https://x.dk">her</a> <a href="https://y.dk">https://y.dk</a> <a href="#z">z</a>',
         "her (https://x.dk) https://y.dk z"),
        ("a<br>b<br/>&lt;b&gt; &amp;amp;", "a\nb\n<b> &amp;"),
        ("<head><title>x</title></head><p>a <strong>b</strong>, c</p>", "a b, c"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_as_plain_text(html, text):
    assert plain(html) == text
