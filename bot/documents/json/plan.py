"""A plan as plain data, in the shape that scripts rely on."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from storage.models import Plan
from storage.plans.amendments.history import items_as_of
from storage.plans.amendments.making import amendments_of, documents_by_code
from storage.plans.lookup import plan_document


def plan_data(session: Session, plan: Plan, at: datetime) -> dict[str, Any]:
    """As it read at an instant, with the documents that had changed it by then.

    An item that one of them gave or changed has it as its `source`.
    """
    amendments = [one for one in amendments_of(session, plan) if one.made_at <= at]
    document = plan_document(session, plan, items_as_of(session, plan, at))
    documents = documents_by_code(amendments)
    for item in document["items"]:
        if item["code"] in documents:
            item["source"] = documents[item["code"]].document
    document["amendments"] = [
        {"document": one.document, "issued_on": one.issued_on.isoformat(), "title": one.title}
        for one in amendments
    ]
    return document
