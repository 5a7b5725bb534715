"""Long lists a page at a time, cut by the server."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

A_PAGE = 40

Row = TypeVar("Row")


@dataclass(frozen=True)
class Paged(Generic[Row]):
    """`page` counts from 1; `shown` are the rows of this one, of `count` in all."""

    shown: Sequence[Row]
    count: int
    page: int
    pages: int
    a_page: int = A_PAGE

    @property
    def first(self) -> int:
        """The number of the first row shown, counted from 1."""
        return (self.page - 1) * self.a_page + 1


def paged(found: Sequence[Row], asked: str, a_page: int = 0) -> Paged[Row]:
    """`asked` as it stands in the address; anything else is the nearest page there is."""
    a_page = a_page or A_PAGE
    pages = max(1, ceil(len(found) / a_page))
    page = min(max(1, int(asked) if asked.isascii() and asked.isdigit() else 1), pages)
    return Paged(found[(page - 1) * a_page : page * a_page], len(found), page, pages, a_page)
