"""What the columns of a table mean, by the words of their titles."""

import re
from collections.abc import Iterable
from enum import StrEnum

from storage.names import cleaned, fold


class Column(StrEnum):
    CODE = "code"
    TITLE = "title"
    PRIORITY = "priority"
    TOPICS = "topics"
    LEAD = "lead"
    COORDINATING = "coordinating"
    TIMEFRAME = "timeframe"
    PRODUCT = "product"
    FUNDING = "funding"
    NOTE = "note"
    UNIT = "unit"
    TARGET_2025 = "target_2025"
    TARGET_2030 = "target_2030"
    OTHER_TARGET = "other_target"  # of another year, for which the plan has no place
    AGENCY = "agency"
    PROJECT = "project"
    PLACE = "place"


TARGETS = {Column.TARGET_2025, Column.TARGET_2030, Column.OTHER_TARGET}

# The first column whose words occur in a title wins: "Thời gian thực hiện nhiệm vụ" is a time,
# "Cơ quan chủ trì" a lead. Words are folded; a whole title must equal those marked "=".
_WORDS: tuple[tuple[Column, tuple[str, ...]], ...] = (
    (Column.CODE, ("=stt", "=tt", "=so tt", "=so thu tu", "=ma", "=ma so", "=ma nhiem vu", "=so")),
    (Column.LEAD, ("chu tri", "trach nhiem chinh")),
    (Column.COORDINATING, ("phoi hop",)),
    (Column.PRIORITY, ("=muc do uu tien", "=uu tien", "=muc uu tien")),
    (Column.TOPICS, ("=chu de", "=nhom chu de")),
    (Column.UNIT, ("=dvt", "don vi tinh")),
    (Column.TIMEFRAME, ("thoi gian", "thoi han", "thoi diem", "tien do", "lo trinh")),
    (Column.TIMEFRAME, ("nam thuc hien", "han hoan thanh", "nam hoan thanh")),
    (Column.TIMEFRAME, ("=hoan thanh", "=han", "=thoi ky")),
    (Column.PRODUCT, ("san pham", "ket qua", "dau ra")),
    (Column.FUNDING, ("nguon luc", "kinh phi", "nguon von", "du toan")),
    (Column.NOTE, ("ghi chu",)),
    (Column.PLACE, ("dia diem", "dia danh", "=dia ban", "dia ban thuc hien")),
    (Column.TITLE, ("nhiem vu", "hoat dong", "cong viec", "=van ban", "=danh muc van ban")),
    (Column.PROJECT, ("du an", "cong trinh")),
    (Column.TARGET_2025, ("=2025", "nam 2025", "muc tieu 2025", "chi tieu 2025")),
    (Column.TARGET_2030, ("=2030", "nam 2030", "muc tieu 2030", "chi tieu 2030")),
    (Column.AGENCY, ("co quan thuc hien", "don vi thuc hien", "to chuc thuc hien", "=thuc hien")),
    (Column.AGENCY, ("chiu trach nhiem", "co quan theo doi", "don vi theo doi", "don vi bao cao")),
    (Column.AGENCY, ("=co quan", "=don vi", "=co quan don vi", "=phu trach", "phan cong")),
    (Column.AGENCY, ("tham muu", "don vi dau moi", "co quan dau moi")),
)
_TITLES = ("noi dung", "muc tieu", "chi tieu", "giai phap")  # when nothing else fits
_ONE_YEAR = re.compile(r"(?:.*\b(?:nam|muc tieu|chi tieu|ke hoach|dat) )?(?:199\d|20\d\d)")
_FOOTNOTE = re.compile(r"(?<=[a-z])\d{1,2}\b")  # "tài chính3": a mark glued to the word


def column_of(title: str) -> Column | None:
    words = title_key(title)
    if words == "so" and "sở" in cleaned(title).lower():
        return None  # an office, not "Số"
    for column, marks in _WORDS:
        for mark in marks:
            if words == mark[1:] if mark.startswith("=") else mark in words:
                return column
    if _ONE_YEAR.fullmatch(words):
        return Column.OTHER_TARGET
    return Column.TITLE if any(mark in words for mark in _TITLES) else None


def is_of_tasks(titles: Iterable[str]) -> bool:
    """Whether a column lists what is to be done, and none what is to be reached."""
    words = [title_key(title) for title in titles]
    named = any(mark in one for one in words for mark in ("nhiem vu", "hoat dong", "cong viec"))
    return named and not any("chi tieu" in one or column_of(one) is Column.UNIT for one in words)


def year_of(title: str) -> int | None:
    """The year of a column such as "Năm 2026"."""
    year = re.search(r"\d{4}", title_key(title))
    return int(year.group()) if year and column_of(title) in TARGETS else None


def title_key(title: str) -> str:
    """What stays the same when a page repeats a title: its words, without a footnote's mark."""
    return _FOOTNOTE.sub("", fold(title))
