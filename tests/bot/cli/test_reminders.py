"""Nudging, the proof of reminder and the days of reminding on the command line."""

from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

import bot.cli.nudge
from bot.cli import app
from bot.cli.terminal import opened_now
from storage.database import open_database
from storage.models import Trouble
from tests.bot.conftest import DATABASE, Terminal
from tests.support.paths import DATA
from tests.support.worlds.linked import heard, link, outbox_rows

TRADE, HEALTH = "Sở Công Thương tỉnh Vĩnh Long", "Sở Y tế tỉnh Vĩnh Long"
LATER = "2026-10-20T14:30:00+07:00"


@pytest.fixture
def reached(loaded: Terminal) -> Terminal:
    """sct and syt can be reached; it is a lunch break without a rung."""
    link(loaded, "sct", "syt")
    loaded.env["DAUMOI_CLOCK"] = "2026-10-20T12:30:00+07:00"
    return loaded


# --- Nudging --------------------------------------------------------------------------------------


def test_without_a_planner_it_is_only_a_preview(reached: Terminal) -> None:
    document = reached.json("nudge", "ben-tre", "--json")
    lines = {line["agency"]: line for line in document["preview"]}
    assert list(document) == ["preview"]
    assert [(one["name"], one["channel"]) for one in lines[TRADE]["people"]] == [
        ("Lê Văn Mẫu Cường", "fake")
    ]
    assert (lines[TRADE]["items"], lines[TRADE]["due_on"]) == (17, "2026-11-14")
    assert lines["Sở Xây dựng tỉnh Vĩnh Long"]["reason"] == "not_linked"
    assert "not linked yet" in " ".join(reached.prints("nudge", "ben-tre").split())
    assert outbox_rows(reached) == []


def test_a_nudge_goes_to_those_shown_and_arrives_in_office_hours(reached: Terminal) -> None:
    said = reached.prints("nudge", "ben-tre", "--agency", "sct", "--by", "skhdt", "--yes")
    assert f"queued: {TRADE}: Lê Văn Mẫu Cường (fake)" in said
    assert "from 14:00 20/10/2026 on" in said
    assert [row.send_at for row in outbox_rows(reached)] == [
        datetime.fromisoformat("2026-10-20T14:00:00+07:00")
    ]
    assert "Kính gửi anh Cường" in heard(reached, "sct", LATER)
    again = reached.fails("nudge", "ben-tre", "--agency", "sct", "--by", "skhdt", "--yes")
    assert "nudged already that day" in again


def test_what_a_script_reads_of_a_nudge(reached: Terminal) -> None:
    said = reached.json(
        *("nudge", "ben-tre", "--agency", "sct; so y te", "--by", "skhdt", "--yes", "--json")
    )
    assert [line["agency"] for line in said["queued"]] == [TRADE, HEALTH]
    assert (said["send_at"], said["left_out"]) == ("2026-10-20T14:00:00+07:00", [])


@pytest.mark.parametrize(("answer", "queued"), [("y\n", 1), ("n\n", 0), ("\n", 0)])
def test_at_a_terminal_it_asks_first(
    reached: Terminal, monkeypatch: pytest.MonkeyPatch, answer: str, queued: int
) -> None:
    class AtTerminal:
        """`sys` with somebody at the keyboard; CliRunner's own input is none."""

        class stdin:  # noqa: N801 - the name is sys's
            @staticmethod
            def isatty() -> bool:
                return True

    monkeypatch.setattr(bot.cli.nudge, "sys", AtTerminal)
    arguments = ("nudge", "ben-tre", "--agency", "sct", "--by", "skhdt")
    with opened_now:
        result = CliRunner().invoke(app, arguments, input=answer, env=reached.env)
    assert "Send to these 1 people? [y/N]" in result.stdout
    assert result.exit_code == (0 if queued else 1)
    assert len(outbox_rows(reached)) == queued


BAD_NUDGES = (
    (("--agency", "sct", "--by", "skhdt"), "confirm with --yes"),
    (("--agency", "sct", "--by", "skhdt", "--json"), "confirm with --yes"),
    (("--agency", "sct", "--by", "sct", "--yes"), "sct is no planner of ben-tre"),
    (("--agency", "sct", "--by", "x", "--yes"), "which is nobody's code"),
    (("--agency", "Sở Mây", "--by", "skhdt", "--yes"), "close: "),
    (("--agency", "UBND Ba Tri", "--by", "skhdt", "--yes"), "ended on 30/06/2025"),
    (("--agency", "Sở Xây dựng", "--by", "skhdt", "--yes"), "nobody would hear the nudge"),
    (("--agency", " ", "--by", "skhdt", "--yes"), "--agency is empty"),
)


def test_a_nudge_that_makes_no_sense_is_refused(reached: Terminal) -> None:
    for options, seen in BAD_NUDGES:
        assert seen in reached.fails("nudge", "ben-tre", *options)
    assert outbox_rows(reached) == []


def test_an_agency_that_owes_nothing_is_refused(reached: Terminal) -> None:
    reached.env["DAUMOI_CLOCK"] = "2026-08-20T09:00:00+07:00"
    assert "nothing is owed" in reached.fails("nudge", "ben-tre", "--agency", "sct")
    assert "No agency owes anything" in reached.prints("nudge", "ben-tre")


# --- Proof ----------------------------------------------------------------------------------------


def test_the_proof_tells_what_was_said_in_its_words(reached: Terminal) -> None:
    reached.prints("nudge", "ben-tre", "--agency", "sct", "--by", "skhdt", "--yes")
    heard(reached, "sct", LATER)
    proofs = {one["agency"]: one for one in reached.json("reminders", "proof", "ben-tre", "--json")}
    (said,) = proofs[TRADE]["said"]
    assert (said["person_code"], said["heard_as"], said["outcome"]) == ("sct", "focal", "accepted")
    assert (said["queued_at"][:16], said["sent_at"][:16]) == (
        "2026-10-20T12:30",
        "2026-10-20T14:30",
    )
    assert said["rungs"] == [-24]
    assert "9.2" in said["items"]
    assert said["parts"][0]["text"].startswith("Kính gửi anh Cường")
    assert (proofs[HEALTH]["said"], proofs[HEALTH]["obstacle"]) == ([], None)
    text = reached.prints("reminders", "proof", "ben-tre", "--agency", "sct")
    assert "20/10/2026 12:30 Lê Văn Mẫu Cường (focal, fake): accepted 20/10/2026 14:30" in text
    assert "| Kính gửi anh Cường" in text


def test_who_was_never_reached_is_in_the_proof(loaded: Terminal) -> None:
    said = loaded.prints("reminders", "proof", "ben-tre", "--agency", "Sở Y tế")
    assert f"{HEALTH}\n  nothing was said: not linked yet" in said


BAD_PROOFS = (
    (("--round", "99"), "has no such round"),
    (("--agency", "Sở Mây"), "no agency of ben-tre is called"),
    (("--agency", "UBND Ba Tri"), "nothing was asked of 'UBND Ba Tri'"),
)


def test_a_proof_that_cannot_be_given(loaded: Terminal) -> None:
    for options, seen in BAD_PROOFS:
        assert seen in loaded.fails("reminders", "proof", "ben-tre", *options)


# --- Settings -------------------------------------------------------------------------------------


def test_a_planner_chooses_days_and_hours_and_gives_them_back(loaded: Terminal) -> None:
    usual = loaded.json("reminders", "settings", "ben-tre", "--json")
    assert (usual["ladder"], usual["ladder_from"]) == ([-30, -14, -7, -3, -1, 0, 1, 3], "usual")
    assert (usual["hours"], usual["hours_from"]) == (["08:00-11:00", "14:00-16:30"], "usual")
    said = loaded.prints(
        *("reminders", "settings", "ben-tre", "--ladder", "-30,-7,-1,0,3", "--by", "skhdt")
    )
    assert "-30, -7, -1, 0, 3  (chosen by a planner)" in said
    chosen = loaded.json(
        *("reminders", "settings", "ben-tre", "--hours", "13:30-16:00,07:30-11:00"),
        *("--by", "skhdt", "--json"),
    )
    assert (chosen["ladder"], chosen["hours"]) == (
        [-30, -7, -1, 0, 3],
        ["07:30-11:00", "13:30-16:00"],
    )
    assert chosen["hours_from"] == "chosen by a planner"
    loaded.prints("reminders", "settings", "ben-tre", "--reset", "--by", "skhdt")
    assert loaded.json("reminders", "settings", "ben-tre", "--json") == usual


def test_the_days_of_the_folder_are_named_as_such(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "ben-tre"
    folder.mkdir()
    for file in (DATA / "ben-tre").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    toml = folder / "plan.toml"
    lines = toml.read_text("utf-8")
    toml.write_text(f'ladder = [-10, 2]\noffice_hours = ["07:00-11:00"]\n{lines}', "utf-8")
    terminal.prints("plan", "load", str(folder))
    found = terminal.json("reminders", "settings", "ben-tre", "--json")
    assert (found["ladder"], found["ladder_from"]) == ([-10, 2], "plan.toml")
    assert (found["hours"], found["hours_from"]) == (["07:00-11:00"], "plan.toml")


BAD_SETTINGS = (
    (("--ladder", "soon"), "which is no list of days"),
    (("--ladder", ""), "which is no list of days"),
    (("--ladder", "3,-1"), "write days in order"),
    (("--ladder", "-900"), "write days in order"),
    (("--hours", "11:00-09:00"), "write spans"),
    (("--hours", "all day"), "write spans"),
    (("--ladder", "-7,0", "--by", "sct"), "sct is no planner of ben-tre"),
    (("--ladder", "-7,0", "--by", ""), "which is nobody's code"),
    (("--ladder", "-7,0", "--reset"), "--reset gives back both"),
)


def test_settings_that_make_no_sense_change_nothing(loaded: Terminal) -> None:
    before = loaded.json("reminders", "settings", "ben-tre", "--json")
    for options, seen in BAD_SETTINGS:
        by = () if "--by" in options else ("--by", "skhdt")
        assert seen in loaded.fails("reminders", "settings", "ben-tre", *options, *by)
    assert loaded.json("reminders", "settings", "ben-tre", "--json") == before


# --- The doctor -----------------------------------------------------------------------------------


def test_the_doctor_lists_the_open_troubles(loaded: Terminal) -> None:
    assert "troubles     ok" in loaded.run("doctor").stdout
    seen_at = datetime.fromisoformat(loaded.env["DAUMOI_CLOCK"])
    opened = open_database(loaded.env["DATABASE_URL"])
    with opened.write() as session:
        for number, ended_at in ((7, None), (8, None), (9, seen_at)):
            session.add(
                Trouble(
                    subject=f"expectation:{number}",
                    reason="bad_due_day",
                    details={"due_on": "0001-01-01"},
                    seen_at=seen_at,
                    ended_at=ended_at,
                )
            )
    opened.close()
    result = loaded.run("doctor")
    assert result.exit_code == 1
    told = [line for line in result.stdout.splitlines() if line.startswith("troubles")]
    assert told == [
        f"troubles     expectation:{n}: the due day 0001-01-01 cannot be; correct the row."
        for n in (7, 8)
    ]


def test_the_days_to_complete_a_returned_report_are_a_setting(loaded: Terminal) -> None:
    settings = ("reminders", "settings", "ben-tre")
    assert loaded.json(*settings, "--json")["completion_days"] == 3
    loaded.prints(*settings, "--completion", "5", "--by", "skhdt")
    assert loaded.json(*settings, "--json")["completion_days"] == 5
    assert "give 1 to 30" in loaded.fails(*settings, "--completion", "31", "--by", "skhdt")
    loaded.prints(*settings, "--completion", "0", "--by", "skhdt")
    assert loaded.json(*settings, "--json")["completion_days"] == 3


# --- Rehearsed ------------------------------------------------------------------------------------


def test_a_season_is_rehearsed_with_what_to_do_and_the_database_stays_as_it_is(
    loaded: Terminal,
) -> None:
    stored = Path(DATABASE).read_bytes()
    few = {
        "ZALO_BOT_TOKENS": "1:a",
        "ZALO_BOT_USERS": "3",
        "ZALO_BOT_MESSAGES": "30",
        "ZALO_ZBS_PRICE": "120",
    }
    told = loaded.prints("rehearse", "ben-tre", "--year", "2027", **few)
    assert "Chưa liên hệ được 14 cơ quan (chưa liên kết: 14)" in told
    assert "Không còn chỗ trên bot Zalo cho 14 cán bộ" in told
    assert "zalo-bot-1 hết hạn mức tin của tháng vào ngày 12/11/2027" in told
    assert "Hạn 14/11/2027 không phải ngày làm việc" in told
    assert told.count("Việc cần làm") == 3
    assert "120 đ một tin chưa thuế" in told
    assert Path(DATABASE).read_bytes() == stored
    data = loaded.json("rehearse", "ben-tre", "--json", "--price", "150")
    assert (data["year"], data["price"]) == (2027, 150)
    assert data["whole"] == 150 * data["digests"] > 0
    assert data["moved"] == [{"due_on": "2027-11-14", "ask_until_on": "2027-11-12"}]
    assert "give one from 2026 to 2031" in loaded.fails("rehearse", "ben-tre", "--year", "2025")


def test_a_rehearsal_foretells_as_many_digests_as_the_preview(loaded: Terminal) -> None:
    data = loaded.json("rehearse", "ben-tre", "--year", "2026", "--json")
    until = ("--from", "2026-10-14", "--to", "2026-12-31", "--json")
    assert data["digests"] == len(loaded.json("reminders", "preview", "ben-tre", *until))
