"""What the documents name: commands, words of the program in quotation marks."""

import re

from tests.support.paths import ROOT


def _read(*names: str) -> dict[str, str]:
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in names}


GUIDES = sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "data" / "huong-dan").glob("*.md")
)
FOR_USERS = _read("README.md", "SECURITY.md", *GUIDES)
FOR_DEVELOPERS = _read("CONTRIBUTING.md", "data/README.md")
DOCUMENTS = FOR_USERS | FOR_DEVELOPERS


def commands(text: str) -> list[str]:
    """Whatever follows "daumoi" in code, up to its end or to a remark; in the order of the text."""
    whole = re.compile(r"```\n(.*?)```|`([^`\n]+)`", re.S)
    code = "\n".join(block or span for block, span in whole.findall(text))
    found = re.findall(r"^(?:ExecStart=)?(?:\S*/)?daumoi +([^#\n]+)", code, re.M)
    return list(dict.fromkeys(one.strip() for one in found))


def quoted(text: str) -> list[str]:
    """What stands in quotation marks, outside of code."""
    return re.findall(
        r'["“]([^"”\n]{2,80})["”]', re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.S)
    )
