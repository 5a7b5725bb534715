"""What the bot reads in a one-line status reply, on the command line."""

import dataclasses

import typer

from bot.cli import terminal
from bot.cli.options import Json
from bot.cli.words import tell
from bot.language.numbers.percentages import percent_words
from bot.language.replies.parser import Reading, read_line


def understand(
    text: str = typer.Argument(help='Such as "1 xong, 3 60%, 5 vướng kinh phí".'),
    json: Json = False,
) -> None:
    """What is read in a one-line status reply, and what is left unread."""
    reading = read_line(text)
    if json:
        terminal.print_json(_document(reading))
    else:
        _print(reading)


def _document(reading: Reading) -> dict[str, object]:
    """`unsure` says of some of the unread which task it is about, and which words."""
    return {
        "read": [dataclasses.asdict(entry) for entry in reading.read],
        "unread": list(reading.unread),
        "unsure": [{"ref": one.ref, "words": one.words} for one in reading.unsure],
    }


def _print(reading: Reading) -> None:
    if reading.read:
        terminal.print_table(
            ("ref", "status", "percent", "note"),
            [
                (entry.ref, entry.status, percent_words(entry.percent), entry.note)
                for entry in reading.read
            ],
        )
    for one in reading.unsure:
        tell("status to be asked: {ref}: {words}", ref=one.ref, words=one.words)
    asked = {one.text for one in reading.unsure}
    for fragment in reading.unread:
        if fragment not in asked:
            tell("unread: {fragment}", fragment=fragment)
    if not reading.read and not reading.unread:
        tell("Nothing was read.")
