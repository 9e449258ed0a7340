"""One document's HTML and the styles in; the bytes of its Word file out, the same for the same HTML.

Written with the standard library and not by pandoc, which can neither keep a table row whole, nor give it room to write
in, nor make blanks to click into, and is a program of 150 MB that takes fifty times as long for each file. Nor by
python-docx: it has no call for any of these either, and what it begins with has a hundred styles nobody asked for.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from ..errors import InputError, Problem, say
from .body import KINDS, MM, Body
from .elements import Element, parse
from .inline import plain

MARGIN = 20
#: Paper as (width, height) in mm.
PAPERS = {"A4": (210, 297), "A4 landscape": (297, 210), "A3": (297, 420), "A3 landscape": (420, 297)}
#: The spelling Word checks by.
LOCALES = {"da": "da-DK", "en": "en-GB"}
BULLETS, INDENTS = "\u2022\u2013", {False: 7, True: 4}

_OFFICE = "http://schemas.openxmlformats.org"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES = (
    f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = ("document", "styles", "numbering", "settings", "footer")


def word_file(html: str, styles: str, source: str) -> bytes:
    """The Word file. Raises InputError, naming ``source``, when the HTML holds what Word layouts cannot say."""
    try:
        page = parse(html)
        return _zipped(_parts(page, styles))
    except ValueError as error:
        message = say("no Word file can be made of this: {said}", said=str(error))
        raise InputError([Problem(source, 0, 0, "word", message)]) from error


def _parts(page: Element, styles: str) -> dict[str, str]:
    told = {m.attributes["name"]: m.attributes["content"] for m in page.all("meta") if "name" in m.attributes}
    code = page.first("html").attributes["lang"]
    locale = LOCALES.get(code, code)
    width, height = PAPERS[told["paper"]]
    body = Body(width - 2 * MARGIN)
    written = body.blocks(page.first("body").children)
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            {"officeDocument": "word/document.xml", "metadata/core-properties": "docProps/core.xml"}
        ),
        "docProps/core.xml": _core(page.first("title").text, told["author"], locale),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{written}{_section(width, height)}</w:body></w:document>",
        "word/styles.xml": styles.replace("@locale@", plain(locale)),
        "word/numbering.xml": _numbering(body.lists),
        "word/settings.xml": _settings(locale),
        "word/footer.xml": _footer(told["foot"], width - 2 * MARGIN),
        "word/_rels/document.xml.rels": _relations({part: f"{part}.xml" for part in _PARTS[1:]}),
    }


def _zipped(parts: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            archive.writestr(entry, (xml if xml.startswith("<?xml") else _XML + xml).encode())
    return file.getvalue()


def _types() -> str:
    main = {"document": "document.main"}
    parts = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{main.get(part, part)}+xml"/>' for part in _PARTS
    )
    return (
        f'<Types xmlns="{_OFFICE}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{parts}</Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    def kind(name: str) -> str:
        return f"{_OFFICE}/{'package' if '/' in name else 'officeDocument'}/2006/relationships/{name}"

    found = "".join(
        f'<Relationship Id="{target.split("/")[-1].removesuffix(".xml")}" Type="{kind(name)}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">{found}</Relationships>'


def _core(title: str, author: str, locale: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_OFFICE}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{plain(title)}</dc:title><dc:creator>{plain(author)}</dc:creator>"
        f"<dc:language>{plain(locale)}</dc:language></cp:coreProperties>"
    )


def _section(width: float, height: float) -> str:
    turned = ' w:orient="landscape"' if width > height else ""
    margins = " ".join(f'w:{side}="{round(MARGIN * MM)}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="footer"/>'
        f'<w:pgSz w:w="{round(width * MM)}" w:h="{round(height * MM)}"{turned}/>'
        f'<w:pgMar {margins} w:header="{round(10 * MM)}" w:footer="{round(10 * MM)}" w:gutter="0"/></w:sectPr>'
    )


def _footer(words: str, width: float) -> str:
    """Whose document this is to the left, the page and the number of pages to the right."""
    fields = "<w:r><w:t>/</w:t></w:r>".join(
        f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>' for name in ("PAGE", "NUMPAGES")
    )
    return (
        f'<w:ftr {_NAMES}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs>'
        f'<w:tab w:val="right" w:pos="{round(width * MM)}"/></w:tabs></w:pPr>'
        f"<w:r><w:t>{plain(words)}</w:t></w:r><w:r><w:tab/></w:r>{fields}</w:p></w:ftr>"
    )


def _settings(locale: str) -> str:
    return (
        f"<w:settings {_NAMES}><w:autoHyphenation/><w:doNotHyphenateCaps/><w:compat><w:compatSetting "
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{plain(locale)}"/></w:settings>'
    )


def _numbering(lists: Sequence[int]) -> str:
    """The four kinds of list, and one numbering for each list so that every numbered one begins at 1."""
    kinds = "".join(_kind(number, *kind) for kind, number in KINDS.items())
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = "".join(
        f'<w:num w:numId="{id}"><w:abstractNumId w:val="{kind}"/>{restart if id > len(KINDS) else ""}</w:num>'
        for id, kind in enumerate(lists, start=1)
    )
    return f"<w:numbering {_NAMES}>{kinds}{numbers}</w:numbering>"


def _kind(number: int, ordered: bool, in_table: bool) -> str:
    def level(n: int) -> str:
        mark = ("decimal", f"%{n + 1}.") if ordered else ("bullet", BULLETS[n])
        indent = round(INDENTS[in_table] * MM)
        return (
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{mark[0]}"/><w:lvlText w:val="{mark[1]}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent * (n + 1)}" w:hanging="{indent}"/></w:pPr></w:lvl>'
        )

    levels = f'<w:multiLevelType w:val="multilevel"/>{level(0)}{level(1)}'
    return f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
