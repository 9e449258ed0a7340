"""What `serve` promises: what is saved is seen in the open page, mistakes are told there, and nobody else is let in."""

import json
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.client import HTTPConnection

import pytest

from .conftest import ROOT, Root
from .test_browser import browser  # noqa: F401  (a fixture)

pytestmark = pytest.mark.slow
NAME_ONLY = "arbejdsplads: Bibliotek{}\n"


@pytest.fixture
def root(tmp_path) -> Root:
    """Two workplaces with one sheet each; texts and styles of its own, to be edited."""
    root = Root(tmp_path / "project", ("invitation",))
    for name in ("content", "layouts/styles"):
        (root.folder / name).unlink()
        shutil.copytree(ROOT / name, root.folder / name)
    root.workplace("a", NAME_ONLY.format(" A"))
    root.workplace("b", NAME_ONLY.format(" B"))
    return root


class Preview:
    """A running `serve`: its process, its port, and the lines it said so far."""

    def __init__(self, root: Root, *words: str) -> None:
        command = (sys.executable, "-m", "talsammen", "--root", str(root.folder), "--cache", str(ROOT / ".cache"))
        self.process = subprocess.Popen(
            [*command, "--jobs", "1", "serve", "--no-open", *words], cwd=ROOT, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        self.lines: list[str] = []
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


@pytest.fixture
def preview(root):
    with previewing(root) as preview:
        yield preview


@pytest.fixture
def page(browser):  # noqa: F811
    page = browser.new_page()
    page.set_default_timeout(20_000)
    page.wrong = []
    page.on("console", lambda message: page.wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    yield page
    page.close()


def says(page, words: str, where: str = "main") -> None:
    """Waits until the page says so."""
    page.wait_for_function("([where, words]) => document.querySelector(where)?.textContent.includes(words)",
                           arg=[where, words])  # fmt: skip


def test_what_is_saved_reaches_the_open_page_and_no_other(root, preview, page):
    page.goto(preview.url("a/index.html"))
    other = page.context.new_page()
    other.goto(preview.url("b/index.html"))
    preview.until("åbn ")
    other.wait_for_function("document.querySelector('.preview [role=status]').textContent === ''")
    other.evaluate("window.same = true")
    root.workplace("a", NAME_ONLY.format(" med nyt navn"))
    says(page, "Bibliotek med nyt navn", "header")
    preview.until("a: lige begyndt")
    assert other.evaluate("window.same")
    text = root.folder / "content/da/index.md"
    text.write_text(text.read_text(encoding="utf-8").replace("title: ", "title: Hovsa ", 1), encoding="utf-8")
    says(page, "Hovsa", "h1")
    says(other, "Hovsa", "h1")
    style = root.folder / "layouts/styles/site.css"
    style.write_text(style.read_text(encoding="utf-8") + "h1 { text-indent: 7px }\n", encoding="utf-8")
    page.wait_for_function("getComputedStyle(document.querySelector('h1')).textIndent === '7px'")
    assert page.wrong == []


def test_a_mistake_is_told_on_every_page_until_it_is_mended(root, preview, page):
    page.goto(preview.url("b/index.html"))
    root.workplace("a", "arbejdsplads: Ny\nledder: Ida\n")
    says(page, "workplaces/a.yaml:2:1: fejl: ", ".preview [role=alert]")
    assert "Bibliotek A" in preview.get("/a/index.html")[1].decode(), "the last good page stays"
    page.goto(preview.url("a/step-1.html"))
    says(page, "workplaces/a.yaml:2:1: fejl: ", ".preview [role=alert]")
    root.workplace("a", "arbejdsplads: Ny\nleder: Ida\n")
    says(page, "Ny", "header")
    page.wait_for_function("document.querySelector('.preview [role=alert]').textContent === ''")


def test_a_text_that_cannot_be_read_leaves_the_last_good_pages(root, preview, page):
    page.goto(preview.url("a/index.html"))
    text = root.folder / "content/da/index.md"
    good = text.read_text(encoding="utf-8")
    text.write_text(good + "\n{{ hvad.er.det }}\n", encoding="utf-8")
    says(page, "content/da/index.md: fejl: ", ".preview [role=alert]")
    root.workplace("a", NAME_ONLY.format(" imens"))
    text.write_text(good, encoding="utf-8")
    says(page, "Bibliotek imens", "header")
    page.wait_for_function("document.querySelector('.preview [role=alert]').textContent === ''")


def test_workplaces_come_and_go(root, preview, page):
    page.goto(preview.url())
    root.workplace("ny", NAME_ONLY.format(" Nyt"))
    says(page, "Bibliotek Nyt")
    page.get_by_role("link", name="Bibliotek Nyt").click()
    says(page, "Bibliotek Nyt", "header")
    (root.folder / "workplaces/ny.yaml").unlink()
    says(page, "Her er ingen side", "h1")
    assert not (root.output / "site/ny").exists()


def test_sheets_follow(root, preview, page):
    page.goto(preview.url("a/prints.html"))
    page.locator("a[href='pdf/invitation.pdf']").wait_for()
    status, data = preview.get("/a/pdf/invitation.pdf")
    assert status == 200 and data.startswith(b"%PDF")
    built = (root.output / "site/a/prints.html").read_text(encoding="utf-8")
    assert "/-/" not in built and "connect-src" not in built
    served = preview.get("/a/prints.html")[1].decode()
    assert re.sub(r"<(link|script)[^>]*/-/.*?\n(</script>\n)?", "", served).replace("; connect-src 'self'", "") == built


def test_a_save_while_sheets_are_made_comes_first(root, preview, page):
    page.goto(preview.url("a/index.html"))
    for n in range(4):
        root.workplace("a", NAME_ONLY.format(f" nummer {n}"))
        says(page, f"Bibliotek nummer {n}", "header")
    page.wait_for_function("document.querySelector('.preview [role=status]').textContent === ''")
    assert "Bibliotek nummer 3" in (root.output / "site/a/index.html").read_text(encoding="utf-8")
    assert (root.output / "site/b/index.html").is_file(), "what the first build was to make is made by the last"


def test_another_build_is_waited_for(root, page):
    root.output.mkdir()
    (root.output / ".lock").write_text(str(subprocess.os.getpid()))
    with previewing(root, "a") as preview:
        page.goto(preview.url("a/index.html"))
        root.workplace("a", NAME_ONLY.format(" imens"))
        says(page, "Bibliotek imens", "header")
        (root.output / ".lock").unlink()
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


def test_markup_in_a_message_is_text(root, preview, page):
    page.goto(preview.url())
    root.workplace("a", 'arbejdsplads: X\ndialog: {dato: "<img src=x onerror=alert(1)>"}\n')
    says(page, "<img src=x", ".preview [role=alert]")
    assert page.locator(".preview img").count() == 0


def test_nobody_else_is_let_in(root, preview):
    secret = root.folder / "secret.txt"
    secret.write_text("Zebra")
    (root.output / "site").mkdir(parents=True, exist_ok=True)
    (root.output / "site/link.txt").symlink_to(secret)
    assert preview.get("/a/index.html")[0] == 200
    assert preview.get("/a/index.html", host=f"localhost:{preview.port}")[0] == 200
    assert preview.get("/a/index.html", method="HEAD") == (200, b"")
    for host in ("evil.example", f"evil.example:{preview.port}", "127.0.0.1.evil.example", "127.0.0.1:1"):
        assert preview.get("/a/index.html", host=host) == (403, b""), host
    for path in ("/../../organisation.yaml", "/%2e%2e/%2e%2e/organisation.yaml", "/a/..%2f..%2f..%2forganisation.yaml",
                 "/..%5c..%5corganisation.yaml", "//etc/passwd", "/%00", "/link.txt", "/../manifest.json", "/-/../server.py",
                 "/-/server.py", "/.lock"):  # fmt: skip
        status, data = preview.get(path)
        assert status in (400, 404) and b"Zebra" not in data and b"schema" not in data and b"root:" not in data, path
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert preview.get("/a/index.html", method=method)[0] == 501


def test_only_this_machine_is_listened_to(preview):
    others = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in ("127.0.0.2", *others):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address, preview.port), 5)


def test_a_taken_port_is_said_and_the_next_is_used(root):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        preview = Preview(root, "--port", str(port))
        assert preview.port != port and any(f"porten {port} er optaget" in line for line in preview.lines)
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(20) == 0


@pytest.mark.parametrize("when", ["while sheets are made", "when all is done"])
def test_ctrl_c_ends_it_and_leaves_whole_files(root, when):
    preview = Preview(root, "--port", "0")
    if when == "when all is done":
        preview.until("åbn ")
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(20) == 0
    assert "Traceback" not in preview.process.stdout.read()
    run = root.run("build")
    assert run.status == 0, run.errors
    assert not (root.output / ".lock").exists() and not (root.output / ".staging").exists()


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
        preview.until("arkene er udeladt") if False else preview.until("cannot load library")
        root.workplace("a", NAME_ONLY.format(" endnu uden"))
        preview.until("åbn ")
    assert sum("cannot load library" in line for line in preview.lines) == 1


def test_events_are_one_line_of_json_each(preview):
    connection = HTTPConnection("127.0.0.1", preview.port, timeout=20)
    connection.request("GET", "/-/events?page=/a/")
    answer = connection.getresponse()
    assert answer.getheader("Content-Type").startswith("text/event-stream")
    line = answer.readline().decode()
    assert line.startswith("data: ") and json.loads(line[6:])["errors"] == []
    connection.close()
