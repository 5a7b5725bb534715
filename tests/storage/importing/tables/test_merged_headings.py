"""Headings that a table holds in merged cells, or in a column of their own."""

from datetime import date

import pytest

from storage.importing.agencies.registry import AgencyBook
from storage.importing.agencies.vocabulary import vocabulary_of
from storage.importing.files.text.bar_separated import read_text
from storage.importing.folder.model import ItemEntry
from storage.importing.tables.grids.classifier import sort_tables
from storage.importing.tables.tasks.items import read_tasks
from storage.importing.tables.tasks.joining import join_grids
from storage.importing.tables.tasks.timeframes import PlanPeriod

HEADER = "STT\tNhiệm vụ\tChủ trì\tPhối hợp\tTiến độ\tKết quả"
WITH_FIELDS = "Mã\tLĩnh vực\tTên nhiệm vụ\tĐơn vị chủ trì\tGiai đoạn thực hiện"


def items_of(*lines: str) -> tuple[ItemEntry, ...]:
    tables = sort_tables(read_text("\n".join(lines)))
    period = PlanPeriod(date(2026, 1, 20))
    return read_tasks(join_grids(tables.tasks), AgencyBook(vocabulary_of("Tây Ninh")), period).items


@pytest.mark.parametrize(
    "heading", ["I\t" + "\t".join(["Giảm cung"] * 5), "\t".join(["I. Giảm cung"] * 6)]
)
def test_a_heading_in_every_cell_of_its_row_is_no_task(heading: str) -> None:
    first, second, third = items_of(
        HEADER,
        heading,
        "1\tKiểm soát tiền chất\tSở Y tế\t\tQuý II/2026\tBáo cáo",
        "2\tMở đợt cao điểm\tSở Xây dựng\t\tNăm 2026\tBáo cáo",
    )
    assert (first.code, first.kind, first.title) == ("I", "heading", "Giảm cung")
    assert [(one.code, one.leads) for one in (second, third)] == [
        ("I.1", ("Sở Y tế",)),
        ("I.2", ("Sở Xây dựng",)),
    ]


def test_a_heading_in_the_column_of_fields_is_its_title() -> None:
    heading, task, _ = items_of(
        WITH_FIELDS,
        "I\tNĂNG LƯỢNG\t\t\t",
        "1\tĐiện\tPhát triển điện mặt trời\tSở Y tế\tQuý III/2026",
        "2\tĐiện\tKiểm toán năng lượng\tSở Xây dựng\t2026-2028",
    )
    assert (heading.kind, heading.title) == ("heading", "NĂNG LƯỢNG")
    assert (task.title, task.due_on) == ("Phát triển điện mặt trời", date(2026, 9, 30))


def test_a_row_with_a_lead_alone_is_no_heading() -> None:
    (row, _) = items_of(HEADER, "1\t\tSở Y tế", "2\tViệc sau\tSở Xây dựng\t\t2026\tBáo cáo")
    assert (row.kind, row.leads) == ("task", ("Sở Y tế",))
