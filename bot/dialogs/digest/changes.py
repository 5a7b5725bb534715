"""What has come in from the agency since its last reminder, for the digest that follows."""

from bot.dialogs.facts.chat import Facts


def since_the_last(facts: Facts) -> list[str]:
    """What has changed since the digest before."""
    since = facts.last_digest_at
    reports = [facts.stored(one.expectation_id) for one in facts.reported] if since else []
    new = {one.id for one in reports if one is not None and since and one.said_at > since}
    count = len(new)
    if not count:
        return []
    return [
        facts.say.plural(
            "Since the last reminder {count} report was received from your agency.",
            "Since the last reminder {count} reports were received from your agency.",
            count,
        )
    ]
