"""`daumoi summary --province`: every plan of a province in a line, what is worst first."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli import terminal
from bot.cli.words import say
from bot.documents.formats import Format
from bot.language.visible import visible
from locales import DEFAULT_LANGUAGE, translator

if TYPE_CHECKING:
    from storage.database import Database
    from storage.rounds.figures.of_plans import PlanStanding


def province_summary(province: str, as_of: datetime | None, form: Format, out: Path | None) -> None:
    """Of today's or a former province: text, or JSON in the words of a plan's own summary."""
    from bot.documents.text.plans_summary import plans_summary

    if form not in (Format.TEXT, Format.JSON):
        terminal.refuse(
            "--province gives text or json, not {form}; {form} is of one plan", form=form
        )
    instant = (as_of or terminal.now()).astimezone(terminal.calendar().zone)
    opened = terminal.database_of_today()
    standings = _standings(opened, province, instant)
    if form is Format.JSON and out is None:
        terminal.print_json(_data(province, instant, standings))
        return
    if form is Format.JSON:
        import json

        told = json.dumps(_data(province, instant, standings), ensure_ascii=False, indent=2)
    else:
        told = plans_summary(standings, instant, translator(DEFAULT_LANGUAGE))
    if out is None:
        print(visible(told))
    else:
        terminal.write_file(out, f"{told}\n".encode())
        terminal.note(opened, "file.downloaded", f"province:{province}", form=form.value, own=False)


def _standings(opened: "Database", province: str, instant: datetime) -> "list[PlanStanding]":
    from scheduler.rounds.rules import STAYS_OPEN
    from storage.plans.lookup import plans as all_plans
    from storage.plans.lookup import plans_of_province
    from storage.rounds.figures.of_plans import standings_of

    with opened.read() as session:
        plans = plans_of_province(session, province)
        if not plans:
            known = ", ".join(sorted({one.province for one in all_plans(session)}))
            terminal.refuse(
                "no plan is of '{province}'; those loaded are of: {names}",
                province=province,
                names=known or say("nobody"),
            )
        since = instant.date() - STAYS_OPEN
        return standings_of(session, plans, instant, terminal.calendar().zone, since)


def _data(province: str, instant: datetime, standings: "list[PlanStanding]") -> dict[str, Any]:
    """{province, as_of, plans: [{plan, decision, round, expected, …, other_rounds}], total}."""
    from bot.documents.json.summary import round_data
    from storage.rounds.figures.counts import added

    plans = [
        {
            "plan": one.plan.code,
            "decision": one.plan.decision,
            "title": one.plan.title,
            "province": one.plan.province,
            "round": round_data(one.round) if one.round is not None else None,
            **vars(one.count),
            "other_rounds": {"rounds": one.others, **vars(one.beside)},
        }
        for one in standings
    ]
    total = vars(added(one.both for one in standings))
    return {"province": province, "as_of": instant.isoformat(), "plans": plans, "total": total}
