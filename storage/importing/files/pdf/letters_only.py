"""Makes a page give of each letter what is looked at, and no more: a sixth of a PDF's time."""

from typing import Any

from pdfminer.layout import LTChar, LTItem
from pdfplumber.page import Page


def letters_only(page: Page) -> Page:
    """The page itself; all other objects stay as pdfplumber describes them.

    A dense page has thousands of letters, and of each it would resolve two dozen attributes.
    """
    whole, (left, top) = page.process_object, page.mediabox[:2]
    height = page.height

    def described(one: LTItem) -> dict[str, Any]:
        if not isinstance(one, LTChar):
            return whole(one)
        return {
            "object_type": "char",
            "text": one.get_text(),
            "x0": one.x0 + left,
            "x1": one.x1 + left,
            "top": height - one.y1 + top,
            "bottom": height - one.y0 + top,
            "upright": one.upright,
        }

    page.process_object = described  # type: ignore[method-assign, assignment]
    return page
