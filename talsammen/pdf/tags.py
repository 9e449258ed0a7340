"""The structure and text a PDF was given by the engine in; the same as PDF/UA-1 wants it.

WeasyPrint does not say which way a table's heading cells look, tags the sheet's foot as content, leaves items of a list
without a body, and gives the parts of a letter that is put together of several glyphs no character of their own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

import pydyf

from ..fonts import glyph_letters

#: What an annotation says of itself when it is on paper as on the screen.
PRINTED = 4


def finish_tags(pdf: Any) -> None:
    """Heading cells get their scope and list items their body; what belongs to no text becomes an artifact."""
    told = {id(element) for element in _tree(pdf)}
    for link in pdf.objects:
        if isinstance(link, pydyf.Dictionary) and link.get("Subtype") == "/Link":
            link["F"] = PRINTED
    for element in [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and "S" in one]:
        if element.get("Type") != "/StructElem":
            continue
        if id(element) not in told:
            _make_artifact(pdf, element)
        elif element["S"] == "/TH" and "A" in element:
            element["A"]["Scope"] = "/Column" if _heads_columns(pdf, element) else "/Row"
        elif element["S"] == "/L":
            _list_only_items(pdf, element)
        elif element["S"] == "/LI":
            _give_body(pdf, element)


def tell_language(pdf: Any, tag: Any, element: Any) -> None:
    """What says its language keeps it; what merely is in the document's own needs not say so."""
    said = element.get("lang") if element is not None else None
    own = element.tag == "html" and pdf.catalog["Lang"].string == said if said else False
    if said and not own and "Lang" not in tag:
        tag["Lang"] = pydyf.String(said)


def _tree(pdf: Any) -> Iterator[Any]:
    """Every element of the structure that can be reached from its root."""
    waiting = [at(pdf, reference) for reference in at(pdf, pdf.catalog["StructTreeRoot"])["K"]]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [at(pdf, kid) for kid in element.get("K", ()) if isinstance(kid, bytes)]


def _heads_columns(pdf: Any, cell: Any) -> bool:
    """In the table's head, or in a row that has nothing but headings."""
    row = at(pdf, cell["P"])
    cells = [at(pdf, kid) for kid in row["K"]]
    return at(pdf, row["P"]).get("S") == "/THead" or all(one.get("S") == "/TH" for one in cells)


def _list_only_items(pdf: Any, items: Any) -> None:
    """A list has items and nothing else: what merely holds a term and its words together (dl > div) gives them over."""
    kids = pydyf.Array()
    for kid in items["K"]:
        inside = at(pdf, kid) if isinstance(kid, bytes) else {}
        if inside.get("S") == "/Div":
            for one in inside["K"]:
                at(pdf, one)["P"] = items.reference
            kids += inside["K"]
            inside["K"] = pydyf.Array()
        else:
            kids.append(kid)
    items["K"] = kids


def _give_body(pdf: Any, item: Any) -> None:
    kids = [at(pdf, kid) for kid in item["K"] if isinstance(kid, bytes)]
    if len(kids) != len(item["K"]) or any(kid.get("S") in ("/LBody", "/L") for kid in kids):
        return
    body = pydyf.Dictionary({"Type": "/StructElem", "S": "/LBody", "Pg": item["Pg"], "P": item.reference})
    pdf.add_object(body)
    body["K"] = pydyf.Array(kid.reference for kid in kids if kid.get("S") != "/Lbl")
    for kid in kids:
        if kid.get("S") != "/Lbl":
            kid["P"] = body.reference
    item["K"] = pydyf.Array([kid.reference for kid in kids if kid.get("S") == "/Lbl"] + [body.reference])


def _make_artifact(pdf: Any, element: Any) -> None:
    """The foot of a sheet is no part of its text: its words lose their tag."""
    for mark in (kid for kid in element["K"] if isinstance(kid, int)):
        page = at(pdf, element["Pg"])
        drawn = at(pdf, page["Contents"]).stream
        for place, item in enumerate(drawn):
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") == mark and drawn[place + 1] == b"BDC":
                drawn[place - 1 : place + 2] = ["/Artifact", b"", b"BMC"]
        numbers = at(pdf, at(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
        numbers[numbers.index(page["StructParents"]) + 1][mark] = "null"


def finish_letters(pdf: Any, fonts: Any) -> None:
    """A glyph that is only part of a letter is told as the part it is: i and the dot below it, not nothing and ị."""
    for font in fonts:
        if all(font.to_unicode.values()) or font.used_in_forms:
            continue
        letters = glyph_letters(font.family)
        told = {glyph: _part(text, letters.get(glyph, "")) for glyph, text in font.to_unicode.items()}
        lines = {
            f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>".encode(): glyph
            for glyph, text in font.to_unicode.items()
        }
        for one in pdf.objects:
            if isinstance(one, pydyf.Dictionary) and one.get("BaseFont") == font.name and "ToUnicode" in one:
                stream = at(pdf, one["ToUnicode"]).stream
                stream[:] = [
                    f"<{lines[line]:04x}> <{told[lines[line]].encode('utf-16-be').hex()}>".encode()
                    if line in lines
                    else line
                    for line in stream
                ]


def _part(text: str, own: str) -> str:
    return own if own and (not text or unicodedata.combining(own)) else text or "\u200b"


def at(pdf: Any, reference: bytes) -> Any:
    """The object of a PDF a reference (``b"12 0 R"``) means."""
    return pdf.objects[int(reference.split()[0])]
