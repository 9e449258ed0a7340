"""A root in; the same pages as the source of a Hugo site out: Markdown with this workplace's values, and a template.

What only our layouts make (dates, quantities, lists of sheets) is not in the Markdown: Hugo has less to do. Its
template has the same head, header, menu with every page, previous and next, and foot.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, Undefined
from markupsafe import Markup

from talsammen.checking import check
from talsammen.production import Production
from talsammen.render.chapters import pages
from talsammen.render.context import public_view
from talsammen.render.environment import Renderer
from talsammen.render.site import print_links, site_context

CONFIG = """baseURL = "/"
title = "Dialog"
uglyURLs = true
disableKinds = ["home", "taxonomy", "term", "rss", "sitemap", "robotsTXT", "404"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
"""
TEMPLATE = """<!DOCTYPE html>
<html lang="{{ .Params.language }}" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; font-src 'self'; \
img-src 'self' data:; script-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow">
<title>{{ .Title }} – {{ .Params.workplace }}</title>
{{ with .Params.summary }}<meta name="description" content="{{ . }}">{{ end }}
<link rel="alternate" hreflang="{{ .Params.other }}" href="{{ .Params.elsewhere }}">
<link rel="stylesheet" href="../assets/site.css">
<script src="../assets/site.js" defer></script>
<script src="../assets/search.js" defer></script>
</head>
<body>
<a class="skip" href="#main">{{ .Params.skip }}</a>
<header class="top">
<div class="top-inner">
<a class="brand" href="index.html"><span class="brand-name">{{ .Params.workplace }}</span></a>
<nav class="tongues"><ul><li><a href="{{ .Params.elsewhere }}">{{ .Params.other }}</a></li></ul></nav>
</div>
</header>
<div class="frame">
<nav class="menu">
<details class="menu-all" id="menu">
<summary>Menu</summary>
<div class="menu-list">
{{ $here := . }}
<ul><li><a href="{{ .CurrentSection.RelPermalink }}"{{ if eq .CurrentSection $here }} aria-current="page"{{ end }}>\
{{ .CurrentSection.Params.nav }}</a></li></ul>
{{ range .CurrentSection.RegularPages.ByWeight.GroupByParam "part" }}
<details class="menu-group"{{ if eq .Key $here.Params.part }} open{{ end }}>
<summary>{{ .Key }}</summary>
<ul>
{{ range .Pages }}
<li><a href="{{ .RelPermalink }}"{{ if eq . $here }} aria-current="page"{{ end }}>\
{{ with .Params.step }}<span class="menu-number">{{ . }}</span> {{ end }}<span>{{ .Params.nav }}</span></a></li>
{{ end }}
</ul>
</details>
{{ end }}
</div>
</details>
</nav>
<div class="page">
<main id="main" tabindex="-1">
<h1>{{ .Title }}</h1>
<div class="text">
{{ .Content }}
</div>
</main>
<nav class="turn">
{{ with .NextInSection }}<a class="turn-previous" rel="prev" href="{{ .RelPermalink }}">{{ .Params.nav }}</a>{{ end }}
{{ with .PrevInSection }}<a class="turn-next" rel="next" href="{{ .RelPermalink }}">{{ .Params.nav }}</a>{{ end }}
</nav>
</div>
</div>
<footer class="foot">
<div class="foot-inner">
<p><strong>{{ .Params.organisation }}</strong> · {{ .Params.round }}</p>
<ul><li><a href="../index.html">{{ .Params.all }}</a></li></ul>
</div>
</footer>
</body>
</html>
"""
_PRINT = re.compile(r"\]\(print:([\w-]+)\)")
_MARKS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)


def main(root: Path, folder: Path) -> None:
    for name in ("single", "list"):
        (folder / "layouts/_default").mkdir(parents=True, exist_ok=True)
        (folder / f"layouts/_default/{name}.html").write_text(TEMPLATE, encoding="utf-8")
    (folder / "hugo.toml").write_text(CONFIG, encoding="utf-8")
    checked = check(root)
    made = Production(checked.project, {code for kit in checked.kits for code in kit.languages}, folder / "cache")
    for kit in checked.kits:
        for code in kit.languages:
            view = public_view(kit, made.site[code])
            links = print_links(made.paper[code], kit, view, (), {})
            other = next((one for one in kit.languages if one != code), code)
            front = {"language": code, "other": other, "workplace": kit.workplace.name, "skip": "Main",
                     "organisation": kit.organisation.name, "all": "All",
                     "round": str(kit.organisation.round.year)}  # fmt: skip
            section = folder / "content" / f"{kit.id}-{code}"
            section.mkdir(parents=True)
            write_section(made.site[code], section, site_context(made.site[code], kit, view, links, ()), front)


def write_section(renderer: Renderer, folder: Path, context: dict[str, Any], front: dict[str, Any]) -> None:
    """The pages of one workplace in one language."""
    named = {entry["id"]: (entry, group["name"]) for group in context["menu"] for entry in group["pages"]}
    for weight, text in enumerate(pages(renderer.texts), start=1):
        entry, part = named[text.id]
        told = {**front, "title": plain(entry["title"]), "nav": plain(entry["nav"]), "weight": weight,
                "part": str(part or ""), "step": text.front.step, "summary": plain(text.front.summary or ""),
                "elsewhere": f"../{front['other']}/{text.id}.html"}  # fmt: skip
        body = "\n\n".join(filled(renderer, source, context) for source in text.blocks.values())
        name = "_index" if text.id == "index" else text.id
        (folder / f"{name}.md").write_text(f"{json.dumps(told, ensure_ascii=False)}\n\n{body}\n", encoding="utf-8")


def filled(renderer: Renderer, source: str, context: dict[str, Any]) -> str:
    """Markdown with its values filled in; a block that only its layout can fill keeps its words alone."""
    source = _PRINT.sub(r"]({{ document_url('\1') }})", source)
    template = templates.get((renderer.code, source))
    if template is None:
        template = templates[renderer.code, source] = renderer.env.from_string(source)
    try:
        return template.render(context)
    except (TemplateError, TypeError, LookupError, AttributeError):
        return _MARKS.sub("", source)


templates: dict[tuple[str, str], Any] = {}


def plain(words: Any) -> str:
    """A title without markup."""
    return Markup(words).striptags() if not isinstance(words, Undefined) else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
