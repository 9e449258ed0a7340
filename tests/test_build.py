"""What `build` promises: whole kits, only what changed, the last good kit kept, and word of what to print again."""

import json
import shutil

import pytest

NAME_ONLY = "arbejdsplads: Bibliotek{}\n"


def test_one_bad_workplace_neither_stops_nor_touches_the_others(root):
    root.workplace("god", NAME_ONLY.format(""))
    root.workplace("syg", NAME_ONLY.format(" før"))
    assert root.run("build").status == 0
    before = {p: (root.output / p).read_bytes() for p in root.built() if "/syg/" in p}
    root.workplace("syg", "arbejdsplads: Bibliotek efter\nledder: Ida\n")
    root.workplace("god", NAME_ONLY.format(" to"))
    run = root.run("build")
    assert run.status == 1
    assert {p: (root.output / p).read_bytes() for p in root.built() if "/syg/" in p} == before
    assert "Bibliotek to" in (root.output / "site/god/index.html").read_text(encoding="utf-8")
    assert set(root.manifest["workplaces"]) == {"god", "syg"}
    assert "Bibliotek før" in (root.output / "site/index.html").read_text(encoding="utf-8")
    assert "syg: " in run.out


def test_unchanged_build_touches_no_file(root):
    root.workplace("x", NAME_ONLY.format(""))
    root.run("build")
    stamps = {p: (root.output / p).stat().st_mtime_ns for p in root.built()}
    run = root.run("build")
    assert {p: (root.output / p).stat().st_mtime_ns for p in root.built()} == stamps
    assert run.status == 0


def test_a_moved_dialogue_names_the_sheets_to_print_again(root):
    text = "arbejdsplads: X\nleder: Eva Lund\ndialog: {{dato: 17-09-2025, kl: {}, sted: Hallen}}\n"
    root.workplace("x", text.format("8.00"))
    root.run("build")
    root.workplace("x", text.format("9.30"))
    run = root.run("build")
    reprint = root.manifest["workplaces"]["x"]["reprint"]
    assert {"print/x/da/invitation.pdf", "print/x/da/script.pdf"} <= set(reprint)
    assert "print/x/da/form-wellbeing.pdf" not in reprint
    assert "invitation.pdf" in run.out
    root.run("build")
    assert root.manifest["workplaces"]["x"]["reprint"] == []


def test_build_of_one_touches_that_one_alone(root):
    root.workplace("a", NAME_ONLY.format(" A"))
    root.workplace("b", NAME_ONLY.format(" B"))
    root.run("build")
    root.workplace("a", NAME_ONLY.format(" A2"))
    root.workplace("b", NAME_ONLY.format(" B2"))
    assert root.run("build", "a").status == 0
    assert "Bibliotek A2" in (root.output / "site/a/index.html").read_text(encoding="utf-8")
    assert "Bibliotek B2" not in (root.output / "site/b/index.html").read_text(encoding="utf-8")
    assert set(root.manifest["workplaces"]) == {"a", "b"}


def test_what_is_gone_disappears(root):
    root.workplace("a", NAME_ONLY.format(" A"))
    gone = root.workplace("b", NAME_ONLY.format(" B"))
    root.run("build")
    gone.unlink()
    root.run("build")
    assert not [p for p in root.built() if "/b/" in p]
    assert set(root.manifest["workplaces"]) == {"a"}
    assert not (root.output / "site/b").exists()


def test_an_interrupted_replacing_is_finished_first(root):
    root.workplace("x", NAME_ONLY.format(" før"))
    root.run("build")
    before = (root.output / "site/x/index.html").read_bytes()
    staged = root.output / ".staging/files/site/x/index.html"
    staged.parent.mkdir(parents=True)
    staged.write_bytes(before.replace("før".encode(), b"nu"))
    (root.output / ".staging/journal.json").write_text(json.dumps({"move": ["site/x/index.html"], "remove": []}))
    run = root.run("build")
    assert run.status == 0 and not (root.output / ".staging").exists()
    assert (root.output / "site/x/index.html").read_bytes() == before


def test_a_staging_without_journal_is_thrown_away(root):
    root.workplace("x", NAME_ONLY.format(""))
    root.run("build")
    staged = root.output / ".staging/files/site/x/index.html"
    staged.parent.mkdir(parents=True)
    staged.write_text("halvt")
    assert root.run("build").status == 0
    assert "halvt" not in (root.output / "site/x/index.html").read_text(encoding="utf-8")


def test_manifest_names_every_file_and_no_other(root):
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 17-09-2025}\n")
    root.run("build")
    manifest = root.manifest
    entry = manifest["workplaces"]["x"]
    assert set(entry["files"]) | set(manifest["shared"]) | {"manifest.json"} == root.built()
    assert entry["stage"] == "dated" and entry["languages"] == ["da"]
    for document in entry["documents"]:
        assert document["pages"] > 0 and document["file"] in entry["files"] and len(document["sha256"]) == 64


def test_without_the_print_engine_the_site_is_built_all_the_same(root, monkeypatch):
    from talsammen.errors import EngineMissing, say
    from talsammen.pdf import press

    def missing(*_):
        raise EngineMissing(say("the print engine cannot be loaded ({reason})", reason="libpango"))

    monkeypatch.setattr(press, "_set_one", missing)
    monkeypatch.setattr(press.Cache, "get", lambda *_: None)
    root.workplace("x", NAME_ONLY.format(""))
    run = root.run("build")
    assert run.status == 3 and "libpango" in run.out
    assert "site/x/index.html" in root.built() and root.manifest["workplaces"]["x"]["documents"] == []


@pytest.mark.parametrize("words", [("--quiet", "build"), ("build", "--quiet")])
def test_shared_options_stand_before_or_after_the_command(root, words):
    root.workplace("x", NAME_ONLY.format(""))
    run = root.run(*words)
    assert (run.status, run.out) == (0, "")


def test_a_folder_that_is_no_project(tmp_path):
    from click.testing import CliRunner

    from talsammen.cli import cli

    result = CliRunner().invoke(cli, ["--root", str(tmp_path)])
    assert result.exit_code == 2 and "organisation.yaml" in result.stderr


def test_several_workplaces_never_leak_into_each_other(root, pdf_text):
    marks = [f"Mærke{n}{n}{n}" for n in range(1, 5)]
    for mark in marks:
        root.workplace(
            mark.lower().replace("æ", "ae"),
            f"arbejdsplads: {mark}\nleder: {mark} Leder\n"
            f"dialog: {{dato: 17-09-2025, sted: {mark} Sal}}\ndeltagere: [{mark} A, {mark} B, {mark} C]\n",
        )
    assert root.run("build").status == 0
    for mark in marks:
        own = mark.lower().replace("æ", "ae")
        for path in root.built():
            if f"/{own}/" in path and path.endswith((".html", ".pdf")):
                file = root.output / path
                text = pdf_text(file) if path.endswith(".pdf") else file.read_text(encoding="utf-8")
                assert not [other for other in marks if other != mark and other in text], path


def test_an_added_document_as_the_documentation_says(root):
    """docs/add-a-document.md: two files, and it is everywhere."""
    from .conftest import ROOT

    for name in ("content", "layouts"):
        (root.folder / name).unlink()
        shutil.copytree(ROOT / name, root.folder / name)
    document = (ROOT / "docs/add-a-document.md").read_text(encoding="utf-8")
    blocks = [block for block in document.split("\n\n    ---\n")[1:]]
    words, layout = (
        "---\n" + "\n".join(line.removeprefix("    ") for line in block.split("\n\n**")[0].splitlines())
        for block in blocks
    )
    (root.folder / "content/da/print/reminder.md").write_text(words, encoding="utf-8")
    (root.folder / "layouts/print/reminder.html").write_text(layout, encoding="utf-8")
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 17-09-2025, kl: 8.00}\n")
    run = root.run("build")
    assert run.status == 0, run.errors
    document = next(d for d in root.manifest["workplaces"]["x"]["documents"] if d["id"] == "reminder")
    assert (document["paper"], document["title"]) == ("A5", "Husk jeres to eksempler")
    assert "reminder" in (root.output / "site/x/prints.html").read_text(encoding="utf-8")


def test_a_template_that_cannot_be_filled_in_says_which(root):
    from .conftest import ROOT

    (root.folder / "layouts").unlink()
    shutil.copytree(ROOT / "layouts", root.folder / "layouts")
    invitation = root.folder / "layouts/print/invitation.html"
    invitation.write_text(
        invitation.read_text(encoding="utf-8").replace("{{ title }}", "{{ titel }}"), encoding="utf-8"
    )
    root.workplace("x", NAME_ONLY.format(""))
    run = root.run("build")
    assert run.status == 1 and run.errors[-1].startswith("layouts/print/invitation.html: fejl: ")
    assert "titel" in run.errors[-1]
