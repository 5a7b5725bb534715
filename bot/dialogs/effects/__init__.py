"""Everything a dialog may change, as data; the handlers carry it out and check the right."""

from bot.dialogs.effects.own import (
    AnnounceLeave,
    AskOwnData,
    ChooseLanguage,
    CorrectData,
    CountWrongCode,
    EndCalendar,
    EndFormLinks,
    EndLeave,
    EraseMe,
    GiveConsent,
    HandOver,
    Link,
    MakeFormWord,
    SayAlso,
    SignOutEverywhere,
    TakeBackHandover,
    TakeOver,
    WithdrawConsent,
)
from bot.dialogs.effects.people import (
    AddPerson,
    AppointPerson,
    ChangePerson,
    EndPost,
    ErasePerson,
    InvitePerson,
    NoteLeave,
    NoteReturn,
    ReplaceFocalPerson,
)
from bot.dialogs.effects.planning import (
    AssignTasks,
    ChooseSettings,
    CloseRound,
    GiveLook,
    GiveTask,
    GiveToCommunes,
    NoteLetter,
    OpenAdHoc,
    PairTasks,
    Reassign,
    ReopenRound,
    RevokeLook,
    SettleDoubt,
)
from bot.dialogs.effects.reports import (
    AskExtension,
    AskReopening,
    BringFile,
    DropDraftFiles,
    JoinFiles,
    KeepFile,
    ObjectToTask,
    PromiseReport,
    SubmitReport,
    TakeUpDraft,
    UseAgain,
    WithdrawReport,
)
from bot.dialogs.effects.reviewing import (
    AskNudge,
    DecideExtension,
    DecideObjection,
    DecideReopening,
    NoteCall,
    ReviewReports,
    SendNudge,
    SettleObstacle,
)

Effect = (
    CountWrongCode
    | Link
    | SubmitReport
    | UseAgain
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
    | AskOwnData
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
    | PairTasks
    | InvitePerson
    | SendNudge
    | AskNudge
    | NoteCall
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

__all__ = [
    "AddPerson",
    "AnnounceLeave",
    "AppointPerson",
    "AskExtension",
    "AskNudge",
    "AskOwnData",
    "AskReopening",
    "AssignTasks",
    "BringFile",
    "ChangePerson",
    "ChooseLanguage",
    "ChooseSettings",
    "CloseRound",
    "CorrectData",
    "CountWrongCode",
    "DecideExtension",
    "DecideObjection",
    "DecideReopening",
    "DropDraftFiles",
    "Effect",
    "EndCalendar",
    "EndFormLinks",
    "EndLeave",
    "EndPost",
    "EraseMe",
    "ErasePerson",
    "GiveConsent",
    "GiveLook",
    "GiveTask",
    "GiveToCommunes",
    "HandOver",
    "InvitePerson",
    "JoinFiles",
    "KeepFile",
    "Link",
    "MakeFormWord",
    "NoteCall",
    "NoteLeave",
    "NoteLetter",
    "NoteReturn",
    "ObjectToTask",
    "OpenAdHoc",
    "PairTasks",
    "PromiseReport",
    "Reassign",
    "ReopenRound",
    "ReplaceFocalPerson",
    "ReviewReports",
    "RevokeLook",
    "SayAlso",
    "SendNudge",
    "SettleDoubt",
    "SettleObstacle",
    "SignOutEverywhere",
    "SubmitReport",
    "TakeBackHandover",
    "TakeOver",
    "TakeUpDraft",
    "UseAgain",
    "WithdrawConsent",
    "WithdrawReport",
]
