"""What a workplace hands over and prints in one go: packs of one paper size, and one zip with everything."""

import zipfile
from io import BytesIO
from urllib.parse import quote

import pytest
from pypdf import PdfReader

#: What a pack leaves out: a booklet, what is printed on demand, and other ways to print the same.
LEFT_OUT = {
    "guide", "form-wellbeing-large", "form-leadership-large", "invitation-large", "preparation-sheet-large",
    "flipchart-headings", "flipchart-headings-a4", "flipchart-sheets-tiled", "progress-board-tiled",
}  # fmt: skip


def documents_of(kits, id, paper):
    entries = kits.manifest["workplaces"][id]["documents"]
    return [
        d for d in entries
        if d["paper"].split()[0] == paper and d["audience"] in ("everyone", "planning-group")
        and d["id"].removesuffix(f"-{d['team']}") not in LEFT_OUT
    ]  # fmt: skip


def titles(reader, outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(reader, entry)
        else:
            yield reader.get_destination_page_number(entry) + 1, entry.title


@pytest.mark.parametrize("id", ["solbakken", "skovgården", "engparken"])
@pytest.mark.parametrize("paper", ["A3", "A4", "A5"])
def test_a_pack_holds_every_sheet_of_its_paper_and_no_other(kits, pdf_text, id, paper):
    """Two-sided: each sheet begins on a front, and a sheet with one side has empty backs."""
    file = kits.output / f"print/{id}/da/pack-{paper.lower()}.pdf"
    held = documents_of(kits, id, paper)
    reader = PdfReader(file)
    leaves = sum(2 * -(-d["pages"] // d["sides"]) for d in held)
    cover = len(reader.pages) - leaves
    assert cover in (2, 4), "the cover and its contents, also two-sided"
    for document in held:
        own = pdf_text(kits.output / document["file"])
        mark = own.split()[-1]
        assert mark in pdf_text(file), document["id"]
    sizes = {tuple(sorted(round(float(v) * 25.4 / 72) for v in p.mediabox[2:])) for p in reader.pages}
    assert len(sizes) == 1, "an office printer takes one paper at a time"


@pytest.mark.parametrize("id", ["skovgården", "engparken"])
def test_contents_name_the_page_each_sheet_stands_on(kits, id):
    reader = PdfReader(kits.output / f"print/{id}/da/pack-a4.pdf")
    names = reader.named_destinations
    first = {d["id"]: None for d in documents_of(kits, id, "A4")}
    for name in names:
        if name.removeprefix("sheet-") in first:
            first[name.removeprefix("sheet-")] = reader.get_destination_page_number(names[name]) + 1
    assert all(page and page % 2 for page in first.values()), "every sheet begins on a front"
    cover = "".join(page.extract_text() for page in reader.pages[: min(first.values()) - 1])
    for id, page in first.items():
        assert f" {page}\n" in f"{cover}\n", (id, page)


def test_a_pack_has_bookmarks_tags_and_no_fields(kits):
    reader = PdfReader(kits.output / "print/skovgården/da/pack-a4.pdf")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "da" and not reader.get_fields()
    assert (1, "Alle ark på A4") in set(titles(reader, reader.outline))
    assert "»Guide til" in reader.pages[0].extract_text(), "where the guide is"
    assert len(list(titles(reader, reader.outline))) > 20


def test_the_zip_holds_the_kit_but_nothing_confidential(kits):
    entry = kits.manifest["workplaces"]["skovgården"]
    with zipfile.ZipFile(kits.output / "kits/skovgården.zip") as zipped:
        assert zipped.testzip() is None
        names = set(zipped.namelist())
        for name in names - set(kits.manifest["shared"]):
            assert zipped.read(name) == (kits.output / name).read_bytes(), name
        front = zipped.read("site/index.html").decode()
    given = {f for f in entry["files"] if not f.startswith(("leader/", "kits/")) and "/hr-request." not in f}
    assert names == given | set(kits.manifest["shared"])
    assert quote("skovgården/index.html") in front and "engparken" not in front


def test_a_zip_is_the_same_bytes_for_the_same_files():
    from talsammen.write.archive import archive

    files = {"b/å.txt": "æøå".encode(), "a.txt": b"a"}
    assert archive(files) == archive(dict(reversed(files.items())))
    with zipfile.ZipFile(BytesIO(archive(files))) as zipped:
        assert zipped.namelist() == ["a.txt", "b/å.txt"] and zipped.read("b/å.txt").decode() == "æøå"
