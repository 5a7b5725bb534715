"""`daumoi files` on the command line: listed, and written into folders by agency and item."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from bot.documents.file_names import safe_name
from storage.database import open_database
from storage.messages.attachments import store_content
from storage.messages.inbox import account_at
from storage.models import Attachment, Expectation, Inbox, Item, Report
from tests.bot.conftest import Terminal
from tests.support.files import contents

NOW = datetime(2026, 10, 14, 1, 30, tzinfo=UTC)


def keep(terminal: Terminal, code: str, name: str, content: bytes | None, kind: str) -> None:
    """A report on that item with that file."""
    opened = open_database(terminal.env["DATABASE_URL"])
    with opened.write() as session:
        item = session.exec(select(Item).where(Item.code == code)).one()
        asked = session.exec(select(Expectation).where(Expectation.item_id == item.id)).first()
        assert asked is not None
        row = _row(session, asked, name, kind)
        if content is not None:
            store_content(session, row, content, kind, NOW)
    opened.close()


def _row(session: Session, asked: Expectation, name: str, kind: str) -> Attachment:
    account = account_at(session, "telegram", "5")
    count = len(session.exec(select(Inbox.id)).all())
    message = Inbox(
        channel="telegram", external_id=str(count), account_id=account.id or 0, received_at=NOW
    )
    reported = select(Report).where(Report.expectation_id == asked.id).order_by(col(Report.id))
    report = session.exec(reported).first() or Report(
        expectation_id=asked.id or 0, status="completed", submitted_at=NOW
    )
    session.add_all((message, report))
    session.flush()
    row = Attachment(
        account_id=account.id,
        expectation_id=asked.id or 0,
        report_id=report.id,
        inbox_id=message.id or 0,
        channel="telegram",
        ref="r",
        name=name,
        media_type=kind,
        received_at=NOW,
        note="bản ký",
    )
    session.add(row)
    session.flush()
    return row


@pytest.fixture(name="asked")
def _asked(loaded: Terminal) -> Terminal:
    loaded.prints("summary", "ben-tre")  # opens the rounds of today
    return loaded


PDF = "application/pdf"


def test_no_files_is_said_so(asked: Terminal) -> None:
    assert "No file came" in asked.prints("files", "ben-tre")
    assert asked.json("files", "ben-tre", "--json") == []


def test_files_are_listed(asked: Terminal) -> None:
    keep(asked, "9.2", "baocao.pdf", contents.PDF, PDF)
    keep(asked, "9.2", "", None, "image/jpeg")
    first, second = asked.json("files", "ben-tre", "--json")
    assert first["agency"] == "Sở Công Thương tỉnh Vĩnh Long"
    assert (first["item"], first["name"], first["size"]) == (
        *("9.2", "baocao.pdf"),
        len(contents.PDF),
    )
    assert first["sent_at"] == "2026-10-14T08:30:00+07:00"
    assert (first["fetched"], second["fetched"]) == (True, False)
    assert second["name"] == "anh-2.jpg"
    assert first["note"] == "bản ký"
    assert "path" not in first
    printed = asked.prints("files", "ben-tre")
    assert "baocao.pdf" in printed
    assert "15 bytes" in printed
    assert "08:30" in printed
    assert "1 of them: not fetched" in printed


def test_files_are_written_by_agency_and_item(asked: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    keep(asked, "9.2", "baocao.pdf", contents.PDF, PDF)
    keep(asked, "9.2", "baocao.pdf", contents.PDF + b"other", PDF)
    keep(asked, "9.5", "../../bao:cao.doc", contents.DOCX, "application/msword")
    keep(asked, "9.5", "", None, "image/jpeg")
    for _ in range(2):  # the second time everything is there already
        lines = asked.json("files", "ben-tre", "--out", str(out), "--json")
        folder = out / "Sở Công Thương tỉnh Vĩnh Long"
        assert [line.get("path") for line in lines] == [
            str(folder / "9.2" / "baocao.pdf"),
            str(folder / "9.2" / "baocao (2).pdf"),
            str(folder / "9.5" / "bao_cao.doc"),
            None,
        ]
        assert len([path for path in out.rglob("*") if path.is_file()]) == 3
    assert (folder / "9.2" / "baocao.pdf").read_bytes() == contents.PDF
    assert (folder / "9.5" / "bao_cao.doc").read_bytes() == contents.DOCX
    assert "3 files are in" in asked.prints("files", "ben-tre", "--out", str(out))


def test_nothing_is_written_over(asked: Terminal, tmp_path: Path) -> None:
    keep(asked, "9.2", "baocao.pdf", contents.PDF, PDF)
    [line] = asked.json("files", "ben-tre", "--out", str(tmp_path / "ra"), "--json")
    Path(line["path"]).write_bytes(b"corrected by hand")
    [again] = asked.json("files", "ben-tre", "--out", str(tmp_path / "ra"), "--json")
    assert again["path"].endswith("baocao (2).pdf")
    assert Path(line["path"]).read_bytes() == b"corrected by hand"


def test_what_is_wrong_is_one_line(asked: Terminal, tmp_path: Path) -> None:
    assert "no plan 'x'" in asked.fails("files", "x")
    assert "no such round" in asked.fails("files", "ben-tre", "--round", "99")
    keep(asked, "9.2", "baocao.pdf", contents.PDF, PDF)
    (tmp_path / "file").write_text("x")
    assert "cannot be written" in asked.fails("files", "ben-tre", "--out", str(tmp_path / "file"))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Sở Công Thương", "Sở Công Thương"),
        ("../../etc/passwd", "etc_passwd"),
        ("..", "x"),
        (".hidden", "hidden"),
        ("a/b\\c:d*e?f", "a_b_c_d_e_f"),
        ("con", "_con"),
        ("LPT1.x", "_LPT1.x"),
        ("bao\x00cao\n", "bao_cao"),
        ("fdp\u202eexe", "fdpexe"),
        ("", "x"),
        ("ệ" * 100, "ệ" * 40),
    ],
)
def test_names_are_safe(words: str, name: str) -> None:
    assert safe_name(words, "x") == name


@pytest.mark.parametrize("name", ["../../../../etc/cron.d/x.pdf", "C:\\\\Windows\\\\x.pdf"])
def test_a_name_like_a_path_is_only_its_end(loaded: Terminal, name: str) -> None:
    keep(loaded, "9.2", name, contents.PDF, "application/pdf")
    [line] = loaded.json("files", "ben-tre", "--json")
    assert line["name"] == "x.pdf"
