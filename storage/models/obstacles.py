"""The table of what became of obstacles; the obstacles themselves are read from the answers."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.models.columns import Instant


class ObstacleWord(SQLModel, table=True):
    """What somebody says has become of an obstacle that a report raised; the newest word counts.

    `about`: the obstacle's own sentences, a line each, as they stand in the report: whatever is
    read in them by a later version, what was settled stays settled.
    """

    __tablename__ = "obstacle_word"
    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    about: str
    is_settled: bool  # else it is said to be there still
    word: str  # how
    said_at: datetime = Field(sa_type=Instant)
