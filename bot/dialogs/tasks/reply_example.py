"""What one line on the tasks just shown may look like: an indicator is answered by its value."""

from collections.abc import Sequence

from bot.dialogs.facts.reports import Duty
from bot.dialogs.tasks.measures import is_measurable
from locales import Translator

_VALUE = "12,5"  # as it is typed in the language of the plan


def example_line(tasks: Sequence[Duty], say: Translator) -> str:
    """ "1 xong, 2 60%"; "1 12,5; 2 xong" where the first one is a figure."""
    are_figures = [is_measurable(one) for one in tasks[:2]]
    if are_figures == [False, False]:
        return say("{one} done, {other} 60%", one=1, other=2)
    return "; ".join(
        f"{number} {_VALUE}" if is_figure else say("{number} done", number=number)
        for number, is_figure in enumerate(are_figures, 1)
    )
