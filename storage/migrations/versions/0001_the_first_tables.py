"""The first tables."""

from collections.abc import Sequence

import sqlalchemy as sa

from storage.migrations.shorthand import (
    create,
    create_index,
    days,
    documents,
    flags,
    instants,
    key,
    numbers,
    words,
)

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _create_agencies()
    _create_plans()
    _create_items()
    _create_people()
    _create_appointments()
    _create_assignments()
    _create_successions()
    _create_chats()
    _create_invitations()
    _create_inbox()
    _create_outbox()
    _create_channels()
    _create_rounds()
    _create_expectations()
    _create_extensions()
    _create_objections()
    _create_reminders()
    _create_reports()
    _create_attachments()
    _create_troubles()
    _create_watching()


def _create_agencies() -> None:
    create(
        "agency",
        *words("province", "name", "kind"),
        *documents("aliases"),
        *days("valid_from", "valid_until", nullable=True),
        *words("office_phone"),
        unique=("province", "name"),
    )
    create_index("agency_that_ends", "agency", ["id"], where="valid_until IS NOT NULL")


def _create_plans() -> None:
    create(
        "plan",
        *words("code", "decision"),
        *days("issued_on"),
        *words("title", "province", "period", "coordinator"),
        *documents("recipients"),
        *documents("ladder", "office_hours", "chosen_ladder", "chosen_hours", nullable=True),
        *words("content_hash"),
        *documents("doubts", default="[]"),
        unique=("code",),
    )
    create(
        "agency_group",
        key("plan"),
        *words("phrase"),
        unique=("plan_id", "phrase"),
    )
    create(
        "agency_group_member",
        key("agency_group", "group_id"),
        key("agency"),
        primary=("group_id", "agency_id"),
    )


def _create_items() -> None:
    create(
        "item",
        key("plan", index=True),
        key("item", "parent_id", nullable=True, index=True),
        *words("code", "kind"),
        *numbers("position"),
        *words("title", "title_raw"),
        *flags("priority_high"),
        *documents("topics"),
        *words("timeframe_raw"),
        *numbers("start_year", "end_year", nullable=True),
        *words("recurrence", "condition", "lead_raw"),
        *documents("leads"),
        *words("coordinating_raw"),
        *documents("coordinating", "funding"),
        *words("product_raw"),
        *documents("details"),
        *numbers("source_line", nullable=True),
        *instants("ended_at", nullable=True),
        unique=("plan_id", "code"),
    )


def _create_people() -> None:
    create(
        "person",
        *words("code", "full_name", "address", "language", "office_phone"),
        *words("mobile", default=""),
        *instants("erased_at", nullable=True),
        unique=("code",),
    )
    create(
        "person_right",
        key("person"),
        key("plan", nullable=True),
        *words("kind"),
        unique=("person_id", "kind", "plan_id"),
    )
    create_index(
        "one_right_for_every_plan",
        "person_right",
        ["person_id", "kind"],
        unique=True,
        where="plan_id IS NULL",
    )


def _create_appointments() -> None:
    create(
        "appointment",
        key("person"),
        key("agency", index=True),
        *words("post"),
        *days("starts_on"),
        *days("ends_on", nullable=True),
        unique=("person_id", "agency_id", "post", "starts_on"),
    )
    create(
        "absence",
        key("person", index=True),
        *days("starts_on", "ends_on"),
        key("person", "stand_in_id", nullable=True, index=True),
        *instants("said_at"),
        *instants("ended_at", nullable=True),
    )
    create_index("absence_that_holds", "absence", ["ends_on"], where="ended_at IS NULL")


def _create_assignments() -> None:
    create(
        "assignment",
        key("item"),
        key("agency", "printed_id"),
        key("agency", index=True),
        *words("role", "phrase"),
        *days("valid_from"),
        *days("valid_until", nullable=True),
        *flags("in_plan", default=sa.true()),
        unique=("item_id", "printed_id", "agency_id", "role", "valid_from"),
    )
    create(
        "reassignment",
        key("item", index=True),
        key("agency", "printed_id"),
        *words("role"),
        key("agency"),
        *days("valid_from"),
        *instants("decided_at"),
        key("person", "decided_by_id"),
    )


def _create_successions() -> None:
    create(
        "succession",
        key("plan"),
        key("agency", "from_id", index=True),
        key("agency", "to_id", nullable=True),
        *days("on"),
        *words("scope", "source"),
        *flags("confirmed"),
        *instants("ended_at", nullable=True),
        unique=("plan_id", "from_id", "to_id", "on"),
    )


def _create_chats() -> None:
    create(
        "chataccount",
        *words("channel", "address"),
        key("person", nullable=True, index=True),
        *instants("linked_at", "last_heard_at", "stopped_at", nullable=True),
        *words("stopped_reason"),
        *instants("paused_until", nullable=True),
        *numbers("wrong_codes"),
        *instants("wrong_codes_since", nullable=True),
        unique=("channel", "address"),
    )
    create(
        "consent",
        key("person", index=True),
        key("chataccount", "account_id"),
        *words("version", "text_hash"),
        *instants("given_at"),
        *instants("withdrawn_at", nullable=True),
    )


def _create_invitations() -> None:
    create(
        "invitation",
        key("person", index=True),
        *words("code_hash"),
        *instants("created_at", "expires_at"),
        *words("channel", default=""),
        *instants("used_at", nullable=True),
        key("chataccount", "account_id", nullable=True),
        unique=("code_hash",),
    )
    create(
        "handover",
        key("person", "from_id", index=True),
        key("person", "to_id", index=True),
        key("agency"),
        key("invitation", nullable=True, index=True),
        *instants("asked_at"),
        *instants("done_at", "ended_at", nullable=True),
    )


def _create_inbox() -> None:
    create(
        "inbox",
        *words("channel", "external_id"),
        key("chataccount", "account_id", index=True),
        *words("kind", default="message"),
        *words("text", "tapped"),
        *documents("file", nullable=True),
        *instants("received_at"),
        *instants("handled_at", nullable=True),
        *words("failed_reason"),
        unique=("channel", "external_id"),
    )
    create_index("inbox_of_a_month", "inbox", ["channel", "received_at"])
    create_index("inbox_waiting", "inbox", ["id"], where="handled_at IS NULL")
    of_a_chat = ["account_id", "id"]
    create_index("inbox_waiting_of_a_chat", "inbox", of_a_chat, where="handled_at IS NULL")


def _create_outbox() -> None:
    create(
        "outbox",
        key("chataccount", "account_id", index=True),
        *words("channel"),
        *documents("tried", nullable=True),
        *words("kind"),
        key("person", nullable=True),
        key("outbox", "part_of", nullable=True, index=True),
        *words("key", "text", nullable=True),
        *documents("choices", "state", nullable=True),
        *flags("free_text"),
        *documents("template", nullable=True),
        *instants("created_at", "send_at"),
        *numbers("attempts"),
        *instants("sent_at", nullable=True),
        *words("external_id"),
        *instants("first_unknown_at", "unknown_at", "failed_at", "dropped_at", nullable=True),
        *words("reason"),
        *instants("answered_at", nullable=True),
        unique=("key",),
    )
    _index_the_outbox()


def _index_the_outbox() -> None:
    unsettled = (
        "sent_at IS NULL AND unknown_at IS NULL AND failed_at IS NULL AND dropped_at IS NULL"
    )
    of_a_chat = ["account_id", "id"]
    create_index("outbox_due", "outbox", ["channel", "kind", "send_at"], where=unsettled)
    create_index("outbox_unsettled_of_a_chat", "outbox", of_a_chat, where=unsettled)
    create_index("outbox_question", "outbox", of_a_chat, where="state IS NOT NULL")
    create_index("outbox_digest_of_a_person", "outbox", ["person_id", "sent_at"])
    create_index(
        "outbox_open_question",
        "outbox",
        of_a_chat,
        where="state IS NOT NULL AND answered_at IS NULL",
    )


def _create_channels() -> None:
    create(
        "lane",
        *words("name", "holder"),
        *instants("leased_until"),
        *instants("stopped_until", "deaf_since", nullable=True),
        *words("stopped_reason", "link", default=""),
        *numbers("users_allowed", "messages_allowed", nullable=True),
        primary=("name",),
    )
    create(
        "channel_token",
        *words("channel", "access_token", "refresh_token"),
        *instants("expires_at", "refreshed_at", nullable=True),
        *words("refresher"),
        *instants("refreshing_until", "refused_at", nullable=True),
        *words("refused_reason"),
        *documents("seeds"),
        primary=("channel",),
    )


def _create_rounds() -> None:
    create(
        "rule",
        key("plan"),
        *words("tier", "quote"),
        *words("every", default="year"),
        *numbers("month", "day"),
        *flags("strict"),
        *words("who", "to"),
        *numbers("from_year", "until_year"),
        *words("cut_off", default=""),
        *instants("ended_at", nullable=True),
        unique=("plan_id", "tier", "every", "month", "day", "from_year"),
    )
    create(
        "round",
        key("plan", index=True),
        key("rule", nullable=True),
        *words("tier", "title"),
        *numbers("year"),
        *numbers("part", default="1"),
        *days("opens_on", "due_on", "covers_from", "covers_until", "cut_off_on"),
        *words("legal_text"),
        *instants("opened_at"),
        unique=("rule_id", "year", "part"),
    )


def _create_expectations() -> None:
    create(
        "expectation",
        key("round"),
        key("agency"),
        key("item", nullable=True),
        *days("due_on"),
        *instants("created_at"),
        *instants("ended_at", nullable=True),
        unique=("round_id", "item_id", "agency_id"),
    )
    create_index(
        "one_general_report",
        "expectation",
        ["round_id", "agency_id"],
        unique=True,
        where="item_id IS NULL",
    )
    create_index("expectation_of_an_agency", "expectation", ["agency_id", "round_id"])
    create_index("expectation_due", "expectation", ["due_on"], where="ended_at IS NULL")
    create(
        "snooze",
        key("expectation", index=True),
        key("person"),
        *days("said_on", "until_on"),
        *instants("said_at"),
    )


def _create_extensions() -> None:
    create(
        "extension",
        key("expectation", index=True),
        key("person", "asked_by_id", nullable=True),
        *days("due_on", "asked_until"),
        *words("reason"),
        *instants("asked_at"),
        *instants("decided_at", nullable=True),
        key("person", "decided_by_id", nullable=True),
        *days("granted_until", nullable=True),
        *words("answer"),
    )
    create_index(
        "one_request_waits",
        "extension",
        ["expectation_id"],
        unique=True,
        where="decided_at IS NULL",
    )


def _create_objections() -> None:
    create(
        "objection",
        key("expectation", index=True),
        key("person", nullable=True),
        *words("reason"),
        *instants("said_at"),
        *instants("decided_at", nullable=True),
        key("person", "decided_by_id", nullable=True),
        *flags("accepted", nullable=True),
        *words("answer"),
    )
    create_index(
        "one_objection_waits",
        "objection",
        ["expectation_id"],
        unique=True,
        where="decided_at IS NULL",
    )


def _create_reminders() -> None:
    create(
        "reminder",
        key("expectation", index=True),
        key("person", index=True),
        *numbers("rung"),
        *days("due_on"),
        key("outbox", index=True),
        *instants("created_at"),
        *instants("voided_at", nullable=True),
    )
    create_index(
        "said_once",
        "reminder",
        ["expectation_id", "person_id", "rung", "due_on"],
        unique=True,
        where="voided_at IS NULL",
    )
    create(
        "nudge",
        key("plan"),
        key("agency"),
        *days("sent_on"),
        key("person", "sent_by_id"),
        *instants("sent_at"),
        unique=("plan_id", "agency_id", "sent_on"),
    )


def _create_reports() -> None:
    create(
        "report",
        key("expectation", index=True),
        key("person", nullable=True),
        *words("status"),
        *numbers("percent", nullable=True),
        *words("value", "result", "difficulties", "proposals", "document_number"),
        *days("document_on", nullable=True),
        *instants("submitted_at"),
        *instants("withdrawn_at", nullable=True),
    )
    create(
        "review",
        key("report", index=True),
        key("person", nullable=True),
        *flags("accepted"),
        *words("reason"),
        *instants("reviewed_at"),
    )


def _create_attachments() -> None:
    create(
        "attachment",
        key("chataccount", "account_id", nullable=True, index=True),
        key("expectation", index=True),
        key("report", nullable=True, index=True),
        key("inbox"),
        *words("channel", "ref", "name", "media_type"),
        *numbers("size", nullable=True),
        *words("note"),
        *instants("received_at"),
        *numbers("attempts"),
        *instants("fetching_until", "fetched_at", nullable=True),
        *words("failed_reason"),
        *instants("dropped_at", nullable=True),
        unique=("inbox_id",),
    )
    create_index(
        "attachment_unfetched",
        "attachment",
        ["channel"],
        where="fetched_at IS NULL AND dropped_at IS NULL AND failed_reason = ''",
    )
    create(
        "attachment_content",
        key("attachment"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *words("sha256"),
        primary=("attachment_id",),
    )


def _create_troubles() -> None:
    create(
        "trouble",
        *words("subject", "reason"),
        *documents("details"),
        *instants("seen_at"),
        *instants("ended_at", nullable=True),
    )
    create_index("one_open_trouble", "trouble", ["subject"], unique=True, where="ended_at IS NULL")
    create(
        "trouble_told",
        key("trouble"),
        key("person"),
        key("outbox", index=True),
        primary=("trouble_id", "person_id"),
    )


def _create_watching() -> None:
    create(
        "heartbeat",
        *words("name"),
        *instants("beat_at"),
        primary=("name",),
    )
    create(
        "auditentry",
        *instants("at"),
        key("person", nullable=True),
        *words("action", "subject"),
        *documents("details"),
    )
