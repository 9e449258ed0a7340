"""What `serve` promises: what is saved is seen in the open page, mistakes are told there, and nobody else is let in."""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import expect

from talsammen.preview.server import widened
from talsammen.write.lock import held

from .conftest import ROOT, Root

pytestmark = pytest.mark.slow
NAME_ONLY = "arbejdsplads: Bibliotek{}\n"


def small(folder: Path) -> Root:
    """Two workplaces with one sheet each; texts and styles of its own, to be edited."""
    root = Root(folder, ("invitation",))
    for name in ("content", "layouts/styles"):
        (root.folder / name).unlink()
        shutil.copytree(ROOT / name, root.folder / name)
    root.workplace("a", NAME_ONLY.format(" A"))
    root.workplace("b", NAME_ONLY.format(" B"))
    return root


@pytest.fixture
def root(tmp_path) -> Root:
    return small(tmp_path / "project")


class Preview:
    """A running `serve`: its process, its port, and the lines it said so far."""

    def __init__(self, root: Root, *words: str) -> None:
        command = (sys.executable, "-m", "talsammen", "--root", str(root.folder), "--cache", str(ROOT / ".cache"))
        self.process = subprocess.Popen(
            [*command, "--jobs", "1", "serve", "--no-open", *words], cwd=ROOT, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.root, self.lines = root, []
        self.port = int(re.search(r"127\.0\.0\.1:(\d+)/", self.until("http://"))[1])

    def until(self, words: str) -> str:
        """Reads on to the line that holds these words."""
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if words in line:
                return line
        raise AssertionError(f"ended without »{words}«: {self.lines}")

    def get(self, path: str, host: str | None = None, method: str = "GET") -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, headers={"Host": host or f"127.0.0.1:{self.port}"})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def url(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.port}/{path}"


@contextmanager
def previewing(root: Root, *words: str):
    preview = Preview(root, "--port", "0", *words)
    try:
        yield preview
    finally:
        preview.process.send_signal(signal.SIGINT)
        preview.process.wait(20)


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """One preview for all tests that leave its files as they found them."""
    with previewing(small(tmp_path_factory.mktemp("serve") / "project")) as preview:
        yield preview


@pytest.fixture
def edited(preview):
    """The project that is previewed; what a test wrote there is taken back."""
    folder = preview.root.folder
    before = {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file() and not path.is_symlink()}
    yield preview.root
    for path in (folder / "workplaces").iterdir():
        if path not in before:
            path.unlink()
    for path, data in before.items():
        if not path.is_relative_to(preview.root.output) and path.read_bytes() != data:
            path.write_bytes(data)
    shown(preview, "a/index.html", "Bibliotek A<")


@pytest.fixture
def page(browser):
    expect.set_options(timeout=120_000)
    page = browser.new_context().new_page()
    page.set_default_timeout(120_000)
    page.wrong = []
    page.on("console", lambda message: page.wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    yield page
    page.context.close()


def says(page, words: str, where: str = "main") -> None:
    """Waits until the page says so."""
    expect(page.locator(where).first).to_contain_text(words)


def all_is_quiet(page) -> None:
    """Waits until nothing is wrong and no sheet is being made."""
    for role in ("alert", "status"):
        expect(page.locator(f".preview [role={role}]")).to_be_empty()


def shown(preview: Preview, path: str, words: str) -> None:
    """Waits until the preview shows these words on a page."""
    for _ in range(600):
        if words in preview.get(f"/{path}")[1].decode():
            return
        time.sleep(0.1)
    raise AssertionError(f"{path} never came to say »{words}«")


def built(root: Root, path: str, words: str) -> None:
    """Waits until a build has written these words to a file of the site."""
    for _ in range(600):
        file = root.output / "site" / path
        if file.is_file() and words in file.read_text(encoding="utf-8"):
            return
        time.sleep(0.1)
    raise AssertionError(f"{path} was never built with »{words}«")


def test_what_is_saved_reaches_the_open_page_and_no_other(edited, preview, page):
    page.goto(preview.url("a/index.html"))
    other = page.context.new_page()
    other.goto(preview.url("b/index.html"))
    built(edited, "b/index.html", "Bibliotek B")
    all_is_quiet(other)
    other.evaluate("window.same = true")
    edited.workplace("a", NAME_ONLY.format(" med nyt navn"))
    says(page, "Bibliotek med nyt navn", "header")
    built(edited, "a/index.html", "Bibliotek med nyt navn")
    assert other.evaluate("window.same")
    text = edited.folder / "content/da/index.md"
    text.write_text(text.read_text(encoding="utf-8").replace("title: ", "title: Hovsa ", 1), encoding="utf-8")
    says(page, "Hovsa", "h1")
    says(other, "Hovsa", "h1")
    style = edited.folder / "layouts/styles/site.css"
    style.write_text(style.read_text(encoding="utf-8") + "h1 { text-indent: 7px }\n", encoding="utf-8")
    expect(page.locator("h1")).to_have_css("text-indent", "7px")
    assert page.wrong == []


def test_a_mistake_is_told_on_every_page_until_it_is_mended(edited, preview, page):
    page.goto(preview.url("b/index.html"))
    edited.workplace("a", "arbejdsplads: Ny\nledder: Ida\n")
    says(page, "workplaces/a.yaml:2:1: fejl: ", ".preview [role=alert]")
    assert "Bibliotek A" in preview.get("/a/index.html")[1].decode(), "the last good page stays"
    page.goto(preview.url("a/step-1.html"))
    says(page, "workplaces/a.yaml:2:1: fejl: ", ".preview [role=alert]")
    edited.workplace("a", "arbejdsplads: Ny\nleder: Ida\n")
    says(page, "Ny", "header")
    all_is_quiet(page)


def test_a_text_that_cannot_be_read_leaves_the_last_good_pages(edited, preview, page):
    page.goto(preview.url("a/index.html"))
    text = edited.folder / "content/da/index.md"
    good = text.read_text(encoding="utf-8")
    text.write_text(good + "\n{{ hvad.er.det }}\n", encoding="utf-8")
    says(page, "content/da/index.md: fejl: ", ".preview [role=alert]")
    edited.workplace("a", NAME_ONLY.format(" imens"))
    text.write_text(good, encoding="utf-8")
    says(page, "Bibliotek imens", "header")
    all_is_quiet(page)


def test_workplaces_come_and_go(edited, preview, page):
    page.goto(preview.url())
    edited.workplace("ny", NAME_ONLY.format(" Nyt"))
    says(page, "Bibliotek Nyt")
    page.get_by_role("link", name="Bibliotek Nyt").click()
    says(page, "Bibliotek Nyt", "header")
    (edited.folder / "workplaces/ny.yaml").unlink()
    says(page, "Siden findes ikke", "h1")
    assert not (edited.output / "site/ny").exists()


def test_sheets_follow(edited, preview, page):
    page.goto(preview.url("a/prints.html"))
    page.locator("a[href='pdf/invitation.pdf']").wait_for()
    status, data = preview.get("/a/pdf/invitation.pdf")
    assert status == 200 and data.startswith(b"%PDF")
    built(edited, "a/prints.html", "Bibliotek A<")
    says(page, "Bibliotek A", "header")
    saved = (edited.output / "site/a/prints.html").read_text(encoding="utf-8")
    assert "/-/" not in saved and "connect-src" not in saved
    served = preview.get("/a/prints.html")[1].decode()
    assert re.sub(r"<(link|script)[^>]*/-/.*?\n(</script>\n)?", "", served).replace("; connect-src 'self'", "") == saved


def test_a_save_while_sheets_are_made_comes_first(edited, preview, page):
    page.goto(preview.url("a/index.html"))
    for n in range(4):
        edited.workplace("a", NAME_ONLY.format(f" nummer {n}"))
        says(page, f"Bibliotek nummer {n}", "header")
    built(edited, "index.html", "Bibliotek nummer 3")
    built(edited, "a/index.html", "Bibliotek nummer 3")


def test_another_build_is_waited_for(root, page):
    root.output.mkdir()
    with ExitStack() as holding:
        holding.enter_context(held(root.output))
        with previewing(root, "a") as preview:
            page.goto(preview.url("a/index.html"))
            root.workplace("a", NAME_ONLY.format(" imens"))
            says(page, "Bibliotek imens", "header")
            assert not (root.output / "site").exists()
            holding.close()
            preview.until("åbn ")
    assert "Bibliotek imens" in (root.output / "site/a/index.html").read_text(encoding="utf-8")
    assert not (root.output / "site/b").exists()


def test_nothing_readable_is_no_reason_to_stop(root, page):
    good = (root.folder / "organisation.yaml").read_text(encoding="utf-8")
    (root.folder / "organisation.yaml").write_text("hvad: er det\n", encoding="utf-8")
    with previewing(root) as preview:
        page.goto(preview.url())
        says(page, "organisation.yaml:1:1: fejl: ", ".preview [role=alert]")
        (root.folder / "organisation.yaml").write_text(good, encoding="utf-8")
        says(page, "Bibliotek A")


def test_markup_in_a_message_is_text(edited, preview, page):
    page.goto(preview.url())
    edited.workplace("a", 'arbejdsplads: X\ndialog: {dato: "<img src=x onerror=alert(1)>"}\n')
    says(page, "<img src=x", ".preview [role=alert]")
    assert page.locator(".preview img").count() == 0


def test_nobody_else_is_let_in(edited, preview):
    secret = edited.folder / "secret.txt"
    secret.write_text("Zebra")
    (edited.output / "site").mkdir(parents=True, exist_ok=True)
    (edited.output / "site/link.txt").symlink_to(secret)
    assert preview.get("/a/index.html")[0] == 200
    assert preview.get("/a/index.html", host=f"localhost:{preview.port}")[0] == 200
    assert preview.get("/a/index.html", method="HEAD") == (200, b"")
    for host in ("evil.example", f"evil.example:{preview.port}", "127.0.0.1.evil.example", "127.0.0.1:1"):
        assert preview.get("/a/index.html", host=host) == (403, b""), host
    for path in ("/../../organisation.yaml", "/%2e%2e/%2e%2e/organisation.yaml", "/a/..%2f..%2f..%2forganisation.yaml",
                 "/..%5c..%5corganisation.yaml", "//etc/passwd", "/%00", "/link.txt", "/../manifest.json",
                 "/-/../server.py", "/-/server.py", "/.lock"):  # fmt: skip
        status, data = preview.get(path)
        assert status in (400, 404) and b"Zebra" not in data and b"schema" not in data and b"root:" not in data, path
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert preview.get("/a/index.html", method=method)[0] == 501


def test_only_this_machine_is_listened_to(preview):
    others = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in ("127.0.0.2", *others):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address, preview.port), 5)


def test_ctrl_c_ends_it_and_leaves_whole_files(root):
    preview = Preview(root, "--port", "0")
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(20) == 0
    assert "Traceback" not in preview.process.stdout.read()
    assert not (root.output / ".lock").exists()
    run = root.run("build")
    assert run.status == 0, run.errors
    assert not (root.output / ".staging").exists()


def test_a_taken_port_is_said_and_the_next_is_used(root):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with previewing(root, "--port", str(port)) as preview:
            assert preview.port != port and any(f"porten {port} er optaget" in line for line in preview.lines)
            preview.until("åbn ")
    assert preview.process.returncode == 0


def test_an_unknown_workplace_is_wrong_use(root):
    run = root.run("serve", "findes-ikke", "--no-open")
    assert run.status == 2 and "findes-ikke" in run.errors[0]


def test_without_the_print_engine_the_pages_are_shown_and_it_is_said_once(root, tmp_path, page, monkeypatch):
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "weasyprint.py").write_text("raise OSError('cannot load library')\n")
    monkeypatch.setenv("PYTHONPATH", str(hidden))
    root.workplace("a", NAME_ONLY.format(" uden motor"))
    with previewing(root, "a", "--cache", str(tmp_path / "cache")) as preview:
        page.goto(preview.url("a/index.html"))
        says(page, "arkene", ".preview [role=status]")
        preview.until("cannot load library")
        root.workplace("a", NAME_ONLY.format(" endnu uden"))
        preview.until("åbn ")
    assert sum("cannot load library" in line for line in preview.lines) == 1


def test_what_the_preview_adds_may_run_whatever_a_page_allows():
    kit = "default-src 'none'; script-src 'sha256-abc'; style-src 'unsafe-inline'; base-uri 'none'"
    assert widened(kit) == (
        "default-src 'none'; script-src 'self' 'sha256-abc'; style-src 'self' 'unsafe-inline'; base-uri 'none'; "
        "connect-src 'self'"
    )


def test_events_are_one_line_of_json_each(preview):
    connection = HTTPConnection("127.0.0.1", preview.port, timeout=20)
    connection.request("GET", "/-/events?page=/a/")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type").startswith("text/event-stream")
    line = answer.readline().decode()
    assert line.startswith("data: ") and json.loads(line[6:])["errors"] == []
    connection.close()
