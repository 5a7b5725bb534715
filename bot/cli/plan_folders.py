"""Plan folders on the command line: what is wrong with one is told line by line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.cli import terminal
from locales import DEFAULT_LANGUAGE, translator
from storage.importing.folder.model import BadPlanFolder, PlanFolder


@contextmanager
def failing_on_bad_folder(directory: Path | None = None) -> Iterator[None]:
    """Every line names the `directory`, where there may be several."""
    where = f"{directory}: " if directory else ""
    try:
        yield
    except BadPlanFolder as error:
        lines = error.said(translator(DEFAULT_LANGUAGE))
        terminal.fail(*(f"{where}{line}" for line in lines))


def folder_at(directory: Path) -> PlanFolder:
    from storage.importing.folder.reader import read_folder

    with failing_on_bad_folder(directory):
        return read_folder(directory)
