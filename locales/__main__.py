"""`python -m locales`: take new and changed words from the code into the .pot and .po files."""

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from locales import LANGUAGES
from locales.catalogs import FOLDER, read_catalog

SOURCES = [
    ("cli/**.py", "locales.command_line:extract"),
    ("**.py", "python"),
    ("**.html", "jinja2"),
]
KEYWORDS = {
    "say": None,
    "tell": None,
    "refuse": None,
    "mark": None,
    "lazy": None,
    "plural": (1, 2),
}
ROOMS = ("bot", "scheduler", "storage")
SOURCE_LANGUAGE = "en"


def extracted() -> Catalog:
    """Every word the rooms say, as found in the code."""
    catalog = Catalog(project="daumoi", charset="utf-8")
    for room in ROOMS:
        for _file, _line, message, comments, _context in extract_from_dir(
            FOLDER.parent / room, SOURCES, keywords=KEYWORDS
        ):
            catalog.add(message, auto_comments=comments)
    return catalog


def main() -> None:
    template = extracted()
    _write(template, "messages.pot")
    for language in LANGUAGES:
        catalog = read_catalog(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        if language == SOURCE_LANGUAGE:
            _say_the_source(catalog)
        _write(catalog, f"{language}/LC_MESSAGES/messages.po")


def _say_the_source(catalog: Catalog) -> None:
    """English needs no translator: an entry nobody worded otherwise says its source."""
    for message in catalog:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and not all(forms):
            message.string = message.id


def _write(catalog: Catalog, name: str) -> None:
    with (FOLDER / name).open("wb") as file:
        write_po(file, catalog, width=96, no_location=True, sort_output=True, omit_header=True)


if __name__ == "__main__":
    main()
