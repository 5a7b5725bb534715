"""When what has failed is tried again, and when it is given up."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class RetryPolicy:
    attempts: int  # after so many it is given up
    first_pause: timedelta = timedelta(seconds=5)
    longest_pause: timedelta = timedelta(minutes=30)

    def is_over(self, attempts: int) -> bool:
        return attempts >= self.attempts

    def pause_after(self, attempts: int) -> timedelta:
        """Doubled with each attempt: 5 s, 10 s, 20 s … half an hour."""
        doubled: timedelta = self.first_pause * 2 ** (attempts - 1)
        return min(doubled, self.longest_pause)
