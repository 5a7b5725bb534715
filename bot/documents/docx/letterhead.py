"""Who issues a document, and who signs it, as the decree on clerical work has them."""

from datetime import date

from bot.documents.contents.dossier import Dossier
from bot.language.wording import people_committee
from locales import Translator, mark
from storage.models import Plan
from storage.names import fold

# By what an agency's name begins with; of no other kind is it known what its head is called
_HEADS = (
    ("Sở", mark("DIRECTOR")),
    ("Văn phòng", mark("CHIEF OF OFFICE")),
    ("Ban", mark("HEAD OF BOARD")),
    ("Ủy ban nhân dân", mark("ON BEHALF OF THE PEOPLE'S COMMITTEE\nCHAIRPERSON")),
    ("UBND", mark("ON BEHALF OF THE PEOPLE'S COMMITTEE\nCHAIRPERSON")),
)
_HEAD = mark("HEAD OF AGENCY")


def letterhead(dossier: Dossier, say: Translator) -> dict[str, str]:
    """The words for the names that every template of ours may have."""
    issuer, province = dossier.issuer, dossier.province
    short = issuer.removesuffix(f" tỉnh {province}").removesuffix(f" thành phố {province}")
    title = next((words for start, words in _HEADS if issuer.startswith(start)), _HEAD)
    return {
        "cơ quan chủ quản": people_committee(province, say).upper(),
        "cơ quan": short.upper(),
        "cơ quan nhận": dossier.addressee,
        "địa danh": province,
        "năm": str(dossier.as_of.year),
        "chức vụ": say(title),
        "người ký": "",
        "kính gửi": _in_full(dossier.addressee, province, say),
    }


def _in_full(addressee: str, province: str, say: Translator) -> str:
    """ "UBND tỉnh", as the decision has it, by the name a letter goes to."""
    is_the_province = fold(addressee) in ("ubnd tinh", "uy ban nhan dan tinh")
    return people_committee(province, say) if is_the_province else addressee


def cited(plan: Plan, say: Translator) -> str:
    """The decision as it is to be cited the first time."""
    return say(
        "Decision No. {decision} of {day} of the {issuer}",
        decision=plan.decision,
        day=day_in_full(plan.issued_on, say),
        issuer=people_committee(plan.province, say),
    )


def day_in_full(on: date, say: Translator) -> str:
    """ "05 tháng 9 năm 2026", "03 tháng 02 năm 2026": months are padded up to the second."""
    month = f"{on.month:02}" if on.month <= 2 else str(on.month)
    return say("{day}/{month}/{year}", day=f"{on.day:02}", month=month, year=on.year)
