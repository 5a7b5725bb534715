"""Plan folders on the command line: what is wrong with one is told line by line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli import terminal
from bot.cli.words import say
from storage.importing.folder.model import BadPlanFolder, PlanFolder


@contextmanager
def failing_on_bad_folder(directory: Path | None = None) -> Iterator[None]:
    """Every line names the `directory`, where there may be several."""
    where = f"{directory}: " if directory else ""
    try:
        yield
    except BadPlanFolder as error:
        terminal.fail(*(f"{where}{line}" for line in error.said(say)))


def folder_at(directory: Path) -> PlanFolder:
    from storage.importing.folder.reader import read_folder

    with failing_on_bad_folder(directory):
        return read_folder(directory)
