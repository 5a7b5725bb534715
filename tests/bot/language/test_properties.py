"""What holds of any text: no error, nothing dropped, the same whatever way letters are stored."""

import re
import unicodedata
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.language.dates.parser import read_day
from bot.language.document_numbers import read_document
from bot.language.numbers.dictated import with_figures
from bot.language.numbers.percentages import read_percent, share_of
from bot.language.numbers.spoken import with_digits
from bot.language.numbers.values import read_value
from bot.language.replies.parser import LONGEST, Reading, read_line
from bot.language.replies.statuses import read_status
from bot.language.words import lexicon, status_lexicon
from bot.language.words.slips import without_slips
from bot.language.words.tokens import Token, plain, tidy, tokens_of
from tests.support.examples import examples
from tests.support.talks.labelled import phrases

# Of a table only the code and the status are read
TEXTS = [phrase.text for phrase in phrases() if "\t" not in phrase.text]
# Joined from real phrases and the words they are made of, so that rules meet in new ways
WORDS = sorted({word for text in TEXTS for word in text.split()})
NUMBERS = st.from_regex(r"[0-9]{1,3}([.,/-][0-9]{1,2}){0,2}", fullmatch=True)
MARKS = (*' ,;.:-–/()"“”%+&=', " ", " ", ", ", " xong", " chưa làm", " vướng", "%", "CT.", "IX.")
lines = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4).map(", ".join),
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4).map("\n".join),
    st.lists(st.sampled_from([*WORDS, ",", ";", ".", "\n", ":", "-"]), max_size=16).map(" ".join),
    # Numbers of every kind beside one another, with and without a space
    st.lists(NUMBERS | st.sampled_from([*MARKS, *WORDS]), max_size=10).map("".join),
)
TODAY = date(2026, 11, 11)


def without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", letters))


def words(text: str) -> list[str]:
    return [token.text for token in tokens_of(tidy(text)) if token.kind != "mark"]


# What says a status, a percentage or a task, or is polite: it need not come back as it was written
UNDERSTOOD = {
    plain(word)
    for table in (
        *status_lexicon.STATUSES.values(),
        *status_lexicon.WHOLE.values(),
        *status_lexicon.ALONE.values(),
        lexicon.FILLERS,
        lexicon.SILENT,
        lexicon.COURTESY,
        lexicon.ABOUT,
        lexicon.OF_THE_WORK,
        lexicon.SHORTHAND,
        "phần trăm hai ba bốn tư năm sáu bảy tám chín mười mươi lăm nửa một trăm mốt nhăm nhất",
        "nhiệm vụ mục task số stt câu việc dòng ý chỉ tiêu các những từ đến tới còn lại với cùng",
        "ct all nv thứ cái riêng",
    )
    for word in re.findall(r"[^\W\d_]+", table.lower())
}


def kept(reading: Reading) -> set[str]:
    told = [*reading.unread, *(f"{one.note} {one.ref} {one.percent}" for one in reading.read)]
    return {plain(word) for text in told for word in words(text)}


NAME_FOLLOWS = {plain(word.strip()) for word in lexicon.ADDRESSES.split(",")}


def is_name(token: Token, text: str) -> bool:
    """ "Hoa" in "cc chị Hoa" is dropped with the courtesy."""
    return text[token.start : token.end].istitle()


@given(lines)
@settings(max_examples=examples(300))
@example('0,1 0.2"XG')
@example('10,1 9.2"XG')
@example("xong 1 9.1")
@example("NHIEM VU THU NHAT")
def test_every_word_is_understood_or_comes_back(text: str) -> None:
    reading = read_line(text)
    back = kept(reading)
    written = without_slips(with_figures(with_digits(tidy(text)), shares_only=True))
    tokens = tokens_of(written)
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else None
        after = next((one for one in tokens[place + 1 :] if one.kind != "mark"), None)
        if before and plain(before.text) in NAME_FOLLOWS and is_name(token, written):
            continue
        if after and re.match(r"\d+\.\d|[ivxIVX]+$|ct$", after.text) and token.text.isdecimal():
            continue  # the number of a table's row in front of a code
        if token.kind == "word":
            assert plain(token.text) in back | UNDERSTOOD, token
        elif token.kind in ("percent", "number") and is_share_read(token.text, reading):
            continue
        elif token.kind in ("percent", "number"):
            assert all(stays(one, reading) for one in re.findall(r"\d+", token.text)), token


def is_share_read(text: str, reading: Reading) -> bool:
    """ "3,50%" as 3.5, "2/3" as 67."""
    percent = share_of(text) or read_percent(text if text[-1:] == "%" else f"{text}%")
    return percent is not None and any(entry.percent == percent for entry in reading.read)


def stays(number: str, reading: Reading) -> bool:
    """As a task, as a percentage, or as written; "1 phần", "1 nửa" hold no task."""
    if any(number in one for one in (*reading.unread, *(entry.note for entry in reading.read))):
        return True
    parts = {one for entry in reading.read for one in f"{entry.ref}.{entry.percent}".split(".")}
    is_part = number == "1" and any(entry.status == "in_progress" for entry in reading.read)
    return is_part or str(int(number)) in parts


@given(lines)
@settings(max_examples=examples(300))
def test_stored_letters_and_white_space_do_not_matter(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    read = read_line(composed)
    assert read_line(unicodedata.normalize("NFD", composed)) == read
    assert read_line(re.sub(r"\s", lambda blank: blank[0] * 2, composed)) == read


@given(lines)
@settings(max_examples=examples(300))
@example("1 đề nghị Bộ hướng dẫn")
@example("1 vườn ươm, 2 vượng")
def test_without_accents_a_status_stays_or_is_unread(text: str) -> None:
    accented = read_line(text)
    bare = {entry.ref: entry.status for entry in read_line(without_accents(text)).read}
    for entry in accented.read:
        assert bare.get(without_accents(entry.ref), entry.status) == entry.status


@given(st.text(max_size=300) | lines)
@settings(max_examples=examples(300))
@example("1" * 3000)
@example("1 " * 2000)
@example("1, " * 1300)
@example("xong " * 800)
@example("1 xong 2 " * 450)
@example("(" * 4000)
@example("1.1." * 1000)
@example("\x00\u200b\u202e1\x07 xong")
@example("nhiệm vụ " * 450)
@example("1 xong, còn " * 340)
def test_nothing_raises(text: str) -> None:
    reading = read_line(text)
    assert len(reading.unread) + len(reading.read) <= len(text)
    assert read_status(text) is None or read_status(text) == read_status(tidy(text))
    assert 0 <= (read_percent(text) or 0) <= 100
    value, day = read_value(text), read_day(text, TODAY)
    assert value is None or value.number.is_finite()
    assert day is None or day.on.year >= 1
    assert read_document(text) is None or read_document(text)


@given(st.sampled_from("1x ,.\n%(-đ"), st.integers(LONGEST + 1, 20_000))
def test_a_text_beyond_the_bound_is_handed_back_whole(letter: str, length: int) -> None:
    text = ("1 xong, 2 vướng " + letter * length)[: length + 16] + "hết"
    clean = tidy(text)
    if len(clean) > LONGEST:
        assert read_line(text) == Reading(unread=(clean,))
    assert read_status(text) is None or len(clean) <= LONGEST
