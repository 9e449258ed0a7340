"""One print of a kit in; the HTML its Word file is made from out: where the file lies, what stands in it.

The layouts (``layouts/word/<id>.html``) have no words of their own: they use those of the print of the same name.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..model.kit import Kit
from ..model.project import Layout, Project
from .context import public_kit
from .environment import Renderer
from .prints import RenderedPrint, print_context


def word_layouts(project: Project) -> frozenset[str]:
    """The ids of the prints people also get as a Word file."""
    found = (path.stem for path in (project.root / "layouts/word").glob("*.html"))
    return frozenset(id for id in found if not id.startswith("_"))


def word_styles(project: Project) -> str:
    """The styles of all Word files: fonts, sizes, spaces, borders."""
    return (project.root / "layouts/word/styles.xml").read_text(encoding="utf-8")


def word_source(layout: str) -> str:
    """The file a complaint about a Word file names."""
    return f"layouts/word/{layout}.html"


def render_word(renderer: Renderer, p: RenderedPrint, layout: Layout) -> Mapping[str, str]:
    """The HTML of a print's Word files by their place below ``output/``: the workplace's own, and the published one."""

    def html(kit: Kit) -> str:
        return renderer.template(f"word/{layout.id}.html", print_context(renderer, kit, p.document, layout, {}))

    files = {p.file.removesuffix(".pdf") + ".docx": html(p.kit)}
    if p.public_html:
        folder = p.kit.site_folder(p.language)
        files[f"site/{folder}/word/{p.document.id}.docx"] = html(public_kit(p.kit))
    return files
