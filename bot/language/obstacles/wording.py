"""Words about obstacles that chat, documents and the command line share."""

from bot.language.obstacles.lexicon import Kind
from locales import Translator, mark

KIND_WORDS: dict[str, str] = {
    Kind.FUNDING: mark("Funds"),
    Kind.GUIDANCE: mark("Guidance, rules"),
    Kind.LAND: mark("Land, clearance"),
    Kind.STAFF: mark("Staff"),
    Kind.COORDINATION: mark("Cooperation"),
    Kind.OTHER: mark("Other matters"),
}


def actor_words(actor: str, say: Translator) -> str:
    return actor or say("not named")
