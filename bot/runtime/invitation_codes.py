"""Makes invitation codes."""

import secrets

from storage.people.invitations import CODE_LENGTH, CODE_LETTERS


def new_code() -> str:
    """A code nobody can guess, as it is written down: "ABCD-2345"."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"
