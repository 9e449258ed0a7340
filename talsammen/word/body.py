"""The body of a document's HTML in; paragraphs, lists and tables of OOXML out, every look by the name of a style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .elements import Element
from .inline import INLINE, TAB, Run, Words, quoted, to_xml

HEADINGS = {"h1": "Heading1", "h2": "Heading2", "h3": "Heading3"}
#: What a paragraph's class means: the style it gets.
STYLES = {
    "lead": "Lead",
    "small": "Small",
    "part": "Part",
    "help": "TableHelp",
    "write": "TableText",
    "line": "Line",
    "closing": "Closing",
}
CELLS = {"TableText", "TableHeading", "TableCentred"}
FRAMES = {"div", "section", "body"}
MM = 1440 / 25.4
#: A table of no more rows than this is not divided between two pages.
SHORT = 12
#: Kinds of numbering in numbering.xml: (ordered, inside a table).
KINDS = {(False, False): 1, (True, False): 2, (False, True): 3, (True, True): 4}


class Body:
    """Writes one document. ``width`` is the room between the margins in mm; ``lists`` grows with each numbered list."""

    def __init__(self, width: float) -> None:
        self.width, self.lists, self._words, self._keep = width, list(KINDS.values()), Words(), False

    def blocks(self, nodes: Iterable[Element | str], style: str = "Normal") -> str:
        """These nodes one below the other; words that stand loose between blocks get a paragraph of their own."""
        parts, loose = [], []
        for node in [*nodes, None]:
            if isinstance(node, str) or (node and node.tag in INLINE):
                loose.append(node)
                continue
            if any(not isinstance(n, str) or n.strip() for n in loose):
                parts.append(self.paragraph(loose, style))
            loose = []
            if node:
                parts.append(self._block(node, style))
        return "".join(parts)

    def _block(self, node: Element, style: str) -> str:
        if node.tag in HEADINGS:
            return self.paragraph(node.children, HEADINGS[node.tag], new_page="new-page" in node.classes)
        if node.tag == "p":
            return self.paragraph(node.children, _style_of(node, style))
        if node.tag in ("ul", "ol"):
            return self._list(node, style, 0)
        if node.tag == "blockquote":
            return self.blocks(node.children, "Quote")
        if node.tag == "dl":
            return "".join(self._facts(node))
        if node.tag == "table":
            return self._table(node)
        if node.tag in FRAMES:
            return self.blocks(node.children, _style_of(node, style))
        raise ValueError(f"<{node.tag}> has no place in a Word file")

    def paragraph(self, nodes: Sequence[Element | str], style: str, numbering: str = "", new_page: bool = False) -> str:
        return self._written(self._words.runs(nodes), style, numbering, new_page)

    def _written(self, runs: Iterable[Run], style: str, numbering: str = "", new_page: bool = False) -> str:
        keep = "<w:keepNext/>" if self._keep else ""
        page = "<w:pageBreakBefore/>" if new_page else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{page}{numbering}</w:pPr>{to_xml(runs)}</w:p>'

    def _list(self, node: Element, style: str, level: int) -> str:
        """A list; numbered ones begin at 1 each."""
        in_table = style in CELLS
        number = KINDS[node.tag == "ol", in_table]
        if node.tag == "ol":
            self.lists.append(number)
            number = len(self.lists)
        look = "TableList" if in_table else "ListNumber" if node.tag == "ol" else "ListBullet"
        return "".join(self._item(item, look, style, number, level) for item in _only(node, "li"))

    def _item(self, item: Element, look: str, style: str, number: int, level: int) -> str:
        mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        parts, loose = [], []
        for node in [*item.children, None]:
            if isinstance(node, str) or (node and node.tag in INLINE):
                loose.append(node)
                continue
            if any(not isinstance(n, str) or n.strip() for n in loose):
                parts.append(self.paragraph(loose, look, "" if parts else mark))
            loose = []
            if node and node.tag in ("ul", "ol"):
                parts.append(self._list(node, style, 1))
            elif node and node.tag == "p":
                parts.append(self.paragraph(node.children, look, "" if parts else mark))
            elif node:
                parts.append(self._block(node, style))
        return "".join(parts)

    def _facts(self, node: Element) -> Iterator[str]:
        """A list of names and values: each pair a line, the values in line with each other."""
        for name, value in _pairs(node):
            label = self._words.runs(name.children, Run(style="Strong"))
            told = self._words.runs(value.children, name=name.text.rstrip(":"))
            yield self._written([*label, TAB, *told], "Fact")

    def _table(self, node: Element) -> str:
        """A table whose head is repeated on each page and whose rows are never cut in two; a short one stays whole."""
        shares = [float(col.attributes["data-width"]) for col in node.all("col")]
        widths = [round(share / sum(shares) * self.width * MM) for share in shares]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        name = (
            f"<w:tblCaption w:val={quoted(node.attributes['aria-label'])}/>" if "aria-label" in node.attributes else ""
        )
        head = list(node.first("thead").all("tr"))
        rows = [(row, True) for row in head] + [(row, False) for row in node.first("tbody").all("tr")]
        short = len(rows) <= SHORT and not any("data-height" in row.attributes for row, _ in rows)
        written = [self._row(row, widths, top, short and row is not rows[-1][0]) for row, top in rows]
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="Plan"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{name}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{''.join(written)}</w:tbl>{self._written([], 'AfterTable')}"
        )

    def _row(self, row: Element, widths: Sequence[int], top: bool, keep: bool) -> str:
        """One row; ``keep`` holds it on the page of the next."""
        height = row.attributes.get("data-height")
        tall = f'<w:trHeight w:val="{round(float(height) * MM)}" w:hRule="atLeast"/>' if height else ""
        cells = _only(row, "th", "td")
        if len(cells) != len(widths):
            raise ValueError(f"a row of {len(cells)} cells in a table of {len(widths)} columns")
        self._keep = keep
        written = "".join(self._cell(cell, width, top) for cell, width in zip(cells, widths, strict=True))
        self._keep = False
        return f"<w:tr><w:trPr><w:cantSplit/>{tall}{'<w:tblHeader/>' if top else ''}</w:trPr>{written}</w:tr>"

    def _cell(self, cell: Element, width: int, top: bool) -> str:
        style = "TableHeading" if top else "TableCentred" if "centre" in cell.classes else "TableText"
        inside = self.blocks(cell.children, style) or self._written([], style)
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def _style_of(node: Element, style: str) -> str:
    return next((STYLES[name] for name in sorted(node.classes) if name in STYLES), style)


def _only(node: Element, *tags: str) -> list[Element]:
    """The elements directly inside, all of these tags. Raises ValueError for another."""
    found = [child for child in node.children if isinstance(child, Element)]
    if wrong := next((child.tag for child in found if child.tag not in tags), None):
        raise ValueError(f"<{wrong}> inside <{node.tag}>")
    return found


def _pairs(node: Element) -> Iterator[tuple[Element, Element]]:
    found = _only(node, "dt", "dd")
    if [child.tag for child in found] != ["dt", "dd"] * (len(found) // 2):
        raise ValueError("<dl> with a <dt> without its <dd>")
    yield from zip(found[::2], found[1::2], strict=True)
