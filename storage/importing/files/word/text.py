"""The text of a Word paragraph as it is seen: without deleted and hidden words and note marks."""

from collections.abc import Iterator

from storage.importing.document import Odd
from storage.importing.files.word.styles import Element, Styles, is_on, qn

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXT_BOX = qn("w:txbxContent")
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_SPACES = {qn(f"w:{name}") for name in ("tab", "ptab", "br", "cr")}
_NOTES = {qn("w:footnoteReference"): "footnotes", qn("w:endnoteReference"): "endnotes"}
_RUN, _LOOKS, _STYLE = qn("w:r"), qn("w:rPr"), qn("w:rStyle")
_HIDDEN, _STRUCK = qn("w:vanish"), (qn("w:strike"), qn("w:dstrike"))
_CONTROL, _PROMPT = qn("w:sdt"), f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"
_DRAWN = {qn("w:drawing"), qn("w:pict"), qn("w:object")}

# Signs of the font Symbol that plans use; it keeps them at private places of Unicode.
_SYMBOLS = {0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB7: "•", 0x2D: "−"}
_PRIVATE = 0xF000


class WordText:
    """Reads paragraphs; collects the notes they refer to and the text boxes tied to them."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.notes: list[tuple[str, str]] = []  # which of the parts "footnotes", "endnotes"; id
        self.boxes: list[Element] = []
        self.odd: list[tuple[Odd, str]] = []

    def of(self, paragraph: Element) -> str:
        struck: list[str] = []
        style = self._styles.of_paragraph(paragraph)
        text = "".join(self._pieces(paragraph, style, struck))
        if words := "".join(struck).strip():
            self.odd.append((Odd.STRUCK, words))
        return text

    def taken_odd(self) -> list[tuple[Odd, str]]:
        """What was odd since the last time it was asked for."""
        taken, self.odd = self.odd, []
        return taken

    def _pieces(self, parent: Element, style: str, struck: list[str]) -> Iterator[str]:
        """`style` is the paragraph's; `struck` takes the words that are struck through."""
        for child in visible_children(parent):
            if child.tag == _RUN:
                looks = child.find(_LOOKS)
                if not self._has(looks, _HIDDEN, style):
                    pieces = list(self._of_run(child))
                    yield from pieces
                    struck += pieces if any(self._has(looks, t, style) for t in _STRUCK) else ()
            elif child.tag == _MATH_TEXT:
                yield child.text or ""
            else:
                yield from self._pieces(child, style, struck)

    def _has(self, looks: Element | None, toggle: str, paragraph_style: str) -> bool:
        """Whether a run is hidden, struck and so on: by itself, its style, or the paragraph's."""
        own = None
        path = f"{_LOOKS}/{toggle}"
        if looks is not None:
            own, style = looks.find(toggle), looks.find(_STYLE)
            if own is None and style is not None:
                own = self._styles.first(style.get(qn("w:val"), ""), path)
        return is_on(self._styles.first(paragraph_style, path) if own is None else own)

    def _of_run(self, run: Element) -> Iterator[str]:
        for child in visible_children(run):
            if child.tag in _NOTES:
                self.notes.append((_NOTES[child.tag], child.get(qn("w:id"), "")))
                if child.get(qn("w:customMarkFollows")) is not None:
                    return  # the rest of the run is a mark such as "*"
            elif child.tag in _DRAWN:
                self.boxes.extend(_boxes(child))
            else:
                yield _sign(child)


def visible_children(parent: Element) -> Iterator[Element]:
    """Children without what was deleted or is a placeholder; of alternatives only the first."""
    for child in parent.iterchildren("{*}*"):
        if child.tag == f"{_MC}AlternateContent":
            chosen = next((el for el in child if el.tag == f"{_MC}Choice"), None)
            yield from visible_children(child if chosen is None else chosen)
        elif child.tag not in _DELETED and not _is_prompt(child):
            yield child


def _is_prompt(element: Element) -> bool:
    """A form field that nobody filled in: "Click or tap here to enter text"."""
    return element.tag == _CONTROL and is_on(element.find(_PROMPT))


def _sign(element: Element) -> str:
    if element.tag == qn("w:t"):
        return element.text or ""
    if element.tag in _SPACES:
        return " "
    if element.tag == qn("w:noBreakHyphen"):
        return "-"
    if element.tag == qn("w:sym"):
        code = int(element.get(qn("w:char"), "20"), 16)
        return _SYMBOLS.get(code - _PRIVATE if code >= _PRIVATE else code, chr(code))
    return ""


def _boxes(element: Element) -> Iterator[Element]:
    for child in visible_children(element):
        if child.tag == _TEXT_BOX:
            yield child
        else:
            yield from _boxes(child)
