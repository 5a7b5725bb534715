"""Everything a dialog may change, as data; the handlers carry it out and check the right."""

from dataclasses import dataclass
from datetime import date

from storage.people.roster.editing import PersonFields


@dataclass(frozen=True)
class CountWrongCode:
    """Somebody typed a code that is not one."""


@dataclass(frozen=True)
class Link:
    """Use the invitation for this chat, with the consent just given."""

    invitation_id: int
    consent_version: str
    consent_text: str


@dataclass(frozen=True)
class SubmitReport:
    """A confirmed reply to one expectation; `status` is a code of storage.models.Status."""

    expectation_id: int
    status: str
    percent: float | None = None
    result: str = ""
    difficulties: str = ""
    proposals: str = ""
    document_number: str = ""
    document_on: date | None = None
    value: str = ""  # of an indicator, in words


@dataclass(frozen=True)
class KeepFile:
    """Keep a file that was sent: for the draft on an expectation, or for the stored `report_id`.

    `ref`: what its channel fetches it by; `inbox_id`: the message it came with.
    """

    expectation_id: int
    inbox_id: int
    ref: str
    name: str
    media_type: str
    size: int | None
    note: str = ""
    report_id: int | None = None


@dataclass(frozen=True)
class JoinFiles:
    """The files kept with the draft belong to the report that was stored just now."""

    expectation_id: int


@dataclass(frozen=True)
class BringFile:
    """Keep a file that was brought on the form, for the draft on an expectation."""

    expectation_id: int
    name: str
    media_type: str  # as its content says
    content: bytes


@dataclass(frozen=True)
class DropDraftFiles:
    """Leave the files that wait for the report on it."""

    expectation_id: int


@dataclass(frozen=True)
class PromiseReport:
    """ "Received, will report on …": leave these expectations in peace until that morning."""

    expectation_ids: tuple[int, ...]
    until_on: date


@dataclass(frozen=True)
class WithdrawReport:
    """Take back what was reported; `report_id` is the one that was shown when it was confirmed."""

    expectation_id: int
    report_id: int


@dataclass(frozen=True)
class AskExtension:
    """Ask the planning department for a later day, with a reason."""

    expectation_ids: tuple[int, ...]
    until_on: date
    reason: str


@dataclass(frozen=True)
class ObjectToTask:
    """ "Not our agency's task": asks the planning department to take it away."""

    expectation_id: int
    reason: str


@dataclass(frozen=True)
class AskReopening:
    """Ask the planning department that an accepted answer may be changed, with a reason."""

    expectation_id: int
    reason: str


@dataclass(frozen=True)
class AnnounceLeave:
    """From the first to the last day away; `stand_in_id` empty: nobody was named."""

    starts_on: date
    ends_on: date
    stand_in_id: int | None = None


@dataclass(frozen=True)
class EndLeave:
    """Back at work; `begun_by`: only leaves that have begun by that day end."""

    begun_by: date


@dataclass(frozen=True)
class HandOver:
    """Invite who follows as focal person: a colleague by id, or somebody new by name."""

    agency_id: int
    code: str
    to_id: int | None = None
    full_name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class TakeBackHandover:
    handover_id: int


@dataclass(frozen=True)
class TakeOver:
    """Somebody who is linked already takes the post that an invitation brings."""

    invitation_id: int


@dataclass(frozen=True)
class EndCalendar:
    """The address of the person's calendar opens nothing any more."""


@dataclass(frozen=True)
class CorrectData:
    """`field`: "full_name", "address" or "office_phone" of the person at the other end."""

    field: str
    value: str


@dataclass(frozen=True)
class WithdrawConsent:
    """No reminders any more, in any chat of the person."""


@dataclass(frozen=True)
class GiveConsent:
    """Agree anew, in this chat."""

    version: str
    text: str


@dataclass(frozen=True)
class EraseMe:
    """Remove what identifies the person at the other end."""


@dataclass(frozen=True)
class SignOutEverywhere:
    """No browser is signed in as the person at the other end any more."""


@dataclass(frozen=True)
class ChooseLanguage:
    language: str


@dataclass(frozen=True)
class ReviewReports:
    """Accept these reports, or return them with a reason; who reported is told of the latter."""

    plan_id: int
    report_ids: tuple[int, ...]
    accepted: bool
    reason: str = ""


@dataclass(frozen=True)
class DecideExtension:
    """Grant a later day, perhaps another than was asked for, or refuse it with a reason."""

    extension_id: int
    granted_until: date | None
    answer: str = ""


@dataclass(frozen=True)
class DecideObjection:
    """Agree that it is not the agency's task, or hold to it with a reason."""

    objection_id: int
    accepted: bool
    answer: str = ""


@dataclass(frozen=True)
class DecideReopening:
    """Let an accepted answer be changed, or hold to it with a reason."""

    reopening_id: int
    accepted: bool
    answer: str = ""


@dataclass(frozen=True)
class Reassign:
    """Let that agency answer for what another one was found not to answer for."""

    objection_id: int
    agency_id: int


@dataclass(frozen=True)
class AssignTasks:
    """Let one agency answer for many tasks from a day on, by a document.

    `keys`: as storage.plans.reassigning.choices has them, (item, agency the plan names, role).
    """

    plan_id: int
    keys: tuple[tuple[int, int, str], ...]
    agency_id: int
    since: date
    document: str


@dataclass(frozen=True)
class SettleDoubt:
    """Settle what the importer was not sure of: as it was read, or by other agencies.

    `key`: storage.plans.doubts' of it. `agency_ids` empty: what was read holds. `note`: why.
    """

    plan_id: int
    key: str
    agency_ids: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ChooseSettings:
    """The days and hours a plan reminds by; empty or 0 gives back the folder's own."""

    plan_id: int
    ladder: tuple[int, ...]
    office_hours: tuple[str, ...]
    completion_days: int


@dataclass(frozen=True)
class CloseRound:
    """Nothing is taken in that round any more."""

    plan_id: int
    round_id: int


@dataclass(frozen=True)
class ReopenRound:
    """Take answers in a closed round again, for a reason."""

    plan_id: int
    round_id: int
    reason: str


@dataclass(frozen=True)
class GiveLook:
    """Let whoever holds `token` look at that round for so many days; `recipient`: a note."""

    plan_id: int
    round_id: int
    token: str
    recipient: str
    days: int


@dataclass(frozen=True)
class RevokeLook:
    plan_id: int
    round_id: int
    look_id: int


@dataclass(frozen=True)
class OpenAdHoc:
    """Ask these agencies for one report besides the yearly ones."""

    plan_id: int
    title: str
    due_on: date
    agency_ids: tuple[int, ...]


@dataclass(frozen=True)
class GiveTask:
    """Add a task that a letter gives to the plan, with a last day of its own."""

    plan_id: int
    title: str
    letter: str  # its number
    issued_on: date
    due_on: date
    agency_ids: tuple[int, ...]  # who leads


@dataclass(frozen=True)
class GiveToCommunes:
    """Give what the plan gave to districts by one phrase to the communes that they became."""

    plan_id: int
    phrase: str


@dataclass(frozen=True)
class NoteLetter:
    """A letter to agencies that are late was signed: under which number, on which day."""

    plan_id: int
    round_id: int
    number: str
    issued_on: date
    agency_ids: tuple[int, ...]


@dataclass(frozen=True)
class InvitePerson:
    """Let a code tie a chat to that person; their older unused ones end."""

    plan_id: int
    person_id: int
    code: str


@dataclass(frozen=True)
class SendNudge:
    """Remind exactly these, as (agency_id, person_id); `insist`: though they have named a day."""

    plan_id: int
    pairs: tuple[tuple[int, int], ...]
    insist: bool = False


@dataclass(frozen=True)
class AskNudge:
    """Ask the planners of a plan to nudge these agencies; nothing goes to the agencies."""

    plan_id: int
    agency_ids: tuple[int, ...]


@dataclass(frozen=True)
class SettleObstacle:
    """What became of an obstacle that a report raised. `about`: its own sentences, a line each."""

    report_id: int
    about: str
    word: str  # how
    is_settled: bool = True  # else it is there still


@dataclass(frozen=True)
class AddPerson:
    """Somebody new in a post of an agency, with what is known of them; `post`: models.Post."""

    plan_id: int
    agency_id: int
    post: str
    fields: PersonFields


@dataclass(frozen=True)
class ChangePerson:
    """What is known of somebody, as it should be."""

    plan_id: int
    person_id: int
    fields: PersonFields


@dataclass(frozen=True)
class AppointPerson:
    """A further post for somebody, from today on."""

    plan_id: int
    person_id: int
    agency_id: int
    post: str


@dataclass(frozen=True)
class EndPost:
    """Yesterday was the last day of that post."""

    plan_id: int
    person_id: int
    agency_id: int
    post: str


@dataclass(frozen=True)
class ReplaceFocalPerson:
    """From today on another one answers for the agency: by id, or somebody new."""

    plan_id: int
    agency_id: int
    person_id: int  # whose post it was
    to_id: int | None = None
    fields: PersonFields | None = None


@dataclass(frozen=True)
class NoteLeave:
    """Somebody's leave, noted by the planning department; the days as in AnnounceLeave."""

    plan_id: int
    person_id: int
    starts_on: date
    ends_on: date
    stand_in_id: int | None = None


@dataclass(frozen=True)
class NoteReturn:
    """Somebody is back, or will not leave after all."""

    plan_id: int
    person_id: int


@dataclass(frozen=True)
class ErasePerson:
    """Remove what identifies somebody, as they asked the planning department for."""

    plan_id: int
    person_id: int


@dataclass(frozen=True)
class MakeFormWord:
    """Let this word open the person's links to the form, once."""

    word: str


@dataclass(frozen=True)
class EndFormLinks:
    """Take the links to the form back: one's own; a planner, those of somebody else."""

    person_id: int | None = None


@dataclass(frozen=True)
class TakeUpDraft:
    """The report on it that was begun on the form goes on in the chat, and lies there."""

    expectation_id: int


@dataclass(frozen=True)
class SayAlso:
    """A message of its own before the answer: a text to be forwarded as it is."""

    text: str


Effect = (
    CountWrongCode
    | Link
    | SubmitReport
    | KeepFile
    | JoinFiles
    | BringFile
    | DropDraftFiles
    | PromiseReport
    | WithdrawReport
    | AskExtension
    | ObjectToTask
    | AskReopening
    | AnnounceLeave
    | EndLeave
    | HandOver
    | TakeBackHandover
    | TakeOver
    | EndCalendar
    | CorrectData
    | WithdrawConsent
    | GiveConsent
    | EraseMe
    | SignOutEverywhere
    | ChooseLanguage
    | ReviewReports
    | DecideExtension
    | DecideObjection
    | DecideReopening
    | Reassign
    | AssignTasks
    | SettleDoubt
    | ChooseSettings
    | CloseRound
    | ReopenRound
    | GiveLook
    | RevokeLook
    | OpenAdHoc
    | GiveTask
    | GiveToCommunes
    | NoteLetter
    | InvitePerson
    | SendNudge
    | AskNudge
    | SettleObstacle
    | AddPerson
    | ChangePerson
    | AppointPerson
    | EndPost
    | ReplaceFocalPerson
    | NoteLeave
    | NoteReturn
    | ErasePerson
    | MakeFormWord
    | EndFormLinks
    | TakeUpDraft
    | SayAlso
)
