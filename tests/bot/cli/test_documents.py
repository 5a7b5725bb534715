"""Every command that the documents name is run: what they promise has to work as it is written."""

import shlex
from pathlib import Path

from cryptography.fernet import Fernet

from storage.models.encrypted import use_keys
from tests.bot.conftest import Terminal
from tests.data.documents import DOCUMENTS, commands
from tests.support.paths import DATA

# What stands for something of the reader's own
GIVEN = {
    "KẾ-HOẠCH": "ben-tre",
    "PLAN": "ben-tre",
    "MÃ": "skhdt",
    "data/ben-tre": str(DATA / "ben-tre"),
    "data/people-sample.csv": str(DATA / "people-sample.csv"),
}
IN_PLACE_OF_DOTS = {
    "--title": "Báo cáo đột xuất",
    "--due": "2026-12-18",
    "--lead": "Sở Công Thương",
    "--document": "12/UBND-TH",
    "--issued": "2026-10-13",
    "--from": "2026-10-13",
    "--reason": "Còn bổ sung",
}
# What is said where the reader's own file, request, chat or person is not there
SAID_INSTEAD = {
    "plan import": ("is no file", "is an archive"),  # FILE is the backup by then
    "plan amend": ("is no file",),
    "plan load": ("is no folder",),
    "plan diff": ("is no folder",),
    "people load": ("cannot be read",),
    "people leave": ("nobody has the code 'sct2'",),
    "people reopen": ("no such chat is closed",),
    "people erase": ("has rights",),
    "extensions decide": ("there is no request 1",),
    "nudge": ("nobody would hear the nudge",),
    "letter": ("no letter is needed", "is still to come"),
    "invite": ("SMTP_HOST is not set", "No bot's link is known yet"),
    "agencies reassign": ("which is nobody's code",),
    "communes write": ("install it first",),
    "audit verify": ("as an earlier verify printed it",),
    "backup": ("cannot be written",),  # a folder of the guide
    "restore": ("there is no file",),
    "doctor": ("need attention",),
}
LACKING = ("Missing argument", "requires an argument", "name one person, or give --all")
ELSEWHERE = {"run", "demo", "chat"}  # they go on until they are stopped: tests/whole/, test_spoken


def runnable(command: str) -> list[str]:
    words = [GIVEN.get(word, word) for word in shlex.split(command) if word != "vi"]
    words = [word for word in words if word != "--lang"]  # taken out before the command is read
    for place, word in enumerate(words):
        if word == "…":
            words[place] = IN_PLACE_OF_DOTS.get(words[place - 1], "skhdt")
    return words


def all_commands() -> list[str]:
    """As the documents have them; who is erased goes last."""
    told = [one for text in DOCUMENTS.values() for one in commands(text)]
    return sorted(dict.fromkeys(told), key=lambda one: one.startswith("people erase"))


def test_every_command_that_is_told_of_runs(loaded: Terminal) -> None:
    """A name alone, as "`daumoi invite` prints it", may be refused for what it lacks."""
    loaded.env |= {
        "PUBLIC_URL": "https://daumoi.example.gov.vn",
        "DATA_KEY": Fernet.generate_key().decode(),
    }
    new = {"DATABASE_URL": f"sqlite:///{Path('new', 'x.sqlite3').absolute()}"}
    wrong = []
    for command in all_commands():
        words = runnable(command)
        if words[0] in ELSEWHERE:
            continue
        result = loaded.run(*words, stdin="y\n", **(new if words[0] == "restore" else {}))
        is_named_only = result.exit_code == 2 and any(one in result.output for one in LACKING)
        if result.exit_code and not is_named_only and not _is_said(words, result.stderr):
            wrong.append(f"{command}: {result.exit_code} {result.output.splitlines()[-1]}")
    use_keys([])
    assert "\n".join(wrong) == ""


def _is_said(words: list[str], told: str) -> bool:
    name = next((one for one in (" ".join(words[:2]), words[0]) if one in SAID_INSTEAD), "")
    return any(one in told for one in SAID_INSTEAD.get(name, ()))
