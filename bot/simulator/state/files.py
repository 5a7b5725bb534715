"""The bytes of the files a bot has sent, in memory or in a folder beside the kept state."""

import os
import uuid
from pathlib import Path


class Files:
    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._in_memory: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        """Keep it; gives its id, 32 hexadecimal digits."""
        file_id = uuid.uuid4().hex
        if self._folder is None:
            self._in_memory[file_id] = content
        else:
            write_at_once(self._folder / file_id, content)
        return file_id

    def get(self, file_id: str) -> bytes | None:
        if self._folder is None:
            return self._in_memory.get(file_id)
        # An id comes from outside and must not lead out of the folder
        path = self._folder / file_id
        return path.read_bytes() if file_id.isalnum() and path.is_file() else None


def write_at_once(path: Path, content: bytes) -> None:
    """All of it or nothing of it, whenever the process is killed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.write_bytes(content)
    os.replace(beside, path)
