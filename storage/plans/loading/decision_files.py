"""The decision itself: the files it was imported from stand in the folder, and are kept to read."""

import hashlib
from pathlib import Path

from sqlmodel import Session, col, select

from storage.models import DecisionFile, Plan

MEDIA_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
}
BIGGEST = 20 * 1024 * 1024  # bytes


def keep_decision_files(session: Session, plan: Plan, directory: Path) -> None:
    """Those of the folder; one that has left it goes, and what is there already stays as it is."""
    of_plan = select(DecisionFile).where(DecisionFile.plan_id == plan.id)
    kept = {one.name: one for one in session.exec(of_plan)}
    found = {one.name: one for one in sorted(directory.glob("decision*.*")) if _is_kept(one)}
    for name, path in found.items():
        content = path.read_bytes()
        row = kept.get(name) or DecisionFile(plan_id=plan.id or 0, name=name)
        sha256 = hashlib.sha256(content).hexdigest()
        if row.sha256 != sha256:
            row.sha256, row.content = sha256, content
            session.add(row)
    for name in kept.keys() - found.keys():
        session.delete(kept[name])
    session.flush()


def decision_file_names(session: Session, plan: Plan) -> list[str]:
    query = select(DecisionFile.name).where(DecisionFile.plan_id == plan.id)
    return list(session.exec(query.order_by(col(DecisionFile.name))))


def decision_file(session: Session, plan: Plan, name: str) -> DecisionFile | None:
    query = select(DecisionFile).where(DecisionFile.plan_id == plan.id, DecisionFile.name == name)
    return session.exec(query).first()


def media_type_of(name: str) -> str:
    return MEDIA_TYPES[name.rpartition(".")[2].lower()]


def _is_kept(path: Path) -> bool:
    ending = path.suffix.lstrip(".").lower()
    return path.is_file() and ending in MEDIA_TYPES and path.stat().st_size <= BIGGEST
