"""Cells that a spreadsheet would run: written so that it shows them, and read back as they were."""

import re

# "=…" and "@…", but not the "=;=" of a comparison; "-2+cmd|…", but not "- Xây dựng quy chế (mới)"
_FORMULA = re.compile(r"""'*(?:[=@]\s*[\w("'+-]|[+-]\S*[(|!])""")
_SHIELD = "'"  # a spreadsheet takes what follows for words


def shielded(cell: str) -> str:
    return f"{_SHIELD}{cell}" if _FORMULA.match(cell) else cell


def unshielded(cell: str) -> str:
    bare = cell.removeprefix(_SHIELD)
    return bare if _FORMULA.match(bare) else cell
