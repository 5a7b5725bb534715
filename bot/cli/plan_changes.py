"""What loading changes in a plan, on the terminal."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.cli.words import say, tell
from locales import DEFAULT_LANGUAGE, mark, translator

if TYPE_CHECKING:
    from storage.plans.loading.folder_to_rows import LoadResult

_KEPT = mark(
    "! item {code} stays: a later document gave or changed it, and the folder has no place for it"
)
_say = translator(DEFAULT_LANGUAGE)
_SIGNS = {"added": "+", "changed": "~", "ended": "-"}


NO_TITLES: Mapping[str, str] = {}  # by the code of a row, what is to be read beside it


def print_changes(result: "LoadResult", titles: Mapping[str, str] = NO_TITLES) -> None:
    for code in result.kept:
        print(_say(_KEPT, code=code))
    for change in result.changes:
        title = titles.get(change.key, "") if change.kind == "item" else ""
        print(" ".join(filter(None, (_SIGNS[change.what], change.kind, change.key, title))))
        for name, (before, after) in change.fields.items():
            print(f"    {name}: {_shown(before)} → {_shown(after)}")
    if any(result.assignments):
        added, changed, ended = result.assignments
        tell(
            "  assignments: {added} added, {changed} changed, {ended} ended",
            added=added,
            changed=changed,
            ended=ended,
        )


def _shown(value: Any) -> str:
    words = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return say("nothing") if value in (None, "", []) else words
