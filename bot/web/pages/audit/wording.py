"""What the audit's entries are called, and what each was about, in words."""

from collections.abc import Mapping
from typing import Any

from bot.web.pages.rendering import round_name
from locales import Translator, mark
from storage.audit import Known
from storage.models import AuditEntry

ACTIONS: Mapping[str, str] = {
    "report.submitted": mark("Report submitted"),
    "report.withdrawn": mark("Report withdrawn"),
    "report.files_added": mark("Files added to a report"),
    "report.accepted": mark("Report accepted"),
    "report.returned": mark("Report returned"),
    "reports.promised": mark("Day of reporting promised"),
    "extension.asked": mark("A later day was asked for"),
    "extension.decided": mark("Later day decided on"),
    "objection.made": mark("Said not to be the agency's task"),
    "objection.decided": mark("Objection decided on"),
    "reopening.asked": mark("Reopening asked for"),
    "reopening.decided": mark("Reopening decided on"),
    "obstacle.settled": mark("Obstacle settled"),
    "obstacle.there_still": mark("Obstacle said to be there still"),
    "round.opened": mark("Round opened"),
    "round.closed": mark("Round closed"),
    "round.reopened": mark("Round reopened"),
    "round.moved": mark("Due day of a round moved"),
    "look.given": mark("Link to look at a round made"),
    "look.revoked": mark("Link to look at a round ended"),
    "file.downloaded": mark("File fetched by a link"),
    "agencies.nudged": mark("Agencies nudged"),
    "agency.called": mark("Agency telephoned"),
    "nudge.asked": mark("Nudge asked for by a leader of the province"),
    "plan.loaded": mark("Plan loaded"),
    "plan.amended": mark("Plan amended"),
    "assignment.chosen": mark("Answerable agency chosen"),
    "assignment.dated": mark("Answerable agency chosen from a day on"),
    "doubt.settled": mark("Doubt of the plan settled"),
    "tasks.paired": mark("Tasks confirmed to ask the same"),
    "tasks.parted": mark("Tasks said not to ask the same"),
    "reminders.chosen": mark("Days or hours of reminders chosen"),
    "person.loaded": mark("Person loaded from the roster"),
    "person.invited": mark("Person invited"),
    "person.corrected": mark("Person's data corrected"),
    "person.erased": mark("Person erased"),
    "person.added": mark("Person added"),
    "person.changed": mark("Person's data changed"),
    "person.appointed": mark("Post given"),
    "person.post_ended": mark("Post ended"),
    "person.replaced": mark("Focal person replaced"),
    "person.erased_on_request": mark("Erasure of a person asked for"),
    "leave.noted": mark("Leave noted for somebody"),
    "leave.return_noted": mark("Return noted for somebody"),
    "consent.given": mark("Consent given"),
    "consent.withdrawn": mark("Consent withdrawn"),
    "account.linked": mark("Chat linked"),
    "account.replaced": mark("Chat replaced by a newer one"),
    "chat.reopened": mark("Closed chat opened again"),
    "absence.announced": mark("Leave announced"),
    "absence.shortened": mark("Leave shortened"),
    "absence.ended": mark("Leave ended"),
    "handover.begun": mark("Handover begun"),
    "handover.done": mark("Handover done"),
    "handover.taken_back": mark("Handover taken back"),
    "sign_in.link_made": mark("Link to sign in made"),
    "sign_in.done": mark("Signed in to the pages"),
    "sign_in.ended": mark("Signed out of the pages"),
    "form.link_made": mark("Link to the form made"),
    "form.word_made": mark("One-time word of the form made"),
    "form.opened": mark("Form opened"),
    "form.locked": mark("Form locked after wrong words"),
    "form.codes_locked": mark("Codes of the form locked after wrong ones"),
    "form.links_ended": mark("Links to the form ended"),
    "calendar.link_made": mark("Address of a calendar made"),
    "calendar.ended": mark("Address of a calendar ended"),
    "email.asked": mark("Asked by e-mail to agree"),
    "account.left": mark("Chat left"),
    "api_key.made": mark("Key for another system made"),
    "api_key.revoked": mark("Key for another system ended"),
    "letter.drafted": mark("Letter to late agencies drafted"),
    "letter.sent": mark("Letter to late agencies sent"),
    "terminal.opened": mark("Terminal opened in somebody's name"),
    "secrets.rotated": mark("Data encrypted by another key"),
    "data.exported": mark("Personal data given out"),
    "data.backed_up": mark("Everything kept in a backup"),
    "data.restored": mark("Everything put back from a backup"),
    "data.expired": mark("Texts and files taken out after their time"),
    "audit.reworded": mark("Words taken out of this log"),
    "audit.expired": mark("Details taken out of this log after their time"),
    "terminal.acted": mark("Done at a terminal in somebody's name"),
}


def action_words(entry: AuditEntry, say: Translator) -> str:
    """A kind that nobody has named yet shows its own name."""
    return say(ACTIONS[entry.action]) if entry.action in ACTIONS else entry.action


def subject_words(entry: AuditEntry, known: Known, say: Translator) -> str:
    """What it was about; empty where that is the person who acted, and nothing besides."""
    kind, _, key = entry.subject.partition(":")
    number = int(key) if key.isdecimal() else 0
    if kind == "expectation" and number in known.asked:
        agency, item, round_ = known.asked[number]
        title = f"{item.code} {item.title}" if item else say("General report")
        return f"{title} – {agency.name} – {round_name(round_, say)}"
    if kind == "round" and number in known.rounds:
        return round_name(known.rounds[number], say)
    if kind == "person" and number in known.people:
        return "" if number == entry.person_id else known.people[number].full_name
    return "" if kind in ("account", "absence", "handover", "person") else key or kind


def details_in_lines(details: Mapping[str, Any]) -> list[str]:
    """As they were kept, for whoever inspects: names of fields are not translated."""
    told = {name: value for name, value in details.items() if value not in (None, "")}
    return [f"{name}: {_plain(value)}" for name, value in told.items()]


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
