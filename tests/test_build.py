"""What `build` promises: whole kits, only what changed, the last good kit kept, and word of what to print again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from talsammen.write.output import recover, replace_kit

from .conftest import ROOT, Root
from .reading import words_of

NAME_ONLY = "arbejdsplads: Bibliotek{}\n"


@pytest.fixture
def root(root: Root) -> Root:
    """Here it matters which files are made, not what the print engine makes of them; where it does, a test says so."""
    root.printed = False
    return root


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


def staged(output, files: dict[str, str], journal: dict | None) -> None:
    for path, text in files.items():
        target = output / ".staging/files" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (output / ".staging").mkdir(exist_ok=True)
    if journal is not None:
        (output / ".staging/journal.json").write_text(json.dumps(journal), encoding="utf-8")


def test_an_interrupted_replacing_is_finished(tmp_path):
    """Cut off after the first of two moves: the journal says what is left."""
    (tmp_path / "old.txt").write_text("old")
    staged(tmp_path, {"b.txt": "new b"}, {"move": ["a.txt", "b.txt"], "remove": ["old.txt"]})
    (tmp_path / "a.txt").write_text("new a")
    (tmp_path / "b.txt").write_text("old b")
    assert recover(tmp_path)
    assert {p.name: p.read_text() for p in tmp_path.iterdir()} == {"a.txt": "new a", "b.txt": "new b"}
    assert not recover(tmp_path)


@pytest.mark.parametrize("journal", [None, "half"])
def test_a_staging_without_a_whole_journal_is_thrown_away(tmp_path, journal):
    (tmp_path / "a.txt").write_text("old")
    staged(tmp_path, {"a.txt": "half"}, None)
    if journal:
        (tmp_path / ".staging/journal.json").write_text('{"move": ["a.t')
    assert recover(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"] and (tmp_path / "a.txt").read_text() == "old"


def test_a_kit_is_old_or_new_at_every_moment(tmp_path, monkeypatch):
    """Killed at every single file operation in turn: after recovery all files are old or all are new."""
    old, new = {f"{n}.txt": b"old" for n in range(4)}, {f"{n}.txt": b"new" for n in range(1, 5)}

    class Killed(BaseException):
        pass

    for moment in range(60):
        output = tmp_path / str(moment)
        output.mkdir()
        replace_kit(output, old)
        left = iter(range(moment))

        def dying(function, left=left):
            def call(*args, **kwargs):
                if next(left, None) is None:
                    raise Killed
                return function(*args, **kwargs)

            return call

        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", dying(os.replace))
            patch.setattr(os, "write", dying(os.write))
            patch.setattr(Path, "mkdir", dying(Path.mkdir))
            patch.setattr(Path, "unlink", dying(Path.unlink))
            patch.setattr(shutil, "rmtree", dying(shutil.rmtree))
            try:
                replace_kit(output, new, ["0.txt"])
                finished = True
            except Killed:
                finished = False
        recover(output)
        found = {p.name: p.read_bytes() for p in output.iterdir() if p.is_file() and not p.name.startswith(".")}
        assert found in (old, new), moment
        if finished:
            assert moment > 10
            return
    raise AssertionError("never finished")


@pytest.mark.parametrize("path", ["../victim.txt", "/tmp/victim.txt", "a/../../victim.txt"])
def test_nothing_outside_output_is_touched_whatever_a_journal_says(tmp_path, path):
    output, victim = tmp_path / "output", tmp_path / "victim.txt"
    output.mkdir()
    victim.write_text("mine")
    staged(output, {}, {"move": [], "remove": [path]})
    assert recover(output) and not (output / ".staging").exists()
    assert victim.read_text() == "mine"
    with pytest.raises(ValueError, match="not below output"):
        replace_kit(output, {path: b"new"})


def test_two_builds_at_once(root):
    root.workplace("x", NAME_ONLY.format(""))
    root.run("build")
    code = "import sys, pathlib\nfrom talsammen.write.output import locked\n"
    code += "with locked(pathlib.Path(sys.argv[1])):\n    print(flush=True); input()"
    command = [sys.executable, "-c", code, str(root.output)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as other:
        other.stdout.readline()
        run = root.run("build")
        assert run.status == 2 and "en anden kørsel" in run.errors[0]
        other.kill()
    assert root.run("build").status == 0, "a lock whose holder is gone does not count"


def test_a_kit_removed_between_partial_builds_disappears(root):
    for id in "ab":
        root.workplace(id, NAME_ONLY.format(id))
    root.run("build")
    (root.folder / "workplaces/b.yaml").unlink()
    root.run("build", "a")
    root.run("build")
    assert not [p for p in root.built() if "/b/" in p]


def test_no_day_stands_that_was_reckoned_from_a_cancelled_dialogue(root):
    root.workplace(
        "x", "arbejdsplads: X\ndatoer: {tilbagemelding: 20-10-2025}\ndialog: {dato: 17-09-2025, aflyst: ja}\n"
    )
    root.run("build")
    start = (root.output / "site/x/index.html").read_text(encoding="utf-8")
    assert "Dialogen er aflyst eller udsat" in start
    stops = start.split('id="line"')[1]
    assert 'data-date="2025-10-01"' not in stops, "two weeks after a day that is not"
    assert 'data-date="2025-10-20"' in stops, "a day somebody has given stands"


def test_a_cancelled_dialogue_prints_that_it_is_cancelled(root, pdf_text):
    root.printed = True
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 17-09-2025, kl: 8.00, aflyst: ja}\n")
    assert root.run("build").status == 0
    entry = root.manifest["workplaces"]["x"]
    assert entry["stage"] == "start"
    assert {"id": "script", "for": ["date"]} in entry["waiting"]
    told = pdf_text(root.output / "print/x/da/invitation.pdf")
    assert "aflyst eller udsat" in told and "Program" not in told


def test_no_workplaces_yet(root):
    assert root.run("build").status == 0
    assert "site/index.html" not in root.built()


def test_a_sheet_the_engine_fails_on_stops_nothing_else(root, monkeypatch):
    from talsammen.pdf import engine, press

    real = engine.print_job

    def failing(job, css):
        if "Drejebog" in getattr(job, "html", "").split("</title>")[0]:
            raise RecursionError("too deep")
        return real(job, css)

    root.printed = True
    monkeypatch.setattr(engine, "print_job", failing)
    monkeypatch.setattr(press.Cache, "get", lambda *_: None)
    monkeypatch.setattr(press.Cache, "put", lambda *_: None)
    root.workplace("x", NAME_ONLY.format(" udenbord"))
    run = root.run("build")
    assert run.status == 3
    assert [line for line in run.errors if "script" in line and "fejl" in line]
    made = {d["id"] for d in root.manifest["workplaces"]["x"]["documents"]}
    assert "script" not in made and "invitation" in made


def test_manifest_names_every_file_and_no_other(root):
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 17-09-2025}\n")
    root.run("build")
    manifest = root.manifest
    entry = manifest["workplaces"]["x"]
    assert set(entry["files"]) | set(manifest["shared"]) | {"manifest.json"} == root.built()
    assert {"kits/x.zip", "print/x/da/pack-a4.pdf"} <= root.built()
    assert entry["stage"] == "dated" and entry["languages"] == ["da"]
    for document in entry["documents"]:
        assert document["pages"] > 0 and document["file"] in entry["files"] and len(document["sha256"]) == 64


def test_without_the_print_engine_the_site_is_built_all_the_same(root, monkeypatch):
    from talsammen.errors import say
    from talsammen.pdf import press

    reason = say("the print engine cannot be loaded ({reason})", reason="libpango")
    root.printed = True
    monkeypatch.setattr(press, "_set_one", lambda *_: reason)
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


def test_several_workplaces_never_leak_into_each_other(root):
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
            if f"/{own}/" in path and not path.endswith(".zip"):
                text = words_of(root.output / path)
                assert not [other for other in marks if other != mark and other in text], path


def test_an_added_document_as_the_documentation_says(root):
    """docs/add-a-document.md: two files, and it is everywhere."""
    (root.folder / "content").unlink()
    shutil.copytree(ROOT / "content", root.folder / "content")
    document = (ROOT / "docs/add-a-document.md").read_text(encoding="utf-8")
    blocks = [block for block in document.split("\n\n    ---\n")[1:]]
    words, layout = (
        "---\n" + "\n".join(line.removeprefix("    ") for line in block.split("\n\n**")[0].splitlines())
        for block in blocks
    )
    (root.folder / "content/da/print/door-sign.md").write_text(words, encoding="utf-8")
    (root.folder / "layouts/print/door-sign.html").write_text(layout, encoding="utf-8")
    root.workplace("x", "arbejdsplads: X\ndialog: {dato: 17-09-2025, kl: 8.00}\n")
    run = root.run("build")
    assert run.status == 0, run.errors
    document = next(d for d in root.manifest["workplaces"]["x"]["documents"] if d["id"] == "door-sign")
    assert (document["paper"], document["title"]) == ("A5", "Her holder vi dialog")
    assert "door-sign" in (root.output / "site/x/prints.html").read_text(encoding="utf-8")


def test_a_template_that_cannot_be_filled_in_says_which(root):
    layout = root.folder / "layouts/print/development-plan.html"
    text = layout.read_text(encoding="utf-8")
    layout.unlink()
    layout.write_text(text.replace("{% block body %}", "{% block body %}{{ titel }}"), encoding="utf-8")
    root.workplace("x", NAME_ONLY.format(""))
    run = root.run("build")
    assert run.status == 1 and run.errors[-1].startswith("layouts/print/development-plan.html: fejl: ")
    assert "titel" in run.errors[-1]
