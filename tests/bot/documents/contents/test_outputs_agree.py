"""One round, one set of figures: chat, JSON, Excel, Word and chart say the same at any instant."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from matplotlib.patches import Rectangle
from openpyxl import load_workbook
from sqlmodel import select

from bot.documents.chart.drawing import figure_of
from bot.documents.chart.picture import picture_of
from bot.documents.contents.dossier import Dossier, dossier_of
from bot.documents.contents.progress import living, parts_of
from bot.documents.formats import Format
from bot.documents.json.summary import summary_data
from bot.documents.text.summary import summary_text
from bot.language.wording import STATUS_WORDS
from locales import translator
from storage.database import Database
from storage.models import Plan, Round, Tier
from storage.rounds.summary import Count
from tests.support.databases import emptied
from tests.support.worlds.answers.histories import BEGINNING, DAYS, any_instants, make_history
from tests.support.worlds.world import CALENDAR

SAY = translator("vi")
END = BEGINNING + timedelta(days=DAYS)


def dossiers(database: Database, seed: int) -> Iterator[Dossier]:
    """At some instants and at the end, where what was completed before is carried over."""
    with emptied(database).write() as session:
        make_history(session, seed, carried=True)
        plan = session.exec(select(Plan)).one()
        round_ = session.exec(
            select(Round).where(Round.year == 2026, Round.tier == Tier.AGENCIES)
        ).one()
        for as_of in (*list(any_instants(seed))[2:4], END):
            yield dossier_of(session, plan, round_, as_of, CALENDAR, now=END)


@pytest.fixture(scope="module", name="told", params=[1, 3, 10])
def _told(request: pytest.FixtureRequest, sqlite: Database) -> list[Dossier]:
    found = list(dossiers(sqlite, request.param))
    assert any(one.summary.total.carried_over for one in found)
    return found


def test_in_every_grouping_all_that_is_expected_is_accounted_for(told: list[Dossier]) -> None:
    for dossier in told:
        summary = dossier.summary
        counts = [summary.total, summary.high_priority]
        counts += [one.count for one in summary.by_agency]
        counts += [one.count for one in summary.by_theme]
        counts += [count for _, count in living(summary, SAY)]
        assert sum(one.count.expected for one in summary.by_agency) == summary.total.expected
        for count in counts:
            whole = count.received + count.missing + count.pending + count.carried_over
            assert whole == count.expected
            assert count.on_time + count.late == count.received
            assert sum(getattr(count, one.field) for one in parts_of(count, SAY)) == whole
        assert len(dossier.answers) == summary.total.expected


def test_chat_and_json_say_them(told: list[Dossier]) -> None:
    for dossier in told:
        total, data = dossier.summary.total, summary_data(dossier.summary)
        assert {name: data[name] for name in vars(total)} == vars(total)
        said = summary_text(dossier, SAY).splitlines()
        assert f"Phải báo cáo: {total.expected}" in said
        lines = [f"Đã nhận: {total.received} (đúng hạn {total.on_time}, trễ hạn {total.late})"]
        lines += [f"Quá hạn, chưa báo cáo: {total.missing}"]
        assert {line for line in lines if line in said} == set(lines)
        of_agencies = re.findall(r"^- .*: (\d+)/(\d+)$", "\n".join(said), re.MULTILINE)
        assert sum(int(received) for received, _ in of_agencies) == total.received
        assert sum(int(expected) for _, expected in of_agencies) == total.expected


# --- Excel ----------------------------------------------------------------------------------------


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    head, *rows = list(sheet.iter_rows(min_row=4, values_only=True))
    names = [str(one).replace("\n", " ") for one in head]
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_excel_says_them(told: list[Dossier]) -> None:
    for dossier in told:
        book = load_workbook(BytesIO(Format.XLSX.file(dossier, SAY)), read_only=True)
        total = dossier.summary.total
        agencies = rows_of(book["Theo đơn vị"])
        for heading, name in (
            ("Phải báo cáo", "expected"),
            ("Đã nhận", "received"),
            ("Quá hạn, chưa báo cáo", "missing"),
            ("Còn trong hạn", "pending"),
            ("Hoàn thành từ trước", "carried_over"),
        ):
            assert sum(row[heading] for row in agencies) == getattr(total, name), heading
        answered = [*rows_of(book["Bảng nhiệm vụ"]), *rows_of(book["Chỉ tiêu"])]
        states = Counter(row["Tình trạng"] for row in answered if row["Đơn vị báo cáo"])
        check_states(states, dossier)
        owed = [row for row in rows_of(book["Chưa báo cáo"]) if row["Đơn vị báo cáo"]]
        assert len(owed) == total.missing + total.pending + total.returned


def check_states(states: Counter[str], dossier: Dossier) -> None:
    """A row each: its status, or why there is none."""
    total = dossier.summary.total
    assert states.total() == total.expected
    for status, words in STATUS_WORDS.items():
        assert states[SAY(words)] == dossier.summary.by_status.get(status, 0)
    over = sum(times for words, times in states.items() if words.startswith("Hoàn thành từ"))
    assert over == total.carried_over
    assert states["quá hạn, chưa báo cáo"] == total.missing
    assert states["chưa báo cáo"] == total.pending


# --- Word -----------------------------------------------------------------------------------------


def test_word_says_them(told: list[Dossier]) -> None:
    for dossier in told:
        total = dossier.summary.total
        draft = Document(BytesIO(Format.DOCX.file(dossier, SAY)))
        paragraphs = [one.text for one in draft.paragraphs]
        assert any(f"{total.received}/{total.expected} nội dung" in one for one in paragraphs)
        over = f"{total.carried_over} nội dung đã hoàn thành từ trước"
        assert any(over in one for one in paragraphs) == (total.carried_over > 0)
        agencies, answers = cells_of(draft, "Phải báo cáo"), cells_of(draft, "Tiếp nhận lần đầu")
        sums = [sum(int(row[at]) for row in agencies) for at in range(1, len(agencies[0]))]
        parts = [getattr(total, part.field) for part in parts_of(total, SAY)]
        assert sums == [total.expected, *parts]
        check_states(Counter(row[3] for row in answers), dossier)
        gaps = [one for one in paragraphs if one.startswith("[Chưa có báo cáo:")]
        silent = sum(one.count(";") + 1 for one in gaps)
        assert silent <= total.missing + total.pending


def cells_of(draft: Any, heading: str) -> list[list[str]]:
    found = (one for one in draft.tables if heading in [cell.text for cell in one.rows[0].cells])
    return [[cell.text for cell in row.cells] for row in next(found).rows[1:]]


# --- The chart ------------------------------------------------------------------------------------


def test_the_chart_draws_them(told: list[Dossier]) -> None:
    dossier = told[-1]
    parts = parts_of(dossier.summary.total, SAY)
    themes, agencies = figure_of(picture_of(dossier, SAY)).axes
    check_bars(themes, [one.count for one in dossier.summary.by_theme], len(parts))
    check_bars(agencies, [count for _, count in living(dossier.summary, SAY)], len(parts))


def check_bars(axes: Any, counts: Iterable[Count], parts: int) -> None:
    widths = [round(one.get_width()) for one in axes.patches if isinstance(one, Rectangle)]
    expected = [count.expected for count in counts]
    bars = len(expected)
    assert len(widths) == bars * parts
    assert [sum(widths[at::bars]) for at in range(bars)] == expected
