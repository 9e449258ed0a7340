"""Danish and English: whole, apart, and the same in facts; a translation that is behind is seen; a third language."""

import re
import shutil
from collections import Counter
from html import unescape

import pytest

from talsammen.load.passages import passages
from talsammen.load.texts import split_front

from .conftest import ROOT
from .reading import words_of

DA, EN = ROOT / "content/da", ROOT / "content/en"
TRANSLATED = sorted(path.relative_to(EN).as_posix() for path in EN.rglob("*.md"))
#: Words that hold a language together, and that the other does not have.
SMALL_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "da": "og er det der som ikke til på af den jeg om kan skal har hvad når så fra ved eller jer",
        "en": "the and of is that with what you your are be can this from they when or which must who will",
    }.items()
}
WORKPLACE = (ROOT / "workplaces/skovgården.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def built(built_once):
    """One workplace in both languages, Danish first, with every sheet's HTML."""
    told = WORKPLACE.replace("sprog: [da]", "sprog: [da, en]")
    return built_once("both", None, False, x=told[: told.index("opfølgning:")])


def said(path) -> str:
    """The words of a page's main part that are not marked as another language, a name, or a value of the file."""
    page = path.read_text(encoding="utf-8")
    main = re.search(r"<main\b.*?</main>", page, re.S)[0] if "<main" in page else page
    main = re.sub(r"<(svg|script|style)\b.*?</\1>", " ", main, flags=re.S)
    main = re.sub(r'<(span|div|p|em|li)\b[^>]*\blang="[^"]*".*?</\1>', " ", main, flags=re.S)
    return unescape(re.sub(r"<[^>]*>", " ", main)).lower()


def share(text: str, language: str) -> float:
    words = re.findall(r"[^\W\d_]+", text)
    return sum(word in SMALL_WORDS[language] for word in words) / max(len(words), 1)


@pytest.mark.parametrize(("folder", "own", "other"), [("x", "da", "en"), ("x/en", "en", "da")])
def test_every_page_is_in_its_language(built, folder, own, other):
    for path in sorted((built.output / "site" / folder).glob("*.html")):
        if path.name.startswith("kit-"):
            continue
        text = said(path)
        assert share(text, other) < 0.02, f"{path.name} has too many words of the other language"
        assert share(text, own) > 0.08, path.name
        assert f'<html lang="{own}"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("language", "other"), [("da", "en"), ("en", "da")])
def test_every_sheet_is_in_its_language(built, language, other):
    for path in sorted((built.output / f"print/x/{language}").glob("*.pdf")):
        if not path.name.startswith("pack-") and len(text := said(path)) > 400:
            assert share(text, other) < 0.03, f"{path.name}: {share(text, other):.3f}"


def test_nothing_is_missing_or_behind(root):
    """What keeps Danish and English whole: each text, each theme, each interface word."""
    run = root.run("check", "--translations")
    assert (run.status, [line for line in run.errors if "content/" in line or "themes_" in line]) == (0, [])


def test_both_languages_have_every_interface_word():
    from babel.messages.pofile import read_po

    catalogs = {code: read_po((ROOT / f"content/{code}/messages.po").open("rb")) for code in ("da", "en")}
    danish, english = ({m.id: m for m in catalog if m.id} for catalog in catalogs.values())
    assert english.keys() <= danish.keys(), "English words are the interface's own; only what reads better is written"
    for message in (*danish.values(), *english.values()):
        assert message.string and not message.fuzzy, message.id
        assert set(re.findall(r"{\w+}", message.string)) == set(re.findall(r"{\w+}", message.id)), message.id


MARK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)


def facts(text: str) -> tuple[set[str], Counter]:
    """Every value a passage names, and every number it holds; how a value is said is up to the language."""
    values = {name for mark in MARK.findall(text) for name in re.findall(r"[a-z_]+(?:\.[a-z_]+)+", mark)}
    numbers = re.findall(r"\d+(?:[.,:]\d+)*", re.sub(r"<[^>]*>|\]\([^)]*\)", " ", MARK.sub(" ", text)))
    return values, Counter(numbers)


@pytest.mark.parametrize("name", TRANSLATED)
def test_each_passage_holds_the_same_facts_in_both(name):
    danish, english = ((folder / name).read_text(encoding="utf-8") for folder in (DA, EN))
    pairs = zip(passages(split_front(danish)[1]), passages(split_front(english)[1]), strict=True)
    differ = {own.text[:80]: (facts(source.text), facts(own.text)) for source, own in pairs}
    assert {text: found for text, found in differ.items() if found[0] != found[1]} == {}


@pytest.mark.slow
def test_the_switch_leads_to_the_same_page(built, browser):
    page = browser.new_page()
    page.goto((built.output / "site/x/step-9.html").as_uri())
    alternate = page.locator("link[rel=alternate]")
    assert (alternate.get_attribute("hreflang"), alternate.get_attribute("href")) == (
        "en",
        "../x/en/step-9.html",
    )
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/x/en/step-9.html") and page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("link", name="Dansk").click()
    assert page.url.endswith("/x/step-9.html")
    page.close()


def own_texts(root):
    """The project's texts as a copy of the test's own, to change."""
    (root.folder / "content").unlink()
    shutil.copytree(ROOT / "content", root.folder / "content")
    return root.folder / "content"


def test_english_may_come_first(root):
    root.printed = False
    root.workplace("x", "arbejdsplads: X\nsprog: [en, da]\n")
    assert root.run("build").status == 0
    assert '<html lang="en"' in (root.output / "site/x/index.html").read_text(encoding="utf-8")
    assert '<html lang="da"' in (root.output / "site/x/da/index.html").read_text(encoding="utf-8")


def test_a_changed_danish_passage_is_found_and_stands_in(root):
    root.printed = False
    content = own_texts(root)
    step = content / "da/step-9.md"
    text = step.read_text(encoding="utf-8")
    first = passages(split_front(text)[1])[0].text
    step.write_text(text.replace(first, "Hvalrossen har ændret mening."), encoding="utf-8")
    root.workplace("x", "arbejdsplads: X\nsprog: [da, en]\n")
    run = root.run("check", "--translations")
    assert run.status == 1
    line = next(line for line in run.errors if line.startswith("content/en/step-9.md:"))
    assert "content/da/step-9.md:" in line and "talsammen translated content/en/step-9.md" in line
    assert root.run("build").status == 0
    page = (root.output / "site/x/en/step-9.html").read_text(encoding="utf-8")
    assert re.search(r'<div class="untranslated" lang="da">\s*<p>Hvalrossen har ændret mening', page)
    assert 'class="behind"' in page and "Dansk" in page
    assert 'class="behind"' not in (root.output / "site/x/en/step-8.html").read_text(encoding="utf-8")
    assert "Hvalrossen" in (root.output / "site/x/step-9.html").read_text(encoding="utf-8")
    assert root.run("translated", "content/en/step-9.md").status == 0
    assert root.run("check", "--translations").status == 0


def test_a_new_and_a_deleted_passage_are_told_apart(root):
    content = own_texts(root)
    step = content / "da/step-9.md"
    front, body = split_front(step.read_text(encoding="utf-8"))
    parts = [p.text for p in passages(body)]
    worded = [n for n, p in enumerate(passages(body)) if p.worded]
    del parts[worded[1]]
    parts.insert(worded[3], "Noget helt nyt om hvalrosser.")
    step.write_text(f"{front}\n---\n" + "\n\n".join(parts) + "\n", encoding="utf-8")
    told = [line for line in root.run("check", "--translations").errors if line.startswith("content/en/step-9.md")]
    assert len(told) == 2
    assert sum("ikke oversat" in line for line in told) == 1


def test_a_theme_that_changed_falls_back_and_is_told(root):
    root.printed = False
    (root.folder / "themes_catalog.yaml").unlink()
    text = (ROOT / "themes_catalog.yaml").read_text(encoding="utf-8")
    point = "Vi har tillid til både kolleger og leder og møder hinanden som ligeværdige."
    assert point in text
    (root.folder / "themes_catalog.yaml").write_text(text.replace(point, "Vi er hvalrosser."), encoding="utf-8")
    root.workplace("x", "arbejdsplads: X\nsprog: [da, en]\n")
    run = root.run("check", "--translations")
    assert any("social-support-and-trust" in line and line.startswith("themes_catalog.yaml:") for line in run.errors)
    assert root.run("build").status == 0
    page = (root.output / "site/x/en/appendix-1.html").read_text(encoding="utf-8")
    assert '<span lang="da">Vi er hvalrosser.</span>' in page


@pytest.mark.parametrize("part", ["titel", "indledning"])
def test_what_a_theme_says_in_english_alone_stays(root, part):
    root.printed = False
    (root.folder / "themes_catalog.yaml").unlink()
    before, id, after = (
        (ROOT / "themes_catalog.yaml").read_text(encoding="utf-8").partition("  - id: coherence-and-cross")
    )
    only = re.sub(rf"(?m)^    {part}:.*\n(?:      .*\n)*", f"    {part}: {{en: Walruses lead}}\n", after, count=1)
    (root.folder / "themes_catalog.yaml").write_text(before + id + only, encoding="utf-8")
    root.workplace("x", "arbejdsplads: X\nsprog: [da, en]\n")
    assert root.run("build").status == 0
    for page in ("", "en/"):
        assert "Walruses lead" in (root.output / f"site/x/{page}appendix-1.html").read_text(encoding="utf-8")


def test_what_a_workplace_wrote_in_one_language_is_marked(root):
    root.printed = False
    root.workplace(
        "x",
        "arbejdsplads: X\nsprog: [da, en]\ntemaer:\n  trivsel: Balance og overskud\n  ledelse: Fælles retning og mål\n"
        "  begrundelse: Flest ønskede dem.\n",
    )
    root.workplace(
        "y",
        "arbejdsplads: Y\nsprog: [da, en]\ntemaer:\n  trivsel: Balance og overskud\n  ledelse: Fælles retning og mål\n"
        "  begrundelse: {da: Flest ønskede dem., en: Most people wanted them.}\n",
    )
    assert root.run("build").status == 0
    page = {id: (root.output / f"site/{id}/en/index.html").read_text(encoding="utf-8") for id in "xy"}
    assert '<span lang="da">Flest ønskede dem.</span>' in page["x"]
    assert "Most people wanted them." in page["y"] and "Flest" not in page["y"]


RTL = """name: عربي
direction: rtl
long_date: "EEEE d MMMM y"
short_date: "d MMMM"
clock: "H:mm"
at: "{}"
quotes: ["«", "»"]
"""


def test_a_third_language_from_right_to_left_takes_one_folder(root, pdf_text):
    """No Python is touched: a folder with how the language writes itself, one page, and one sheet's words."""
    content = own_texts(root)
    (content / "ar/print").mkdir(parents=True)
    (content / "ar/language.yaml").write_text(RTL, encoding="utf-8")
    (content / "ar/rules.md").write_text("---\ntitle: قواعد الحوار\n---\nنتحدث معا.\n", encoding="utf-8")
    (content / "ar/print/invitation.md").write_text("---\ntitle: دعوة\n---\n", encoding="utf-8")
    assert root.run("translated", "content/ar/rules.md").status == 2, "it has fewer passages than the Danish"
    root.workplace("x", WORKPLACE.replace("sprog: [da]", "sprog: [da, ar]"))
    run = root.run("build")
    assert run.status == 0, run.errors
    page = (root.output / "site/x/ar/rules.html").read_text(encoding="utf-8")
    assert '<html lang="ar" dir="rtl">' in page and 'class="behind"' in page
    assert (root.output / "print/x/ar/invitation.pdf").is_file()
    waiting = [line for line in root.run("check", "--translations").errors if line.startswith("content/ar/")]
    assert len(waiting) > 90


@pytest.mark.slow
def test_a_language_from_right_to_left_is_mirrored(root, browser):
    content = own_texts(root)
    (content / "ar").mkdir()
    (content / "ar/language.yaml").write_text(RTL, encoding="utf-8")
    root.printed = False
    root.workplace("x", WORKPLACE.replace("sprog: [da]", "sprog: [ar]"))
    assert root.run("build").status == 0
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto((root.output / "site/x/index.html").as_uri())
    menu, main = (page.locator(part).first.bounding_box() for part in (".menu", "main"))
    assert menu["x"] > main["x"], "the menu stands on the right"
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 1280
    page.close()


def test_no_word_of_a_sheet_stands_in_a_layout(built):
    """Words of the project's own language in a layout would show on every English sheet."""
    text = words_of(built.output / "print/x/en/invitation.pdf")
    assert "Invitation" in text and "kl." not in text
