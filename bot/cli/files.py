"""`daumoi files`: the files that came with the reports of the current round."""

from datetime import datetime
from pathlib import Path
from typing import Any

import typer
from sqlmodel import Session

from bot.channels.media_types import ending_of
from bot.cli import terminal
from bot.cli.lookup import plan_called
from bot.cli.options import Json
from bot.cli.words import language, tell
from bot.documents.file_names import free_paths, safe_name, sent_name
from bot.language.file_wording import size_words
from locales import translator
from storage.messages.attachments import ReportFile, content_of, files_of_round
from storage.models import Plan, Round


def files(
    plan: str,
    round_id: int | None = typer.Option(
        None, "--round", help="The round's number; else this year's."
    ),
    out: Path | None = typer.Option(
        None, "--out", help="Write them into this folder, by agency and item."
    ),
    json: Json = False,
) -> None:
    """The photos and documents that agencies sent with their reports."""
    with terminal.database_of_today().write() as session:
        found = plan_called(session, plan)
        of_round = _round(session, found, round_id).id or 0
        kept = files_of_round(session, of_round)
        lines = [_plain(one) for one in kept]
        if out is not None:
            _write_all(session, kept, lines, out)
            _note(session, of_round, len(kept))
    if json:
        terminal.print_json(lines)
        return
    _print(lines, out)


def _note(session: Session, round_id: int, count: int) -> None:
    from storage import audit

    details = {"files": count}
    audit.record(session, terminal.now(), "file.downloaded", f"round:{round_id}", details=details)


def _round(session: Session, plan: Plan, round_id: int | None) -> Round:
    from storage.rounds.schedule import round_to_sum_up

    year = terminal.local_time(terminal.now()).year
    chosen = round_to_sum_up(session, plan.id or 0, year, round_id)
    if chosen is None:
        terminal.refuse(
            "plan '{code}' has no such round; `daumoi rounds show {code}` lists them",
            code=plan.code,
        )
    return chosen


def _plain(one: ReportFile) -> dict[str, Any]:
    row, zone = one.attachment, terminal.settings().timezone
    return {
        "id": row.id,
        "agency": one.agency,
        "item": one.code,
        "title": one.title,
        "name": sent_name(row.name, row.media_type, row.id),
        "media_type": row.media_type,
        "size": row.size,
        "note": row.note,
        "sent_at": row.received_at.astimezone(zone).isoformat(timespec="seconds"),
        "report": one.report.id,
        "fetched": row.fetched_at is not None,
    }


def _write_all(
    session: Session, kept: list[ReportFile], lines: list[dict[str, Any]], out: Path
) -> None:
    """Adds to each line the path it was written to, below `out`."""
    for one, line in zip(kept, lines, strict=True):
        content = content_of(session, one.attachment.id or 0)
        if content is None:
            continue
        ending = ending_of(line["name"])
        stem = safe_name(line["name"].removesuffix(line["name"][-len(ending) :]), "tep")
        folder = out / safe_name(one.agency, "co-quan") / safe_name(one.code, "bao-cao-chung")
        try:
            line["path"] = str(_write(folder, stem, ending, content))
        except OSError as error:
            terminal.refuse("{file} cannot be written: {why}", file=folder, why=error.strerror)


def _write(folder: Path, stem: str, ending: str, content: bytes) -> Path:
    """Where the same content lies already, it stays; nothing else is ever written over."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in free_paths(folder, stem, ending):
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            if path.is_file() and path.read_bytes() == content:
                return path
        else:
            return path
    raise AssertionError("paths never end")


def _print(lines: list[dict[str, Any]], out: Path | None) -> None:
    if not lines:
        tell("No file came with the reports of this round.")
        return
    columns = ("agency", "item", "name", "size", "sent_at", "note")
    shown = [line | _short(line) for line in lines]
    terminal.print_table(columns, [[line[name] or "-" for name in columns] for line in shown])
    waiting = sum(not line["fetched"] for line in lines)
    if waiting:
        tell("{waiting} of them: not fetched from the channel yet.", waiting=waiting)
    if out is not None:
        tell(
            "{count} files are in {folder}.",
            count=sum("path" in line for line in lines),
            folder=out,
        )


def _short(line: dict[str, Any]) -> dict[str, str]:
    """As a person reads it."""
    return {
        "size": size_words(line["size"], translator(language())) if line["size"] else "",
        "sent_at": f"{datetime.fromisoformat(line['sent_at']):%H:%M %d/%m/%Y}",
    }
