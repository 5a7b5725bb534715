"""Later days on the command line: asked for, decided, and told to whoever asked."""

from datetime import datetime

from tests.bot.conftest import Terminal
from tests.support.worlds.linked import heard, link, outbox_rows

REASON = "Chờ số liệu của Cục Thống kê"


def ask(terminal: Terminal, *more: str, item: str = "9.2", until: str = "2026-11-30") -> str:
    return terminal.prints(
        *("extensions", "ask", "ben-tre", "--agency", "sct", "--item", item),
        *("--until", until, "--reason", REASON, *more),
    )


def due_on(terminal: Terminal) -> str:
    """When the nudge preview says that the agency's work is due."""
    [line] = terminal.json("nudge", "ben-tre", "--agency", "sct", "--json")["preview"]
    return str(line["due_on"])


def test_a_request_is_listed_until_it_is_decided(loaded: Terminal) -> None:
    assert "No request waits." in loaded.prints("extensions", "list", "ben-tre")
    assert "request 1: until 30/11/2026 instead of 14/11/2026" in ask(loaded, "--by", "sct")
    [request] = loaded.json("extensions", "list", "ben-tre", "--json")
    assert (request["id"], request["item"], request["due_on"], request["asked_until"]) == (
        *(1, "9.2", "2026-11-14", "2026-11-30"),
    )
    assert (request["reason"], request["asked_by"]) == (REASON, "Lê Văn Mẫu Cường")
    assert REASON.split()[0] in loaded.prints("extensions", "list", "ben-tre")
    said = loaded.prints("extensions", "decide", "1", "--grant", "2026-11-27", "--by", "skhdt")
    assert "request 1 is granted until 27/11/2026" in said
    assert "Lê Văn Mẫu Cường is not told: no chat reaches them" in said
    assert loaded.json("extensions", "list", "ben-tre", "--json") == []
    assert outbox_rows(loaded) == []


def test_who_asked_is_told_in_the_next_office_hours(loaded: Terminal) -> None:
    link(loaded, "sct", language="en")
    ask(loaded, "--by", "sct")
    said = loaded.prints("extensions", "decide", "1", "--grant", "2026-11-27", "--by", "skhdt")
    assert "Lê Văn Mẫu Cường is told at 08:05 14/10/2026" in said
    [row] = outbox_rows(loaded)
    assert row.send_at == datetime.fromisoformat("2026-10-14T08:05:00+07:00")
    assert row.text is not None
    greeting, basis, decided, _ = row.text.split("\n\n")
    assert greeting == "Dear Mr Cường (Sở Công Thương tỉnh Vĩnh Long)."
    assert "Decision 2082/QĐ-UBND of " in basis
    assert "9.2 " in basis
    assert "Friday, 27/11/2026" in decided
    assert "Saturday, 14/11/2026" in decided
    assert "27/11/2026" in heard(loaded, "sct", "2026-10-14T08:06:00+07:00")


def test_what_was_asked_at_once_is_decided_at_once_and_told_once(loaded: Terminal) -> None:
    link(loaded, "sct", language="en")
    for item in ("9.2", "9.5"):
        ask(loaded, "--by", "sct", item=item)
    ask(loaded, "--by", "sct", item="9.6", until="2026-12-01")
    refused = loaded.fails(
        *("extensions", "decide", "2", "--together", "--grant", "2026-10-01", "--by", "skhdt")
    )
    assert "is not after the due day" in refused
    said = loaded.prints(
        *("extensions", "decide", "2", "--together", "--grant", "2026-11-27", "--by", "skhdt")
    )
    assert "requests 1, 2 are granted until 27/11/2026" in said
    [row] = outbox_rows(loaded)
    assert "9.2, 9.5" in (row.text or "")
    [left] = loaded.json("extensions", "list", "ben-tre", "--json")
    assert left["item"] == "9.6"


def test_a_refusal_gives_its_reason_and_keeps_the_day(loaded: Terminal) -> None:
    link(loaded, "sct", language="en")
    ask(loaded, "--by", "sct")
    loaded.prints(*("extensions", "decide", "1", "--refuse", "Đã quá hạn", "--by", "skhdt"))
    [row] = outbox_rows(loaded)
    assert row.text is not None
    assert "Đã quá hạn" in row.text
    assert "Saturday, 14/11/2026" in row.text
    assert due_on(loaded) == "2026-11-14"


def test_an_evening_decision_waits_for_the_morning_of_the_plan(loaded: Terminal) -> None:
    link(loaded, "sct")
    loaded.prints(
        *("reminders", "settings", "ben-tre", "--hours", "07:00-11:00", "--by", "skhdt"),
    )
    loaded.env["DAUMOI_CLOCK"] = "2026-10-16T17:30:00+07:00"  # a Friday
    ask(loaded, "--by", "sct")
    loaded.prints("extensions", "decide", "1", "--grant", "2026-11-27", "--by", "skhdt")
    [row] = outbox_rows(loaded)
    assert row.send_at == datetime.fromisoformat("2026-10-19T07:05:00+07:00")


def test_without_the_one_who_asked_nobody_is_told(loaded: Terminal) -> None:
    link(loaded, "sct")
    ask(loaded)
    said = loaded.prints("extensions", "decide", "1", "--grant", "2026-11-27", "--by", "skhdt")
    assert "nobody is told" in said
    assert outbox_rows(loaded) == []


def test_a_round_besides_the_yearly_ones_is_asked_for_without_an_item(loaded: Terminal) -> None:
    loaded.prints(
        *("rounds", "open", "ben-tre", "--title", "Số liệu 9 tháng", "--due", "2026-10-30"),
        *("--agencies", "sct", "--by", "skhdt"),
    )
    said = loaded.prints(
        *("extensions", "ask", "ben-tre", "--agency", "sct", "--until", "2026-11-05"),
        *("--reason", REASON),
    )
    assert "until 05/11/2026 instead of 30/10/2026" in said
    loaded.prints("extensions", "decide", "1", "--grant", "2026-11-06", "--by", "skhdt")
    rounds = loaded.json("rounds", "show", "ben-tre", "--json")
    assert rounds[0]["due_on"] == "2026-10-30"  # only the agency's own day has moved


BAD_REQUESTS: tuple[tuple[dict[str, str], str], ...] = (
    ({"--until": "2026-10-01"}, "is not after the due day 14/11/2026"),
    ({"--until": "2027-11-01"}, "more than 60 days after the due day"),
    ({"--reason": " "}, "the reason is empty"),
    ({"--agency": "Sở Mây"}, "no agency of ben-tre is called 'Sở Mây'; close: "),
    ({"--agency": "UBND Ba Tri"}, "ended on 30/06/2025"),
    ({"--item": "9.9"}, "for item 9.9; it is asked for "),
    ({"--item": ""}, "for a general report; it is asked for "),
    ({"--by": "x"}, "which is nobody's code"),
)


def test_a_request_that_makes_no_sense_is_refused(loaded: Terminal) -> None:
    options = {"--agency": "sct", "--item": "9.2", "--until": "2026-11-30", "--reason": REASON}
    for change, seen in BAD_REQUESTS:
        words = [word for pair in {**options, **change}.items() for word in pair]
        assert seen in loaded.fails("extensions", "ask", "ben-tre", *words)
    assert loaded.json("extensions", "list", "ben-tre", "--json") == []


def test_what_is_asked_or_reported_already_is_refused(loaded: Terminal) -> None:
    ask(loaded)
    words = ("--agency", "sct", "--item", "9.2", "--until", "2026-11-30", "--reason", REASON)
    assert "asked for already" in loaded.fails("extensions", "ask", "ben-tre", *words)
    loaded.prints("chat", "--as", "sct", stdin="9.5\n7\n.\n1\n")
    reported = ("--agency", "sct", "--item", "9.5", "--until", "2026-11-30", "--reason", REASON)
    assert "has reported on item 9.5 already" in loaded.fails(
        "extensions", "ask", "ben-tre", *reported
    )


BAD_DECISIONS = (
    (("1", "--grant", "2026-11-27", "--by", "sct"), "sct is no planner of ben-tre"),
    (("1", "--grant", "2026-11-27", "--by", "x"), "which is nobody's code"),
    (("1", "--grant", "2026-11-01", "--by", "skhdt"), "is not after the due day"),
    (("1", "--refuse", " ", "--by", "skhdt"), "a refusal needs a reason"),
    (("1", "--by", "skhdt"), "say either --grant DAY or --refuse REASON"),
    (("1", "--grant", "2026-11-27", "--refuse", "x", "--by", "skhdt"), "say either"),
    (("9", "--grant", "2026-11-27", "--by", "skhdt"), "there is no request 9"),
)


def test_a_decision_that_makes_no_sense_is_refused(loaded: Terminal) -> None:
    ask(loaded)
    for options, seen in BAD_DECISIONS:
        assert seen in loaded.fails("extensions", "decide", *options)
    assert len(loaded.json("extensions", "list", "ben-tre", "--json")) == 1
    assert due_on(loaded) == "2026-11-14"


def test_wrong_usage_is_exit_code_2(loaded: Terminal) -> None:
    assert loaded.run("extensions", "decide", "1", "--grant", "2026-11-27").exit_code == 2
    assert loaded.run("extensions", "decide", "x", "--by", "skhdt").exit_code == 2
    words = ("--agency", "sct", "--until", "tomorrow", "--reason", REASON)
    assert loaded.run("extensions", "ask", "ben-tre", *words).exit_code == 2


def test_who_does_not_answer_for_the_agency_does_not_ask_for_it(loaded: Terminal) -> None:
    asked = ("--agency", "sct", "--item", "9.2", "--until", "2026-11-30", "--reason", "Chậm")
    refused = loaded.fails("extensions", "ask", "ben-tre", *asked, "--by", "syt")
    assert "the person does not answer for the agency" in refused
