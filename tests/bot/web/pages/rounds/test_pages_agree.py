"""One round, one set of figures: the pages say what chat, JSON and Excel say, at any instant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from bot.documents.contents.dossier import Dossier, dossier_of
from bot.documents.contents.progress import living_in_order
from bot.documents.formats import Format
from bot.documents.json.summary import summary_data
from bot.documents.text.summary import summary_text
from bot.runtime.dependencies import Runtime
from locales import translator
from storage.database import Database
from storage.models import Plan, Round, Status, Tier
from storage.reports.obstacles.raised import Told as Waiting
from storage.reports.obstacles.raised import told_by, told_in
from tests.bot.documents.contents.test_outputs_agree import END, rows_of
from tests.support.databases import emptied
from tests.support.phones.pages.desk_browser import Browser, words_of
from tests.support.worlds.answers.histories import make_history
from tests.support.worlds.world import CALENDAR, ZONE

SAY = translator("vi")
FIGURES = {
    "Phải báo cáo": "expected",
    "Đã nhận": "received",
    "Đúng hạn": "on_time",
    "Trễ hạn": "late",
    "Quá hạn, chưa báo cáo": "missing",
    "Còn trong hạn": "pending",
    "Đã chấp nhận": "accepted",
    "Trả lại": "returned",
    "Hoàn thành từ trước": "carried_over",
}
_FIGURE = re.compile(r"<dt>(?:<a[^>]*>)?([^<]+)(?:</a>)?</dt><dd>(\d+)</dd>")
_LINE = re.compile(
    r'<th scope="row"><a href="([^"]+)">([^<]+)</a></th><td class="number">(\d+)/(\d+)</td>'
)
_CELL = re.compile(r'<th scope="row">\s*([^<]+?)\s*</th><td class="number">(\d+)</td>')


@dataclass(frozen=True)
class Told:
    """A round as of an instant: as documents are made of it, and what the page is asked for by."""

    dossier: Dossier
    day: str

    @property
    def path(self) -> str:
        return f"/rounds/{self.dossier.round.id}"


@pytest.fixture(scope="module", name="browser", params=[1, 10])
def _browser(request: pytest.FixtureRequest, sqlite: Database) -> Browser:
    with emptied(sqlite).write() as session:
        make_history(session, request.param, carried=True)
    codes = iter(f"ABCD-{number}" for number in range(10_000, 20_000))
    runtime = Runtime(sqlite, {}, CALENDAR, lambda: END, lambda: next(codes), "test:1")
    browser = Browser(runtime)
    browser.signs_in("skhdt")
    return browser


@pytest.fixture(scope="module", name="told")
def _told(browser: Browser, sqlite: Database) -> list[Told]:
    """Now, and at the end of two days before it."""
    return list(instants(sqlite))


def instants(database: Database) -> Iterator[Told]:
    with database.read() as session:
        plan = session.exec(select(Plan)).one()
        asked = select(Round).where(Round.year == 2026, Round.tier == Tier.AGENCIES)
        round_ = session.exec(asked).one()
        for ago in (0, 4, 7):
            day = (END - timedelta(days=ago)).astimezone(ZONE).date()
            end = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=ZONE)
            as_of = end if ago else END
            dossier = dossier_of(session, plan, round_, as_of, CALENDAR, now=END)
            yield Told(dossier, day.isoformat() if ago else "")


def test_the_overview_says_the_figures_of_chat_json_and_excel(
    browser: Browser, told: list[Told]
) -> None:
    assert len({str(one.dossier.summary.total) for one in told}) == len(told)
    for one in told:
        text = browser.gets(f"{one.path}?as_of={one.day}").text
        shown = {unescape(name): int(number) for name, number in _FIGURE.findall(text)}
        data, said = summary_data(one.dossier.summary), summary_text(one.dossier, SAY).splitlines()
        figures = {name: shown.get(name, 0) for name in FIGURES}
        assert figures == {name: data[field] for name, field in FIGURES.items()}
        assert f"Phải báo cáo: {shown['Phải báo cáo']}" in said
        assert f"Quá hạn, chưa báo cáo: {shown['Quá hạn, chưa báo cáo']}" in said
        book = load_workbook(BytesIO(Format.XLSX.file(one.dossier, SAY)), read_only=True)
        rows = rows_of(book["Theo đơn vị"])
        for name in ("Phải báo cáo", "Đã nhận", "Đã chấp nhận", "Trả lại"):
            assert sum(row[name] for row in rows) == shown[name]


def test_its_lines_are_those_of_the_summary(browser: Browser, told: list[Told]) -> None:
    for one in told:
        text = browser.gets(f"{one.path}?as_of={one.day}").text
        lines = [
            (unescape(name), int(received), int(expected))
            for _, name, received, expected in _LINE.findall(text)
        ]
        summary = one.dossier.summary
        agencies = [
            (line.now_called, line.count.received, line.count.expected)
            for line in living_in_order(summary)
        ]
        themes = [
            (f"{theme.code}. {theme.title}", theme.count.received, theme.count.expected)
            for theme in summary.by_theme
        ]
        assert lines == [*agencies, *themes]


def test_each_agencys_page_says_its_lines(browser: Browser, told: list[Told]) -> None:
    """On an earlier day it may have been several: its page is that of what they have become."""
    for one in told:
        counts: dict[str, dict[str, int]] = {}
        for line in living_in_order(one.dossier.summary):
            path = f"{one.path}/agencies/{line.agency_id}?as_of={one.day}"
            answer = browser.gets(path)
            path = answer.headers.get("location", path)
            theirs = counts.setdefault(path.partition("?")[0], dict.fromkeys(FIGURES, 0))
            for name, field in FIGURES.items():
                theirs[name] += getattr(line.count, field)
        for path, theirs in counts.items():
            text = browser.gets(f"{path}?as_of={one.day}").text
            assert {name: int(number) for name, number in _CELL.findall(text)} == theirs


def test_each_filter_finds_as_many_answers_as_its_figure(
    browser: Browser, told: list[Told]
) -> None:
    for one in told:
        for field in ("on_time", "late", "missing", "pending", "accepted", "returned"):
            words = words_of(browser.gets(f"{one.path}/answers?state={field}&as_of={one.day}"))
            count = getattr(one.dossier.summary.total, field)
            assert f"Có {count} nội dung phải báo cáo" in words, field


def test_obstacles_are_read_in_brief_as_the_documents_read_them(
    told: list[Told], sqlite: Database
) -> None:
    for one in told:
        dossier = one.dossier
        with sqlite.read() as session:
            asked = dossier.summary.plan, dossier.summary.as_of, ZONE, dossier.round
            found = [each for each in told_in(session, *asked) if _tells(each)]
        assert found == [each for each in told_by(dossier.answers) if _tells(each)]
        assert found


def _tells(one: Waiting) -> bool:
    return bool(one.difficulties or one.proposals) or one.status == Status.AWAITING_GUIDANCE
