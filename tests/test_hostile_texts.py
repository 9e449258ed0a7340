"""Hostile words in every text of the workplace file: every output, parsed, holds them as text and nothing else."""

from __future__ import annotations

import csv
import email
import io
import json
import re
import typing
import zipfile
from collections.abc import Iterator
from email import policy
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import icalendar
import openpyxl
import pytest
from pydantic import BaseModel

from talsammen.model.values import Text
from talsammen.model.workplace import Workplace

from .hostile import fields_of

PAYLOAD = (
    "<script>alert(1)</script><img src=x onerror=alert(2)></style></title>{{ 7*7 }}{% raw %}]]>"
    "[x](javascript:alert(3)) **b** `c` url(file:///etc/passwd) \\n;,\"' &lt;w:p&gt;"
)
#: Begins a formula, a header, a calendar's line, and a boundary of parts.
NASTY = f"=1+1{PAYLOAD}\r\nBcc: alle@x.dk\r\nBEGIN:VALARM\r\nATTENDEE:mailto:alle@x.dk\r\n\r\n--=_part_1"
PEOPLE = [f"@{n}{PAYLOAD}" for n in "ABCDEF"]
EFFORTS = [f"+Et{PAYLOAD}", f"-To{PAYLOAD}"]
GROUPS = {"trivsel": [PEOPLE[:3], PEOPLE[3:]], "ledelse": [PEOPLE[::2], PEOPLE[1::2]]}
#: What is not free: days, numbers, and words that must agree with others.
FITTING: dict[str, typing.Any] = {
    "sprog": ["da", "en"], "program": None, "deltagere": PEOPLE, "grupper": GROUPS, "fraværende": [], "stemmer": None,
    "dato": "17-09-2025", "kl": "8.30", "varighed": "3 timer", "datoer": {"skemaer": "01-09-2025"}, "måned": "marts",
    "anledning": "egen", "ark": "one", "tema": "trivsel", "status": "done", "nummer": None, "år": None,
    "inden": "01-09-2025", "vist-for-alle": "01-10-2025", "aflyst": "nej", "december": "ja", "organisation-": None,
}  # fmt: skip


def whole_file() -> dict[str, typing.Any]:
    """A workplace file in which every key is written, and hostile words wherever words may stand."""
    told = written(Workplace)
    first, second = told["dialog"]
    del first["deltagere"], first["grupper"], second["deltagere"], second["grupper"]
    first["hold"], second["hold"] = f"=dag {PAYLOAD}", f"@aften {PAYLOAD}"
    first["deltagere"], second["deltagere"] = PEOPLE, [f"{name} 2" for name in PEOPLE]
    del told["deltagere"], told["grupper"]
    for part in ("udviklingsplan", "handleplaner", "iglo", "sendes"):
        for one, name in zip(told["opfølgning"][part], EFFORTS, strict=True):
            one["indsats"] = name
    told["opfølgning"]["udviklingsplan"][1]["december"] = "nej"
    return told


def written(annotation: typing.Any) -> typing.Any:
    parts = [part for part in typing.get_args(annotation) if part not in (type(None), Ellipsis)]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and not issubclass(annotation, Text):
        keys = {key: FITTING[key] if key in FITTING else written(inner) for key, inner in fields_of(annotation).items()}
        return {key: value for key, value in keys.items() if value is not None}
    if typing.get_origin(annotation) is tuple:
        return [written(parts[0]), written(parts[0])]
    if annotation is bool or (parts and bool in parts):
        return "ja"
    return next((written(part) for part in parts if part is not str), NASTY)


@pytest.fixture(scope="module")
def output(built_once) -> Path:
    root = built_once("hostile-texts", None, False, ond=json.dumps(whole_file(), ensure_ascii=False))
    assert root.run("overview", "--output", str(root.output)).status == 0
    return root.output


def files(output: Path, *endings: str) -> Iterator[tuple[str, bytes]]:
    """Every file with one of these endings, those in zips too."""
    found = 0
    for path in sorted(path for path in output.rglob("*") if path.is_file()):
        if path.suffix in endings:
            found += 1
            yield path.name, path.read_bytes()
    assert found, endings


def test_every_text_of_the_file_is_hostile():
    def count(told):
        if isinstance(told, dict):
            return sum(map(count, told.values()))
        return sum(map(count, told)) if isinstance(told, list) else PAYLOAD in str(told)

    assert count(whole_file()) > 120


def test_pages_and_sheets_hold_it_as_text(output):
    seen = 0
    for name, data in files(output, ".html", ".pdf"):
        text = data.decode()
        page = html5lib.parse(text, namespaceHTMLElements=False)
        for element in page.iter():
            if not isinstance(element.tag, str):
                continue
            said = "".join(element.itertext()) if element.tag in ("script", "style") else ""
            if "alert(" in said:
                (line,) = [line for line in said.splitlines() if "alert(" in line]
                json.loads(re.fullmatch(r"(?:window\.\w+ = )?(\{.*\});?", line.strip())[1])
            assert not [key for key in element.attrib if key.startswith("on")], name
            for key in ("href", "src", "action", "data", "xlink:href"):
                assert not re.match(r"\s*(javascript|vbscript|file):|x$", element.get(key, "")), (name, element.attrib)
                assert not element.get(key, "").startswith("mailto:") or "?" not in element.get(key), name
            assert "url(file" not in element.get("style", ""), name
            assert element.tag != "style" or "url(file" not in said, name
        shown = "".join(page.itertext())
        assert "49{% raw %}" not in shown, name
        seen += "<script>alert(1)</script>" in shown
    assert seen > 100


def test_word_files_hold_it_as_text(output):
    for name, data in files(output, ".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = {
                part: ET.fromstring(packed.read(part)) for part in packed.namelist() if part.endswith((".xml", ".rels"))
            }
        for part, root in parts.items():
            for element in root.iter():
                assert "script" not in element.tag, (name, part)
                if part.endswith(".rels"):
                    assert "alert" not in str(element.attrib) and "file:" not in str(element.attrib), (name, part)
        fields = [e.text or "" for e in parts["word/document.xml"].iter() if e.tag.endswith("}instrText")]
        assert not [field for field in fields if "alert" in field], name
        words = "".join(e.text or "" for e in parts["word/document.xml"].iter() if e.tag.endswith("}t"))
        assert "{{ 7*7 }}" in words, name


def test_calendars_hold_it_as_text(output):
    for name, data in files(output, ".ics"):
        calendar = icalendar.Calendar.from_ical(data)
        assert all(len(line) <= 75 for line in data.split(b"\r\n")), name
        for event in calendar.walk("VEVENT"):
            assert len(event.walk("VALARM")) <= 1 and "ATTENDEE" not in event, name
        assert b"\nBcc" not in data and b"\nATTENDEE" not in data, name
        assert any("<script>alert(1)" in str(value) for event in calendar.walk("VEVENT") for value in event.values())


def test_drafts_hold_it_as_text(output):
    for name, data in files(output, ".eml"):
        message = email.message_from_bytes(data, policy=policy.default)
        assert message["bcc"] is None and message.defects == [], name
        assert [part.get_content_type() for part in message.walk()].count("text/html") == 1, name
        assert all(part.defects == [] for part in message.walk()), name


def test_tables_hold_it_as_text(output):
    for name, data in files(output, ".csv"):
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"):
            assert not [cell for cell in row if cell[:1] in "=+-@\t\r" and "alert" in cell], name
    for name, data in files(output, ".xlsx"):
        for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
            kinds = {(cell.data_type, "alert" in str(cell.value)) for row in sheet.iter_rows() for cell in row}
            assert ("f", True) not in kinds, name


def test_what_programs_read_is_whole(output):
    for _, data in files(output, ".json"):
        json.loads(data)
    for _, data in files(output, ".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            assert packed.testzip() is None
            assert not [name for name in packed.namelist() if re.search(r"\.\.|^/|[<>:\"|?*\\\x00-\x1f]", name)]
