"""Puts the files of one decision together: the decision and its appendices, in the order given."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from storage import lazy
from storage.importing.document import Document, Line, Row, UnreadableDecision
from storage.importing.files.listing import Progress, without_invisible
from storage.importing.files.reader import Source, read_source

_TEXT = "decision.txt"


def read_sources(paths: Sequence[Path], progress: Progress | None = None) -> Source:
    """As `read_source`; of several files the lines are numbered on, and each is kept as it came.

    Raises UnreadableDecision, in one sentence that names the file.
    """
    if len(paths) == 1:
        return read_source(paths[0], progress)
    for at, path in enumerate(paths):
        if path.resolve() in [other.resolve() for other in paths[:at]]:
            raise UnreadableDecision(
                lazy("{file} is given twice; give each file once", file=path.name)
            )
    texts: list[str] = []
    document = Document((), ())
    kept: dict[str, bytes] = {}
    for number, path in enumerate(paths, 1):
        source = read_source(path, _part_of(progress, number, len(paths)))
        above = sum(text.count("\n") for text in texts)
        document = _joined(document, _moved(source.document, above))
        texts.append(_text(source.kept[_TEXT]))
        originals = {name: data for name, data in source.kept.items() if name != _TEXT}
        for name, data in (originals or source.kept).items():
            kept[f"decision-{number}{Path(name).suffix}"] = data
    return Source(document, {_TEXT: "".join(texts).encode(), **kept})


def _part_of(progress: Progress | None, number: int, files: int) -> Progress | None:
    """Each file is an equal part of the bar."""
    if progress is None:
        return None
    return lambda done, total: progress((number - 1) * total + done, files * total)


def _text(data: bytes) -> str:
    """With its lines as they are numbered, and an empty one below."""
    return without_invisible(data.decode("utf-8-sig")).rstrip("\n") + "\n\n"


def _moved(document: Document, above: int) -> Document:
    def lines(found: Sequence[Line]) -> tuple[Line, ...]:
        return tuple(replace(line, number=line.number + above) for line in found)

    def row(one: Row) -> Row:
        return replace(one, line=one.line + above)

    return Document(
        lines(document.lines),
        tuple(replace(table, rows=tuple(map(row, table.rows))) for table in document.tables),
        lines(document.left_out),
        tuple(replace(note, line=note.line + above) for note in document.notes),
    )


def _joined(one: Document, other: Document) -> Document:
    return Document(
        one.lines + other.lines,
        one.tables + other.tables,
        one.left_out + other.left_out,
        one.notes + other.notes,
    )
