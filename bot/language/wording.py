"""Phrases that dialogs and documents share: days, statuses, persons."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.language.numbers.percentages import percent_words
from locales import Translator, mark
from storage.models import Status

# In the order of the choices; a message has eight at most
STATUS_WORDS: dict[str, str] = {
    Status.COMPLETED: mark("Completed"),
    Status.IN_PROGRESS: mark("In progress"),
    Status.ONGOING: mark("Done continuously"),
    Status.BLOCKED: mark("Difficulties, obstacles"),
    Status.NOT_STARTED: mark("Not started"),
    Status.AWAITING_GUIDANCE: mark("Awaiting guidance from the central government"),
    Status.NOT_YET_DUE: mark("Not yet due"),
    Status.PROPOSE_CHANGE: mark("Change proposed"),
}

# The figures of storage's Count, wherever one is named. What came after its day is late ("trễ
# hạn"); what has not come though its day has passed is overdue ("quá hạn"): never one word for both
FIGURE_WORDS: dict[str, str] = {
    "expected": mark("Expected"),
    "received": mark("Received"),
    "on_time": mark("On time"),
    "late": mark("Late"),
    "missing": mark("Missing, overdue"),
    "pending": mark("Not yet, in time"),
    "carried_over": mark("Completed before"),
    "accepted": mark("Accepted"),
    "returned": mark("Returned"),
}
MOST_CODES = 12  # in one sentence
CITIES = ("Hà Nội", "Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế")  # run by the centre

_WEEKDAYS = (
    mark("Monday"),
    mark("Tuesday"),
    mark("Wednesday"),
    mark("Thursday"),
    mark("Friday"),
    mark("Saturday"),
    mark("Sunday"),
)


_DOCUMENTS = {  # by the sign behind its number
    "QĐ": mark("Decision {number}"),
    "KH": mark("Plan {number}"),
    "CTr": mark("Programme {number}"),
    "NQ": mark("Resolution {number}"),
    "CT": mark("Directive {number}"),
    "CĐ": mark("Dispatch {number}"),
    "TB": mark("Notice {number}"),
}
_SIGN = re.compile(r"\d+(?:/\d{4})?[/-]([^\W\d]+)")


def document_name(number: str, say: Translator) -> str:
    """ "Quyết định số 2082/QĐ-UBND", "Kế hoạch số 25/KH-UBND", "Văn bản số 7/CV"."""
    sign = _SIGN.match(number)
    name = _DOCUMENTS.get(sign[1] if sign else "", mark("Document {number}"))
    return say(name, number=number)


def several_tasks(codes: Sequence[str], say: Translator) -> str:
    """ "3 nhiệm vụ: 1.1, 1.2, 9.4"; of more than `MOST_CODES` how many there are besides."""
    left, named = len(codes) - MOST_CODES, ", ".join(codes[:MOST_CODES])
    if left > 0:
        named = say("{first} and {count} more of them", first=named, count=left)
    return say.plural("{count} task: {codes}", "{count} tasks: {codes}", len(codes), codes=named)


def day(on: date) -> str:
    return on.strftime("%d/%m/%Y")


def weekday_and_day(on: date, say: Translator) -> str:
    return say("{weekday}, {day}", weekday=say(_WEEKDAYS[on.weekday()]), day=day(on))


def round_name(
    title: str, year: int, due_on: date, sums_up: bool, of_items: bool, say: Translator
) -> str:
    """ "Báo cáo năm 2026", "Nhiệm vụ đến hạn ngày 30/06/2026"; `title`: of one asked for ad hoc."""
    if title:
        return shortened(title, 120)
    if of_items:
        return say("Tasks due on {day}", day=day(due_on))
    if sums_up:
        return say("Consolidated report of {year}", year=year)
    return say("Report of {year}", year=year)


def person_line(full_name: str, agencies: Iterable[str]) -> str:
    offices = "; ".join(agencies)
    return f"{full_name} ({offices})" if offices else full_name


def agency_name(printed: str, now_called: str, say: Translator) -> str:
    """The name as the plan prints it, with today's name when that is another one."""
    if printed == now_called:
        return printed
    return say("{printed} (now {now_called})", printed=printed, now_called=now_called)


def decision_words(
    decision: str, issued_on: date, province: str, issuer: str, say: Translator
) -> str:
    """ "Quyết định số 2082/QĐ-UBND ngày 18/09/2023 của UBND tỉnh Bến Tre".

    `issuer` is named where it is not the People's Committee of the province.
    """
    words = say(
        "{decision} of {issued}", decision=document_name(decision, say), issued=day(issued_on)
    )
    if issuer:
        return say("{decision} of {issuer}", decision=words, issuer=issuer)
    if not province:
        return words
    issuer = mark("{decision} of the People's Committee of {province} province")
    if province in CITIES:
        issuer = mark("{decision} of the People's Committee of {province} city")
    return say(issuer, decision=words, province=province)


def people_committee(province: str, say: Translator) -> str:
    """ "Ủy ban nhân dân tỉnh Bến Tre"."""
    words = mark("People's Committee of {province} province")
    if province in CITIES:
        words = mark("People's Committee of {province} city")
    return say(words, province=province)


def answered_by_machine(say: Translator) -> str:
    """Said where somebody comes to know the bot (Luật 134/2025/QH15)."""
    return say('A machine answers here; to ask a person, type "gap nguoi phu trach".')


def shortened(text: str, length: int) -> str:
    """At most `length` characters, cut at a word, with an ellipsis when something was left out."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def status_words(status: str, percent: float | None, say: Translator) -> str:
    """ "Đang triển khai, 60,5%"."""
    return ", ".join(filter(None, (say(STATUS_WORDS[status]), percent_words(percent))))


_CHANNELS = {"telegram": "Telegram", "zalo": "Zalo"}


def channel_name(channel: str, say: Translator) -> str:
    """As people know it; `channel` is the name of a lane, such as "zalo-bot-1"."""
    for prefix, name in _CHANNELS.items():
        if channel.startswith(prefix):
            return name
    if channel == "email":
        return say("e-mail")
    if channel == "web":
        return say("form on the web")
    return say("terminal") if channel == "console" else channel


def links_by_app(ways: Iterable[tuple[str, str]], say: Translator) -> dict[str, str]:
    """Of (channel, link) pairs the first of each app, under the name people know it by."""
    found: dict[str, str] = {}
    for channel, link in ways:
        found.setdefault(channel_name(channel, say), link)
    return found


def where_to_open(ways: Sequence[tuple[str, str]], say: Translator) -> list[str]:
    """A line for each app in which somebody may open the chat; none where no bot is known."""
    return [
        say("Open the chat on {app} by this link: {link}", app=app, link=link)
        for app, link in links_by_app(ways, say).items()
    ]
