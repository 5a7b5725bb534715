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
    STARTS = "starts"  # where another column says when it ends
    TIMEFRAME = "timeframe"
    OTHER_TIME = "other_time"  # a second column of times, neither of them a beginning
    PRODUCT = "product"
    FUNDING = "funding"
    NOTE = "note"
    UNIT = "unit"
    TARGET_2025 = "target_2025"
    TARGET_2030 = "target_2030"
    OTHER_TARGET = "other_target"  # of another year, or of one that the title does not name
    AGENCY = "agency"
    PROJECT = "project"
    PLACE = "place"
    REST = "rest"  # of joined tables: what stands in all other columns, each after its title


TARGETS = {Column.TARGET_2025, Column.TARGET_2030, Column.OTHER_TARGET}

# The first meaning whose words occur in a title wins: "Thời gian thực hiện nhiệm vụ" is a time,
# "Cơ quan chủ trì" a lead. Words are folded; a whole title must equal those marked "=".
_WORDS: tuple[tuple[Column | None, tuple[str, ...]], ...] = (
    (Column.CODE, ("=stt", "=tt", "=so tt", "=so thu tu", "=ma", "=ma so", "=ma nhiem vu", "=so")),
    (None, ("can cu", "cap trinh", "cap phe duyet")),
    (Column.LEAD, ("chu tri", "trach nhiem chinh")),
    (Column.COORDINATING, ("phoi hop", "co quan tham gia", "don vi tham gia")),
    (Column.PRIORITY, ("=muc do uu tien", "=uu tien", "=muc uu tien")),
    (Column.TOPICS, ("=chu de", "=nhom chu de")),
    (Column.UNIT, ("=dvt", "don vi tinh")),
    (Column.STARTS, ("bat dau", "khoi cong")),
    (Column.TIMEFRAME, ("thoi gian", "thoi han", "thoi diem", "tien do", "lo trinh")),
    (Column.TIMEFRAME, ("nam thuc hien", "ngay trinh", "=thang", "=quy", "=hoan thanh")),
    (
        Column.TIMEFRAME,
        ("han hoan thanh", "moc hoan thanh", "ngay hoan thanh", "du kien hoan thanh"),
    ),
    (Column.TIMEFRAME, ("nam hoan thanh", "thang hoan thanh", "quy hoan thanh")),
    (Column.TIMEFRAME, ("=giai doan", "giai doan thuc hien", "giai doan hoan thanh")),
    (Column.TIMEFRAME, ("=han", "=thoi ky", "=ket thuc", "ngay ket thuc", "=ky han")),
    (Column.PRODUCT, ("san pham", "ket qua", "dau ra")),
    (Column.FUNDING, ("nguon luc", "kinh phi", "nguon von", "du toan")),
    (Column.NOTE, ("ghi chu",)),
    (Column.PLACE, ("dia diem", "dia danh", "=dia ban", "dia ban thuc hien")),
    (Column.TITLE, ("nhiem vu", "hoat dong", "cong viec", "=van ban", "=danh muc van ban")),
    (Column.TITLE, ("ten van ban", "ten de an", "=ten", "viec can lam", "noi dung chi dao")),
    (Column.PROJECT, ("du an", "cong trinh")),
    (Column.TARGET_2025, ("=2025", "nam 2025", "muc tieu 2025", "chi tieu 2025")),
    (Column.TARGET_2030, ("=2030", "nam 2030", "muc tieu 2030", "chi tieu 2030")),
    (Column.AGENCY, ("co quan thuc hien", "don vi thuc hien", "to chuc thuc hien", "=thuc hien")),
    (Column.AGENCY, ("co quan don vi thuc hien", "nguoi thuc hien", "bo phan thuc hien")),
    (Column.AGENCY, ("chiu trach nhiem", "co quan theo doi", "don vi theo doi", "don vi bao cao")),
    (Column.AGENCY, ("=co quan", "=don vi", "=co quan don vi", "phu trach", "phan cong")),
    (Column.AGENCY, ("tham muu", "dau moi", "don vi duoc giao", "co quan duoc giao")),
    (Column.AGENCY, ("theo doi danh gia", "co quan quan ly", "don vi quan ly", "=trach nhiem")),
)
_TITLES = ("noi dung", "muc tieu", "chi tieu", "giai phap")  # when nothing else fits
_ONE_YEAR = re.compile(r"(?:.*\b(?:nam|muc tieu|chi tieu|ke hoach|dat) )?(?:199\d|20\d\d)")
_REACHED = re.compile(r"\b(?:thuc hien|ket qua|hien trang|uoc|da dat)\b.*\d{4}")  # no target
_FOOTNOTE = re.compile(r"(?<=[a-z])\d{1,2}\b")  # "tài chính3": a mark glued to the word

# Of several columns of one meaning the one with the fewest of these words, the first of equals.
# Groups, people and those who only watch stand back.
_STANDS_BACK = {
    Column.TITLE: (*("muc tieu", "chu de", "giai phap", "chuong trinh", "noi dung", "chi tieu"),),
    Column.LEAD: ("nguoi", "lanh dao", "can bo", "chuyen vien", "dong chi", "theo doi"),
    Column.AGENCY: (
        *("nguoi", "lanh dao", "can bo", "chuyen vien", "dong chi", "theo doi", "bao cao"),
        *("quan ly", "danh gia", "kiem tra", "tham muu"),
    ),
    Column.TIMEFRAME: ("thuc hien", "thoi gian", "tien do", "trinh"),
    Column.PRODUCT: ("ket qua", "chi tieu"),
}
_GROUPS, _GROUP_STANDS_BACK = ("nhom", "linh vuc", "loai", "tieu chi"), 3
_WHOLE_TASK = ("noi dung nhiem vu", "ten nhiem vu", "nhiem vu cu the", "noi dung cong viec")
_ENDS = ("hoan thanh", "thoi han", "=han", "ket thuc")


def column_of(title: str) -> Column | None:
    words = title_key(title)
    if words == "so" and "sở" in cleaned(title).lower():
        return None  # an office, not "Số"
    for column, marks in _WORDS:
        if any(_says(words, mark) for mark in marks):
            return None if column in TARGETS and _REACHED.search(words) else column
    if _ONE_YEAR.fullmatch(words):
        return None if _REACHED.search(words) else Column.OTHER_TARGET
    return Column.TITLE if any(mark in words for mark in _TITLES) else None


def misfit(title: str, column: Column) -> int:
    """How badly the title fits its meaning beside another one of the same; 0 is best."""
    words = title_key(title)
    if column is Column.TITLE and any(mark in words for mark in _WHOLE_TASK):
        return 0
    if column is Column.TIMEFRAME and any(_says(words, mark) for mark in _ENDS):
        return 0
    back = sum(_says(words, mark) for mark in _STANDS_BACK.get(column, ()))
    return back + _GROUP_STANDS_BACK * (column is Column.TITLE and words.startswith(_GROUPS))


def is_of_tasks(titles: Iterable[str]) -> bool:
    """Whether a column lists what is to be done, and none what is to be reached."""
    words = [title_key(title) for title in titles]
    named = any(mark in one for one in words for mark in ("nhiem vu", "hoat dong", "cong viec"))
    return named and not any("chi tieu" in one or column_of(one) is Column.UNIT for one in words)


def lists_indicators(titles: Iterable[str]) -> bool:
    """Whether a column of that table is called "Chỉ tiêu", and none holds what is to be done."""
    words = [title_key(title) for title in titles]
    to_do = ("nhiem vu", "hoat dong", "cong viec", "giai phap")
    named = any("chi tieu" in one and column_of(one) is Column.TITLE for one in words)
    return named and not any(mark in one for one in words for mark in to_do)


def year_of(title: str) -> int | None:
    """The year of a column such as "Năm 2026"."""
    year = re.search(r"\d{4}", title_key(title))
    return int(year.group()) if year and column_of(title) in TARGETS else None


def title_key(title: str) -> str:
    """What stays the same when a page repeats a title: its words, without a footnote's mark."""
    return _FOOTNOTE.sub("", fold(title))


def _says(words: str, mark: str) -> bool:
    """Whole words only: the "công" of "công nghệ" is no "công việc"."""
    return words == mark[1:] if mark.startswith("=") else f" {mark} " in f" {words} "
