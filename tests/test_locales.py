"""Both languages are complete, in step with the code, and agree on placeholders."""

import pytest
from babel.messages.catalog import Message

from locales import LANGUAGES, Translator, speaking, translator
from locales.__main__ import extracted
from locales.catalogs import Contents, parse, read_catalog, slips, slips_in


def messages(language: str) -> dict[str, Message]:
    return {_key(message): message for message in read_catalog(language) if message.id}


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_in_the_code_is_in_the_language_and_no_other(language: str) -> None:
    assert set(messages(language)) == {_key(message) for message in extracted() if message.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated(language: str) -> None:
    found = messages(language).items()
    assert [key for key, message in found if message.fuzzy or not all(_forms(message))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_can_take_the_values_of_its_source(language: str) -> None:
    assert list(slips(language)) == []


def _forms(message: Message) -> list[str]:
    if isinstance(message.string, str):
        return [message.string]
    return list(message.string or [""])


def test_vietnamese_has_one_form_and_english_two() -> None:
    vietnamese, english = translator("vi"), translator("en")
    left = ("{count} working day left", "{count} working days left")
    assert vietnamese.plural(*left, 1) == "còn 1 ngày làm việc"
    assert vietnamese.plural(*left, 5) == "còn 5 ngày làm việc"
    assert english.plural(*left, 1) == "1 working day left"
    assert english.plural(*left, 5) == "5 working days left"


def test_an_unknown_language_speaks_vietnamese() -> None:
    assert translator("xx")("Skip") == "Bỏ qua"


# --- How it is said -------------------------------------------------------------------------------

SAID = (
    *("Đúng, gửi đề nghị", "Ý kiến về nhiệm vụ không thuộc đơn vị"),
    *("Đồng ý, không yêu cầu báo cáo", "{about} không phải báo cáo trong đợt này."),
    *("không đồng ý đề nghị về {about}", "Đã chấp nhận: {accepted}; trả lại: {returned}"),
    *("đang chờ cơ quan tổng hợp phân công lại", "Đơn vị chưa liên hệ được qua hệ thống"),
    *("Danh sách cơ quan quá hạn", "Đề nghị chọn hoặc nhập ngày, ví dụ"),
    *("Đã ghi nhận đơn vị sẽ báo cáo vào {day}. Hệ thống không nhắc lại cho đến ngày đó",),
    *("là ngày nghỉ; đơn vị báo cáo vào {day} được không ạ?", "Đề nghị nhập theo mẫu: 3 60%"),
    *(
        "Phần chưa rõ, chưa ghi nhận: {parts}. Nếu cần, đề nghị nhập lại",
        "chưa ghi nhận nội dung nào",
    ),
    *("Hiện không có nội dung nào chờ anh/chị trả lời.", "nhập là {value}, đúng không ạ?"),
    *("Chưa đọc được ngày trong", "làm thay nhiệm vụ đầu mối báo cáo", "người làm thay"),
    *("Đã ghi nhận anh/chị đi làm trở lại; hệ thống tiếp tục nhắc việc.",),
    *("Số báo cáo đã gửi thay mặt đơn vị", "Các báo cáo của đơn vị vẫn được giữ"),
    *("Đã liên kết tài khoản của {person}", "hoặc nhập mã nhiệm vụ", "nội dung chưa báo cáo"),
    *("Đã dừng nhập {task}", "Còn trong hạn ({n}):", "Quá hạn ({n}):"),
    *(
        "Đã xem hết. Còn {count} báo cáo để sau; nhập",
        "Cơ quan tổng hợp chưa đồng ý. Lý do: {reason}",
    ),
    *("gửi kèm khi đang báo cáo (nếu kênh này hỗ trợ)", "đến cấp có thẩm quyền"),
)
NO_MORE_SAID = (
    *(
        "Cho rằng không phải",
        "thôi yêu cầu báo cáo",
        "chuyển trả",
        "chưa liên lạc được",
        "cấp trên",
    ),
    *("Danh sách đỏ", "Hệ thống chưa rõ ý", "Chưa ghi nhận gì", "Đã bỏ câu hỏi", "trực thay"),
    *("hệ thống đọc được là", "Chào mừng", "Số trả lời", "Đã bỏ dở", "QUÁ HẠN", "Đã hết lượt"),
    *("nếu ứng dụng này cho gửi", "Ghi chú: ", "Đã liên kết với", "chưa thể đồng ý"),
)


def test_officials_are_spoken_to_as_offices_write() -> None:
    """What a senior official's eye put right stays so."""
    strings = (message.string for message in messages("vi").values())
    words = "\n".join(one if isinstance(one, str) else "\n".join(one or ()) for one in strings)
    assert [one for one in SAID if one not in words] == []
    assert [one for one in NO_MORE_SAID if one in words] == []


# --- Slips ----------------------------------------------------------------------------------------

HELLO, LEFT = "Hello {name}", ("{count} day left", "{count} days left")
GOOD = f"""
msgid "{HELLO}"
msgstr "Kính chào {{name}}"

#, python-brace-format
msgid "{LEFT[0]}"
msgid_plural "{LEFT[1]}"
msgstr[0] "còn {{count}} ngày"

msgid "Skip"
msgstr "Bỏ qua"
"""
SLIPS = [
    ("chào {name}", "chào {ten}", 2, "{name} is missing: Hello"),
    ("chào {name}", "chào", 2, "{name} is missing"),
    ("chào {name}", "chào {name", 2, "expected '}' before end of string"),
    ("chào {name}", "chào } {name}", 2, "Single '}' encountered"),
    ("chào {name}", "chào {name} {khác}", 2, "{khác} is no placeholder of it"),
    ("chào {name}", "chào {name:d}", 2, "{name} is missing"),
    ("chào {name}", "chào {name.x}", 2, "{name} is missing"),
    ("còn {count}", "còn {dem}", 6, "{count} is missing"),
    ("còn {count} ngày", "", 6, "a form is missing"),
    ("msgstr[0]", "msgstr[1]", 5, "the entry cannot be read"),
    ("msgstr[0]", "msgstr[x]", 5, "the entry cannot be read"),
    ("Bỏ qua", "", 10, "it is empty: Skip"),
    ("Bỏ qua", "Bỏ {qua}", 10, "{qua} is no placeholder of it"),
    ('"Bỏ qua"', '"Bỏ qua', 10, 'the entry cannot be read: msgid "Skip"'),
    ('"Bỏ qua"', "Bỏ qua", 10, "the entry cannot be read"),
    ('msgstr "Bỏ qua"', 'mgstr "Bỏ qua"', 10, "the entry cannot be read"),
    ('msgstr "Bỏ qua"', "", 10, "the entry cannot be read"),
    ('msgid "Skip"', '#, fuzzy\nmsgid "Skip"', 11, "it is marked as fuzzy"),
]


def said(found: Contents) -> tuple[str, str, str]:
    say = speaking("vi", found.messages)
    return say(HELLO, name="An"), say.plural(*LEFT, 2), say("Skip")


@pytest.mark.parametrize(("old", "new", "line", "why"), SLIPS)
def test_a_slip_is_named_and_spoils_one_sentence(old: str, new: str, line: int, why: str) -> None:
    assert old in GOOD
    found = parse(GOOD.replace(old, new, 1), "vi")
    [slip] = [one for one in slips_in(found) if "a sentence is missing" not in one.why]
    assert slip.line == line
    assert slip.why.startswith(why)
    good, seen = said(parse(GOOD, "vi")), said(found)
    source = ("Hello An", "2 days left", "Skip")
    spoilt = [at for at in range(3) if seen[at] != good[at]]
    assert all(seen[at] == source[at] for at in spoilt)
    assert len(spoilt) == 1


def test_a_sentence_that_is_gone_is_named() -> None:
    assert "a sentence is missing: Skip" in {one.why for one in slips_in(parse("", "vi"))}


def test_words_that_came_in_another_way_do_no_harm_either() -> None:
    say = Translator("vi", {HELLO: "Chào {ten}"}, {LEFT[0]: ("còn {dem}",)})
    assert say(HELLO, name="An") == "Hello An"
    assert say.plural(*LEFT, 1) == "1 day left"
