"""Long lists a page at a time, cut by the server."""

from collections.abc import Callable, Sequence
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
    return loaded(len(found), asked, lambda first, most: found[first : first + most], a_page)


def loaded(
    count: int, asked: str, load: Callable[[int, int], Sequence[Row]], a_page: int = 0
) -> Paged[Row]:
    """The same where only the rows of the page are read: `load` takes the first, from 0, and how
    many."""
    a_page = a_page or A_PAGE
    pages = max(1, ceil(count / a_page))
    page = min(max(1, int(asked) if asked.isascii() and asked.isdigit() else 1), pages)
    return Paged(load((page - 1) * a_page, a_page), count, page, pages, a_page)
