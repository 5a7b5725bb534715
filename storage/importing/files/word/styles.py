"""Looks properties up in the styles of a Word document, through the styles they are based on."""

from functools import cache

from docx.oxml import ns
from lxml import etree

Element = etree._Element

qn = cache(ns.qn)  # every paragraph asks for the same few names


class Styles:
    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else root.findall(qn("w:style"))
        self._styles = {element.get(qn("w:styleId"), ""): element for element in elements}
        self._looked_up: dict[tuple[str, str], Element | None] = {}
        self._default = next((i for i, style in self._styles.items() if _is_default(style)), "")

    def of_paragraph(self, paragraph: Element) -> str:
        return value_of(paragraph.find(qn("w:pPr")), "w:pStyle") or self._default

    def first(self, style_id: str, path: str) -> Element | None:
        """The element at the path in this style, or in the nearest one below it that has it."""
        key = style_id, path
        if key not in self._looked_up:  # every run of a document asks
            self._looked_up[key] = self._searched(style_id, path)
        return self._looked_up[key]

    def _searched(self, style_id: str, path: str) -> Element | None:
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            found = self._styles[style_id].find(path)
            if found is not None:
                return found
            style_id = value_of(self._styles[style_id], "w:basedOn")
        return None


def value_of(parent: Element | None, tag: str) -> str:
    """The attribute `w:val` of a child, or "" when there is no such child."""
    child = None if parent is None else parent.find(qn(tag))
    return "" if child is None else child.get(qn("w:val"), "")


def number_of(parent: Element | None, tag: str) -> int | None:
    value = value_of(parent, tag)
    return int(value) if value else None


def is_on(toggle: Element | None) -> bool:
    """A property such as `w:vanish` holds when it is there, unless it says no."""
    return toggle is not None and toggle.get(qn("w:val"), "true") not in ("0", "false", "off")


def _is_default(style: Element) -> bool:
    kind, default = style.get(qn("w:type")), style.get(qn("w:default"))
    return kind == "paragraph" and default in ("1", "true", "on")
