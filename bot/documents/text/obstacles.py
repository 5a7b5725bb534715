"""Obstacles as text for people: what is waited for, from whom, by how many; then who said what."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from bot.documents.contents.obstacles import Cluster, Raised
from bot.language.obstacles.wording import KIND_WORDS, actor_words
from bot.language.wording import day, shortened
from locales import Translator

LONGEST = 160  # letters of an obstacle in a list


def obstacles_text(clusters: Sequence[Cluster], zone: tzinfo, say: Translator) -> str:
    """Whole: nothing is shortened."""
    if not clusters:
        return say("No obstacle is open.")
    return "\n\n".join(
        "\n".join((headline(one, say, len(one.matter.words)), *said_by(one.members, zone, say)))
        for one in clusters
    )


def headline(one: Cluster, say: Translator, longest: int = LONGEST) -> str:
    """ "Hướng dẫn, quy định – Bộ Y tế (7 đơn vị): chờ hướng dẫn về đơn giá"."""
    count = len(one.agencies)
    return say.plural(
        "{kind} – {actor} ({count} agency): {words}",
        "{kind} – {actor} ({count} agencies): {words}",
        count,
        kind=say(KIND_WORDS[one.matter.kind]),
        actor=actor_words(one.matter.actor, say),
        words=shortened(in_a_line(one.matter.words), longest),
    )


def said_by(members: Sequence[Raised], zone: tzinfo, say: Translator) -> Iterator[str]:
    for one in members:
        yield f"- {raised_line(one, zone, say)}"
        if one.word is not None:
            yield f"  {word_line(one, zone, say)}"


def raised_line(one: Raised, zone: tzinfo, say: Translator, longest: int = 0) -> str:
    """ "Sở Y tế, 9.4 (từ 12/11/2025): chờ hướng dẫn"."""
    words = in_a_line(one.matter.words)
    return say(
        "{agency}, {task} (since {day}): {words}",
        agency=one.agency,
        task=one.told.code or say("General report"),
        day=day(one.since.astimezone(zone).date()),
        words=shortened(words, longest) if longest else words,
    )


def word_line(one: Raised, zone: tzinfo, say: Translator) -> str:
    """What became of it; empty where nobody has said anything."""
    if one.word is None:
        return ""
    on = day(one.word.said_at.astimezone(zone).date())
    told = (
        say("Settled on {day}: {word}", day=on, word=one.word.word)
        if one.is_settled
        else say("Said to be there still on {day}: {word}", day=on, word=one.word.word)
    )
    return f"{told} ({one.word.by})" if one.word.by else told


def state_words(one: Raised, zone: tzinfo | None, say: Translator) -> str:
    """ "đã giải quyết 05/06/2026", "chưa giải quyết"."""
    if one.word is None or not one.is_settled:
        return say("open")
    return say("settled {day}", day=day(one.word.said_at.astimezone(zone).date()))


def in_a_line(words: str) -> str:
    return "; ".join(words.split("\n"))
