"""The service file that the guide has copied: what it starts exists, and where it may write."""

import re
from pathlib import PurePosixPath

from bot.cli import COMMANDS
from bot.runtime.settings import read_settings
from tests.support.paths import DATA

UNIT = (DATA / "huong-dan" / "daumoi.service").read_text(encoding="utf-8")


def given(name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", UNIT, re.M)


def test_it_starts_a_command_of_the_program_from_the_folder_of_its_settings() -> None:
    [program, command] = given("ExecStart")[0].split()
    [folder] = given("WorkingDirectory")
    assert PurePosixPath(program) == PurePosixPath(folder, ".venv/bin/daumoi")
    assert command in COMMANDS
    assert given("Restart") == ["always"]


def test_the_database_of_the_default_setting_can_be_written_and_little_else() -> None:
    assert given("ProtectSystem") == ["strict"]
    path = read_settings({}, env_file=None).database_url.removeprefix("sqlite:///")
    home = PurePosixPath(given("WorkingDirectory")[0], path).parent
    assert str(home) in given("ReadWritePaths")
    assert len(given("ReadWritePaths")) == 2  # the other is for backups


def test_it_has_no_rights_of_the_machine() -> None:
    assert (given("User"), given("NoNewPrivileges")) == (["daumoi"], ["yes"])
    assert given("CapabilityBoundingSet") == given("AmbientCapabilities") == [""]
