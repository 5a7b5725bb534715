"""The tables, one class each. Times end in `_at` (instant, UTC), days in `_on`, keys in `_id`."""

from storage.models.columns import Instant, json_column
from storage.models.messages import UNSETTLED, Inbox, Lane, Outbox, OutboxKind
from storage.models.people import (
    Appointment,
    ChatAccount,
    Consent,
    Invitation,
    Person,
    Post,
    Right,
    RightKind,
)
from storage.models.plan import (
    Agency,
    Assignment,
    Group,
    GroupMember,
    Item,
    ItemKind,
    Plan,
    Reassignment,
    Role,
    Rule,
    Succession,
    Tier,
)
from storage.models.rounds import Expectation, Reminder, Report, Review, Round, Status
from storage.models.watching import AuditEntry, Heartbeat

__all__ = [
    "UNSETTLED",
    "Agency",
    "Appointment",
    "Assignment",
    "AuditEntry",
    "ChatAccount",
    "Consent",
    "Expectation",
    "Group",
    "GroupMember",
    "Heartbeat",
    "Inbox",
    "Instant",
    "Invitation",
    "Item",
    "ItemKind",
    "Lane",
    "Outbox",
    "OutboxKind",
    "Person",
    "Plan",
    "Post",
    "Reassignment",
    "Reminder",
    "Report",
    "Review",
    "Right",
    "RightKind",
    "Role",
    "Round",
    "Rule",
    "Status",
    "Succession",
    "Tier",
    "json_column",
]
