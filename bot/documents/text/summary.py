"""The summary of a round as plain text, whole: for a terminal, or a file."""

from collections.abc import Sequence

from bot.documents.contents.communes import both_views, names_rolled, of_task, rolled_up
from bot.documents.contents.dossier import Dossier
from bot.language.wording import FIGURE_WORDS, STATUS_WORDS, agency_name, day
from locales import Translator
from storage.rounds.summary import Count, Summary, offices_and_communes


def summary_text(dossier: Dossier, say: Translator) -> str:
    """Totals, statuses, every agency, and what is to be known beside the figures."""
    summary = dossier.summary
    parts = (
        "\n".join((_head(summary, say), *_closed(summary, say), *period(summary, say))),
        _totals(summary, say),
        _statuses(summary, say),
        _agencies(summary, say),
        _tasks_of_communes(summary, say),
        _never_reminded(summary, say),
        _unreached(summary, say),
        _unassigned(summary, say),
        _overdue(summary, say),
    )
    return "\n\n".join(filter(None, parts))


def _head(summary: Summary, say: Translator) -> str:
    if summary.round.of_items:
        return say(
            "{plan}\nTasks due on {due}. As of {as_of}.",
            plan=summary.plan.title,
            due=day(summary.round.due_on),
            as_of=summary.as_of.strftime("%H:%M %d/%m/%Y"),
        )
    if summary.round.rule_id is None:
        return say(
            "{plan}\n{title}, due {due}. As of {as_of}.",
            plan=summary.plan.title,
            title=summary.round.title,
            due=day(summary.round.due_on),
            as_of=summary.as_of.strftime("%H:%M %d/%m/%Y"),
        )
    return say(
        "{plan}\nReport of {year}, due {due}. As of {as_of}.",
        plan=summary.plan.title,
        year=summary.round.year,
        due=day(summary.round.due_on),
        as_of=summary.as_of.strftime("%H:%M %d/%m/%Y"),
    )


def _closed(summary: Summary, say: Translator) -> list[str]:
    closed_at, as_of = summary.round.closed_at, summary.as_of
    if closed_at is None or closed_at > as_of:
        return []
    return [
        say("The round was closed on {day}.", day=day(closed_at.astimezone(as_of.tzinfo).date()))
    ]


def period(summary: Summary, say: Translator) -> list[str]:
    """Of which days the reports are, where the figures do not go up to the due day itself."""
    round_ = summary.round
    if round_.cut_off_on == round_.due_on:
        return []
    return [
        say(
            "Reporting period {start} – {end}; figures as of {cut_off}.",
            start=day(round_.covers_from),
            end=day(round_.covers_until),
            cut_off=day(round_.cut_off_on),
        )
    ]


def _totals(summary: Summary, say: Translator) -> str:
    total = summary.total
    return "\n".join(
        (
            say("Expected: {n}", n=total.expected),
            say(
                "Received: {n} (on time {on_time}, late {late})",
                n=total.received,
                on_time=total.on_time,
                late=total.late,
            ),
            say("Not yet, still in time: {n}", n=total.pending),
            f"{say(FIGURE_WORDS['missing'])}: {total.missing}",
            *_carried_over(total, say),
            say(
                "Accepted: {accepted}; returned: {returned}",
                accepted=total.accepted,
                returned=total.returned,
            ),
            *_apart(total, say),
        )
    )


def _carried_over(total: Count, say: Translator) -> list[str]:
    if not total.carried_over:
        return []
    return [say("Completed before, not asked again: {n}", n=total.carried_over)]


def _apart(total: Count, say: Translator) -> list[str]:
    """What makes nobody late: completing what was returned, and correcting."""
    lines = []
    if total.used_again:
        lines.append(say("Of these, answers to like tasks used again: {n}", n=total.used_again))
    if total.returned:
        lines.append(
            say(
                "Returned, still to be completed: {n}; past the day to complete it: {past}",
                n=total.to_complete,
                past=total.incomplete,
            )
        )
    if total.corrected:
        lines.append(say("Corrected or completed after the first report: {n}", n=total.corrected))
    return lines


def _statuses(summary: Summary, say: Translator) -> str:
    lines = [
        f"- {say(words)}: {summary.by_status[code]}"
        for code, words in STATUS_WORDS.items()
        if code in summary.by_status
    ]
    return "\n".join((say("By status:"), *lines)) if lines else ""


def _agencies(summary: Summary, say: Translator) -> str:
    offices, communes = offices_and_communes(summary)
    lines = [
        f"- {agency_name(one.agency, one.now_called, say)}: "
        f"{one.count.received}/{one.count.expected}"
        for one in offices
    ]
    if communes is not None:
        count = communes.count
        lines.append(f"- {rolled_up(communes, say)}: {count.received}/{count.expected}")
    return "\n".join((say("By agency (received/expected):"), *lines)) if lines else ""


def _tasks_of_communes(summary: Summary, say: Translator) -> str:
    """Each task that communes are asked, then what the two ways of counting say."""
    tasks = [one for one in summary.by_task if one.communes.expected]
    lines = [f"- {one.code} {one.title}: {of_task(one, say)}" for one in tasks]
    if lines:
        lines.insert(0, say("Tasks of communes:"))
    return "\n".join((*lines, *both_views(summary, say)))


def _never_reminded(summary: Summary, say: Translator) -> str:
    return _named(
        say("Not reminded before the due day, so not to be called late ({n}): {names}"),
        summary.never_reminded,
        summary,
        say,
    )


def _unreached(summary: Summary, say: Translator) -> str:
    words = say("Agencies nobody can be reached for yet ({n}): {names}")
    return _named(words, summary.unreached, summary, say)


def _named(words: str, names: Sequence[str], summary: Summary, say: Translator) -> str:
    told = "; ".join(names_rolled(names, summary, say))
    return words.format(n=len(names), names=told) if names else ""


def _unassigned(summary: Summary, say: Translator) -> str:
    words = say("Tasks to assign anew, since an agency named in the plan is gone ({n}): {codes}")
    return _coded(words, summary.unassigned)


def _overdue(summary: Summary, say: Translator) -> str:
    return _coded(say("Overdue by the plan, not completed ({n}): {codes}"), summary.overdue)


def _coded(words: str, codes: Sequence[str]) -> str:
    return words.format(n=len(codes), codes=", ".join(codes)) if codes else ""
