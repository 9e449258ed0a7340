"""An Overview and one language in; HR's sheets as HTML, HR's page in one file, and the rows of its tables out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from ..model.kit import STAGE_NAMES, STAGES
from ..model.overview import THINGS, Across, Overview, Pool, Row
from ..model.project import Language
from ..model.values import Text
from .alphabet import alphabetical
from .environment import Renderer
from .onefile import self_contained, with_fonts
from .prints import MARK, Labels, marked

#: The longest chart; what is rarer stands in the table below it.
MOST_BARS = 12


def hr_sheets(renderer: Renderer, overview: Overview) -> dict[str, tuple[Markup, str]]:
    """Every sheet of HR's by its file's name: its title and its HTML."""
    across = overview.across
    sheets = {"hr-summary.pdf": _sheet(renderer, overview, "hr-summary", across)}
    for area in overview.areas:
        file = f"coordination-summary-{area.slug}.pdf"
        sheets[file] = _sheet(renderer, overview, "coordination-summary", area.across, area=area)
    return sheets | {"order-list.pdf": _sheet(renderer, overview, "order-list", across, "A4 landscape")}


def _sheet(
    renderer: Renderer, overview: Overview, id: str, across: Across, paper: str = "A4", **extra: Any
) -> tuple[Markup, str]:
    context = _context(renderer, overview, across) | extra
    context |= {
        "layout": SimpleNamespace(paper=paper, shared=True, fillable=False),
        "document": SimpleNamespace(id=id, dialogue=""),
        "mark": MARK,
        "things": THINGS,
        "papers": sorted(overview.orders.total.sheets),
    }
    title = renderer.title(f"print/{id}", context)
    context |= {"title": title, "labels": Labels(renderer, f"print/{id}", context)}
    (html,) = marked(renderer.template(f"hr/{id}.html", context))
    return title, html


def _context(renderer: Renderer, overview: Overview, across: Across) -> dict[str, Any]:
    """What HR's sheets and page all see."""

    def words(text: Text) -> str:
        return text.in_language(renderer.code)

    def level(name: str) -> str:
        label = renderer.texts["print/hr-summary"].front.labels
        return label["leadership_level" if name == "leadership" else name]

    def in_pool(pool: Pool, kind: str) -> list[Any]:
        found = [t for t in across.themes if t.kind == kind and t.by_pool.get(pool)]
        return sorted(found, key=lambda t: -t.by_pool[pool])

    stages = Counter(row.stage for row in overview.rows)
    named = {stage: renderer.say(name) for stage, name in STAGE_NAMES.items()}
    rows = [(named[stage], stages[stage], None) for stage in STAGES]
    rows += [(renderer.say("error in the file"), stages[None], None)] if stages[None] else []
    return {
        "org": renderer.organisation,
        "overview": overview,
        "across": across,
        "stage_rows": rows,
        "stage_names": named,
        "chart_rows": lambda themes: [(words(t.title), t.chosen, t.kind) for t in themes[:MOST_BARS]],
        "level": level,
        "level_rows": lambda one: [(level(name), count, None) for name, count in one.iglo.items()],
        "in_pool": in_pool,
        "chart_width": 480 if renderer.medium == "site" else 400,
    }


def hr_page(
    renderer: Renderer, overview: Overview, assets: Mapping[str, bytes], beside: Sequence[tuple[str, str]],
    elsewhere: Sequence[tuple[Language, str]],
) -> str:  # fmt: skip
    """HR's page: one file with styles, script and fonts in it. ``beside``: what it links to, title and file."""
    key = alphabetical(renderer.language)
    by_area: dict[str | None, list[Row]] = {}
    for row in sorted(overview.rows, key=lambda row: key(row.name)):
        by_area.setdefault(row.area, []).append(row)
    areas = sorted(by_area, key=lambda area: (not area, key(area or "")))
    layouts = renderer.project.root / "layouts"
    style = assets["site.css"].decode() + (layouts / "hr/page.css").read_text(encoding="utf-8")
    script = (layouts / "hr/overview.js").read_text(encoding="utf-8")
    context = _context(renderer, overview, overview.across) | {
        "behind": False, "elsewhere": elsewhere, "root": "", "logo": None,
        "areas": areas, "by_area": [(area, by_area[area]) for area in areas], "stages": STAGES, "beside": beside,
        "told": _told(renderer, overview),
        "style": Markup(with_fonts(style, assets)), "scripts": [Markup(assets["site.js"].decode()), Markup(script)],
    }  # fmt: skip
    return self_contained(renderer, "hr/index.html", context)


def _told(renderer: Renderer, overview: Overview) -> str:
    """The one sentence everybody asks for first."""
    return renderer.say(
        "{all} workplaces; dialogue held at {held}; behind with something: {overdue}.",
        all=len(overview.rows), held=sum(row.stage == "held" for row in overview.rows), overdue=overview.overdue,
    )  # fmt: skip
