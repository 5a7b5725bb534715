"""Reads the file of a roster into rows; a mistake is named by its line and column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from storage import lazy
from storage.people.roster import columns
from storage.people.roster.sheet import Line, UnreadableSheet, read_lines

ONE_MAILBOX = lazy("each person needs an address of their own, for reminders are personal")
_TITLE_LINES = 10  # a sheet may have a title above its headers


class BadRoster(ValueError):
    """The file cannot be used; the text names the line, what was seen and what is expected."""


@dataclass(frozen=True)
class RosterRow:
    """A line of the file. `posts`: "focal@ben-tre:Sở Công Thương"; `rights`: "planner@ben-tre".

    Of a column that is not `given` the file says nothing: it stays as it is.
    """

    line: int
    code: str
    full_name: str
    address: str
    posts: tuple[str, ...]
    rights: tuple[str, ...]
    language: str
    office_phone: str
    mobile: str = ""  # "84…"
    email: str = ""
    given: frozenset[str] = frozenset(columns.COLUMNS)


def bad(row: RosterRow, reason: str, column: str = "") -> BadRoster:
    said = {"line": row.line, "code": row.code, "reason": reason}
    if not column:
        return BadRoster(lazy("line {line} ({code}): {reason}", **said))
    words = lazy("line {line} ({code}), column '{column}': {reason}", column=column, **said)
    return BadRoster(words)


@dataclass(frozen=True)
class Header:
    """Which column stands at which place of a line, and how many cells a line has."""

    columns: Mapping[int, str]
    width: int


def read_roster(path: Path) -> list[RosterRow]:
    """Raises BadRoster: nothing of a file with a mistake is used."""
    head, *lines = _lines_of(path)
    header = _header(head)
    rows = [_row(line, header) for line in lines]
    _check_codes(rows)
    return rows


def unread_headers(path: Path) -> list[str]:
    """The columns of a file that say nothing to us, as they are called there. Raises BadRoster."""
    head = _lines_of(path)[0]
    return [header for header in head[1] if header and columns.column_of(header) is None]


def _lines_of(path: Path) -> list[Line]:
    """From the one with the headers on."""
    try:
        lines = read_lines(path, columns.known_headers)
    except UnreadableSheet as error:
        raise BadRoster(*error.args) from error
    at = next((at for at, line in enumerate(lines[:_TITLE_LINES]) if _names_codes(line)), None)
    if at is None:
        raise BadRoster(
            lazy(
                "{path} has no column 'code'; expected: {names}",
                path=path,
                names=", ".join(columns.COLUMNS),
            )
        )
    return list(lines[at:])


def _names_codes(line: Line) -> bool:
    return any(columns.column_of(cell) == "code" for cell in line[1])


def _header(line: Line) -> Header:
    number, headers = line
    seen: dict[str, int] = {}
    for place, header in enumerate(headers):
        column = columns.column_of(header)
        if column is None and (meant := columns.meant_by(header)):
            raise BadRoster(
                lazy(
                    "line {number}: no column is called '{header}'; write {meant}",
                    number=number,
                    header=header,
                    meant=meant,
                )
            )
        if column in seen:
            raise BadRoster(
                lazy(
                    "line {number}: the columns '{other}' and '{header}' are both {column}; "
                    "leave one out",
                    number=number,
                    other=headers[seen[column]],
                    header=header,
                    column=column,
                )
            )
        if column is not None:
            seen[column] = place
    width = max(place for place, header in enumerate(headers, 1) if header)
    return Header({place: column for column, place in seen.items()}, width)


def _row(line: Line, header: Header) -> RosterRow:
    number, cells = line
    texts = {name: cells[at] if at < len(cells) else "" for at, name in header.columns.items()}
    if more := [cell for cell in cells[header.width :] if cell]:
        raise BadRoster(
            lazy(
                "line {number} ({code}): more cells than columns, '{first}' is the first; "
                "put a cell that holds the separating sign in quotation marks",
                number=number,
                code=texts["code"],
                first=more[0],
            )
        )
    said = {name: _cell(name, text, number, texts["code"]) for name, text in texts.items()}
    return RosterRow(
        line=number,
        code=said["code"],
        full_name=said.get("full_name", ""),
        address=said.get("address", columns.NO_ADDRESS),
        posts=_list(said.get("posts", "")),
        rights=_list(said.get("rights", "")),
        language=said.get("language", columns.NO_LANGUAGE),
        office_phone=said.get("office_phone", ""),
        mobile=said.get("mobile", ""),
        email=said.get("email", ""),
        given=frozenset(said),
    )


def _cell(column: str, text: str, line: int, code: str) -> str:
    try:
        return columns.read_cell(column, text)
    except columns.BadCell as error:
        raise BadRoster(
            lazy(
                "line {line} ({code}), column '{column}': {reason}",
                line=line,
                code=code,
                column=column,
                reason=error.args[0],
            )
        ) from error


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _check_codes(rows: Sequence[RosterRow]) -> None:
    seen: dict[str, RosterRow] = {}
    letters_to: dict[str, RosterRow] = {}
    for row in rows:
        if row.email and (other := letters_to.setdefault(row.email, row)) is not row:
            raise bad(
                row,
                lazy("line {line} has it, too; {why}", line=other.line, why=ONE_MAILBOX),
                "email",
            )
        if not row.code:
            raise BadRoster(
                lazy(
                    "line {line}, column 'code': it is empty; each person needs one", line=row.line
                )
            )
        if "full_name" in row.given and not row.full_name:
            raise bad(row, lazy("it is empty; each person needs a name"), "full_name")
        if (other := seen.setdefault(row.code.casefold(), row)) is not row:
            raise bad(
                row,
                lazy(
                    "code '{code}' stands there twice, on line {line} too",
                    code=row.code,
                    line=other.line,
                ),
            )
