"""The layouts, one language and one medium in; a Renderer out that turns templates and texts into HTML.

Undefined names are errors, every value is escaped, and None becomes a deliberate blank: a ruled line on paper,
"not decided yet" on the site. Templates are compiled once per Renderer.
"""

from __future__ import annotations

import base64
import functools
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from types import CodeType
from typing import Any, Literal

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context, missing
from markupsafe import Markup

from ..errors import InputError, Message, Problem, say
from ..model.kit import NEEDS
from ..model.project import SOURCE, Layout, Project, TextFile
from ..model.values import Text
from .alphabet import alphabetical
from .compiled import Compiled, Shelf
from .context import DialogueView, WorkplaceView
from .emoji import in_letters
from .format import filters
from .glossary import in_order
from .markdown import to_inline_template, to_template
from .memo import Fields, Memo
from .qr import qr_picture
from .tongue import spoken

Medium = Literal["site", "print"]
#: Gathers the values a text may read; most texts read none.
Values = Callable[[], Mapping[str, Any]]
INK = {"ink": "#1a1a1a", "faint": "#6b6b6b", "paper": "#ffffff"}


class Renderer:
    """Renders the project's templates in one language for one medium."""

    def __init__(self, project: Project, language: str, medium: Medium, compiled: Compiled | None = None) -> None:
        """``compiled`` is filled by this Renderer and spares the next one most of its work."""
        self.project, self.language, self.medium = project, project.languages[language], medium
        self.code = language
        self.texts: Mapping[str, TextFile] = project.texts[language]
        self.organisation = project.organisation_in[language]
        self._compiled: dict[tuple[str, str], Template | _Unmarked] = {}
        self.env = _Environment(
            loader=FileSystemLoader(project.root / "layouts"), autoescape=True, undefined=StrictUndefined,
            finalize=self._finalize, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False,
            auto_reload=False,
        )  # fmt: skip
        self.env.memo = Memo(self.env.globals, WorkplaceView, DialogueView)
        said = repr((self.language, medium, project.messages[language]))
        self.env.known = (Compiled() if compiled is None else compiled).of(said)
        self.env.filters |= filters(self.language, self.say)
        self.env.filters["needed"] = self._needed
        self.env.filters["in_order"] = functools.lru_cache(maxsize=50)(
            functools.partial(in_order, key=alphabetical(self.language))
        )
        self.env.globals |= {
            "_": self.say,
            "figure": self.figure,
            "drawn": self.drawn,
            "text": self.text,
            "once": self.once,
            "label": self.label,
            "language": self.language,
            "medium": medium,
            "logo": self._logo(),
            "qr": qr_picture,
        }

    def say(self, sentence: str | Message, /, **values: Any) -> str:
        """An interface word or a Message in this language."""
        if isinstance(sentence, Message):
            sentence, values = sentence.text, {k: self._value(v) for k, v in sentence.values.items()}
        return self._words(sentence).format(**values)

    def _words(self, sentence: str) -> str:
        """An interface word: as written for this language, else as it stands (English), else in the source's."""
        words = self.project.messages
        own = words[self.code].get(sentence)
        return own or (sentence if self.code == "en" else words.get(SOURCE, {}).get(sentence, sentence))

    def _needed(self, needs: Iterable[str]) -> Any:
        """What a document waits for, in words."""
        return self.env.filters["join_and"]([self.say(NEEDS[need]) for need in needs])

    def tell(self, text: Text | None) -> str | Markup | None:
        """A free text of the workplace's own; marked with its language when it is not this one."""
        if text is None:
            return None
        words = text.in_language(self.language.code)
        written = next((lang for lang, said in text.root.items() if said == words), "")
        if written in ("", self.language.code):
            return words
        return Markup('<span lang="{}">{}</span>').format(written, words)

    def template(self, name: str, context: Mapping[str, Any]) -> str:
        """A layout below ``layouts/``, rendered."""
        with _blaming(f"layouts/{name}"):
            page = spoken(self.env.get_template(name).render(context))
        return in_letters(page) if self.medium == "print" else page

    def layout(self, layout: Layout, context: Mapping[str, Any]) -> str:
        """The layout of a printed document, rendered."""
        file = f"layouts/print/{layout.id}.html"
        template = self._compile(file, "", lambda: layout.source)
        with _blaming(file):
            return in_letters(spoken(template.render(context)))

    def macros(self, layout: Layout, context: Mapping[str, Any]) -> Any:
        """What the layout of a printed document defines, to be used by the same layout in another language."""
        file = f"layouts/print/{layout.id}.html"
        template = self._compile(file, "", lambda: layout.source)
        with _blaming(file):
            return template.make_module(context)

    @pass_context
    def once(self, context: Context, name: str, **extra: Any) -> Markup:
        """A layout within another one, made once for all pages that give it the same values.

        Words in ``extra`` tell its kinds, which may read different values, apart.
        """
        part = (name, *(kind for kind in extra.values() if isinstance(kind, str)))
        values = {**context.get_all(), **extra}
        made = self.env.memo.give(part, values, lambda: self.env.get_template(name).render(values).strip())
        return Markup(made)

    @pass_context
    def text(self, context: Context, id: str, block: str = "", **extra: Any) -> Markup:
        """A block of a text file as HTML, with the values of the page it stands on."""
        return self._block(id, block, lambda: {**context.get_all(), **extra})

    def block(self, id: str, block: str, context: Mapping[str, Any]) -> Markup:
        """A block of a text file as HTML, with the values of this context."""
        return self._block(id, block, lambda: context)

    def _block(self, id: str, block: str, values: Values) -> Markup:
        return self._render(id, f"# {block}", lambda: to_template(self.texts[id].blocks[block]), values)

    @pass_context
    def label(self, context: Context, id: str, name: str, **extra: Any) -> Markup:
        """A short label of a text file; labels may hold placeholders and Markdown emphasis."""
        source = self.texts[id].front.labels[name]
        return self._line(id, f"label {name}", source, lambda: {**context.get_all(), **extra})

    def line(self, id: str, which: str, source: str, context: Mapping[str, Any]) -> Markup:
        """A line of front matter (title, summary, alt, label) with its placeholders filled."""
        return self._line(id, which, source, lambda: context)

    def _line(self, id: str, which: str, source: str, values: Values) -> Markup:
        return self._render(id, which, lambda: to_inline_template(source), values)

    def title(self, id: str, context: Mapping[str, Any]) -> Markup:
        """A text file's title with its placeholders filled."""
        return self.line(id, "title", self.texts[id].front.title, context)

    @pass_context
    def figure(self, context: Context, id: str) -> Markup:
        """A figure: inline SVG on the site, an image with alternative text on paper."""
        return Markup(self.env.memo.give(f"figures/{id}", context.get_all(), lambda: self._figure(context, id)))

    def _figure(self, context: Context, id: str) -> Markup:
        front = self.texts[f"figures/{id}"].front
        values = {**context.get_all(), "colours": self.colours()}
        title = self.title(f"figures/{id}", values)
        alt = self.line(f"figures/{id}", "alt", front.alt or front.title, values)
        labels = {
            name: _plain(self.line(f"figures/{id}", f"label {name}", source, values))
            for name, source in front.labels.items()
        }
        svg = self.template(f"figures/{id}.svg", {**values, "labels": labels, "title": title, "alt": alt})
        picture = self.drawn(svg, _plain(alt))
        return Markup('<figure class="fig fig-{}">{}<figcaption>{}</figcaption></figure>').format(id, picture, title)

    def drawn(self, svg: str, alt: str) -> Markup:
        """An SVG that has ``role="img"``: inline on the site, an image on paper; what it shows is told in ``alt``."""
        if self.medium == "site":
            return Markup(svg.replace('role="img"', Markup('role="img" aria-label="{}"').format(alt), 1))
        style = self.template("styles/figures.css", {"colours": self.colours()})
        styled = re.sub(r"(<svg[^>]*>)", lambda m: f"{m[1]}<style>{style}</style>", svg, count=1)
        data = base64.b64encode(styled.encode()).decode()
        return Markup('<img src="data:image/svg+xml;base64,{}" alt="{}">').format(data, alt)

    def _logo(self) -> str | None:
        """What the logo's ``src`` is: a file among the site's assets, or the picture itself on paper."""
        logo = self.project.logo
        if logo is None:
            return None
        data = base64.b64encode(logo.data).decode()
        return f"assets/{logo.name}" if self.medium == "site" else f"data:{logo.media};base64,{data}"

    def colours(self) -> Mapping[str, str]:
        look = self.organisation.look
        names = {**INK, "wellbeing": look.wellbeing, "leadership": look.leadership}
        return names if self.medium == "print" else {name: f"var(--{name})" for name in names}

    def _render(self, id: str, part: str, source: Callable[[], str], values: Values) -> Markup:
        file = f"content/{self.code}/{id}.md"
        template = self._compile(file, part, source)
        if isinstance(template, _Unmarked):
            return template.text
        context = values()
        with _blaming(file):
            return Markup(self.env.memo.give((id, part), context, lambda: template.render(context)))

    def _compile(self, file: str, part: str, source: Callable[[], str]) -> Template | _Unmarked:
        if (file, part) not in self._compiled:
            with _blaming(file):
                text = source()
                self._compiled[file, part] = self.env.from_string(text) if "{" in text else _Unmarked(text)
        return self._compiled[file, part]

    def _finalize(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        if value is None:
            return self.blank
        return self._value(value)

    def _value(self, value: Any) -> Any:
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, Text):
            return self.tell(value)
        if hasattr(value, "isoformat") and hasattr(value, "year"):
            return self.env.filters["date"](value)
        return value

    @property
    def blank(self) -> Markup:
        """What stands where nothing is known yet."""
        if self.medium == "print":
            return Markup('<span class="blank"></span>')
        return Markup('<span class="unknown">{}</span>').format(self.say("not decided yet"))


class _Asked(Context):
    """A template's context, which tells the environment's memo of every name that is asked for."""

    def resolve_or_missing(self, key: str) -> Any:
        value = self.vars[key] if key in self.vars else self.parent.get(key, missing)
        memo = self.environment.memo
        if isinstance(value, memo.views):
            return Fields(memo, key, value)
        memo.asked.add((key, None))
        return value

    def derived(self, locals: dict[str, Any] | None = None) -> _Within:
        return _Within(self, locals or {})


class _Within:
    """The context within a loop, as what is called there is given it: most labels read nothing of it."""

    def __init__(self, around: Context, own: Mapping[str, Any]) -> None:
        self._around, self._own = around, own

    def get_all(self) -> dict[str, Any]:
        return {**self._around.get_all(), **{name: v for name, v in self._own.items() if v is not missing}}


class _Environment(Environment):
    """Compiles the same source once; what is compiled depends on the language's words, too, so each has its own."""

    context_class = _Asked
    memo: Memo
    known: Shelf

    def compile(self, source: str, name: str | None = None, *args: Any, **options: Any) -> CodeType:
        code = self.known.get((name, source))
        return code or self.known.put((name, source), super().compile(source, name, *args, **options))

    def getitem(self, value: Any, key: Any) -> Any:
        """As Jinja's own; a value that holds nothing by name has no need to fail before its field is looked at."""
        if isinstance(key, str) and not hasattr(value, "__getitem__"):
            return self.getattr(value, key)
        return super().getitem(value, key)

    def make_globals(self, own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template knows of, in one place, which is quicker to look through than Jinja's own two."""
        return {**self.globals, **own} if own else self.globals


class _Unmarked:
    """A text without any marks, as most labels are: it needs no compiling, which takes most of a small build's time."""

    def __init__(self, text: str) -> None:
        self.text = Markup(text)


@contextmanager
def _blaming(file: str) -> Iterator[None]:
    """Turns what a template does wrong into a problem of its file."""
    try:
        yield
    except TemplateSyntaxError as error:
        name, line = (f"layouts/{error.name}", error.lineno) if error.name else (file, 0)
        raise _wrong(name, line, error) from error
    except (
        TemplateError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise _wrong(file, 0, error) from error


def _wrong(file: str, line: int, error: Exception) -> InputError:
    said = f"unknown block or label {error}" if isinstance(error, KeyError) else str(error)
    return InputError([Problem(file, line, 0, "template", say("the template cannot be filled in ({said})", said=said))])


def _plain(markup: str) -> str:
    """The bare text of some markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))
