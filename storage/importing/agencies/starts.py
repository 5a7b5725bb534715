"""The words with which a name begins, printed as they are: "Công an", not the "Công" of a name."""

import re

# Compared with their tone marks: "Bảo vệ" is no "Báo", "Số" no "Sở". A name inside a cell has a
# capital letter.
_OFFICES = (
    *("Sở", "Bộ", "Ban", "UBND", "Ủy ban", "Uỷ ban", "HĐND", "Hội đồng", "Văn phòng", "VP"),
    *("Trung tâm", "Đài", "Báo", "Cục", "Tổng cục", "Vụ", "Chi cục", "Công an", "Công ty"),
    *("Tổng công ty", "Tập đoàn", "Công đoàn", "Hội", "Hiệp hội", "Kho bạc", "Trường", "Viện"),
    *("Học viện", "Quỹ", "Đoàn", "Ngân hàng", "Liên đoàn", "Liên hiệp", "Liên minh", "Mặt trận"),
    *("Phòng", "Đảng ủy", "Đảng uỷ", "Tỉnh ủy", "Tỉnh uỷ", "Thành ủy", "Tỉnh đoàn", "Tỉnh Đoàn"),
    *("Thành đoàn", "Tòa án", "Toà án", "Bảo hiểm", "Bảo tàng", "Thư viện", "Bệnh viện", "Trạm"),
    *("Đội", "Đồn", "Thông tấn xã", "Bưu điện", "Điện lực", "Hạt Kiểm lâm", "Vườn quốc gia"),
    *("Lãnh đạo", "Chủ tịch", "Phó Chủ tịch", "Giám đốc", "Thủ trưởng", "Thường trực"),
    *("VNPT", "Viettel", "MobiFone", "Mobifone", "UBMTTQ", "MTTQ", "BQL", "BQLDA", "TAND", "VKSND"),
    *("Hợp tác xã", "Thanh tra", "KBNN", "NHNN", "BHXH", "BCHQS"),
)
_COLLECTIVES = ("các", "cộng đồng", "doanh nghiệp", "những", "toàn thể", "địa phương", "mọi")
_PARTS = ("Chi cục", "Phòng", "Trung tâm", "Đội", "Trạm")


def _any_of(words: tuple[str, ...], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(longest_first)})(?!\w)", flags)


_OFFICE = _any_of(_OFFICES)
_ANY_OFFICE = _any_of(_OFFICES, re.I)
_COLLECTIVE = _any_of(_COLLECTIVES, re.I)
_PART = _any_of(_PARTS, re.I)
_COUNCILS = re.compile(r"(?:UBND|HĐND|(?:Ủy|Uỷ) ban nhân dân|Hội đồng nhân dân)(?!\w)", re.I)
_OF_COUNCILS = re.compile(r"(?:Văn phòng|VP)(?!\w)", re.I)
_ZONES = re.compile(r"các (?:khu|KCN|KCX|CCN|cụm)(?!\w)", re.I)
_OF_ZONES = re.compile(r"(?:Ban Quản lý|BQL)(?!\w)", re.I)
_OWN = (
    r"(?:phòng|ban|đơn vị|trung tâm|chi cục|khoa|bộ phận|trường|trạm)"
    r"(?: (?:chuyên môn|nghiệp vụ|sự nghiệp))?"
)
_OWN_LIST = rf"{_OWN}(?:(?:,| và) (?:các )?{_OWN})*"
_BELONG = (  # "thuộc UBND tỉnh" are all departments
    r" (?:trực )?thuộc\b(?!(?: UBND| Ủy ban nhân dân)? (?:tỉnh|thành phố|địa phương))"
    r"(?:(?! và )[^,;])*"
)
_OWN_UNITS = re.compile(
    rf"\bcác (?:(?=phòng){_OWN_LIST}(?:{_BELONG})?|{_OWN_LIST}{_BELONG})(?=$|[,;]| và )", re.I
)
_UNITS = re.compile(rf"các {_OWN_LIST}", re.I)
_MORE_UNITS = re.compile(rf"(?:các )?{_OWN_LIST} (?:trực )?thuộc\b", re.I)
_UNIT = re.compile(
    r"(?:Phòng|Văn phòng Sở|Thanh tra Sở|Chi cục|Trung tâm|Ban|Trường|Trạm|Khoa)(?!\w)"
)
_ABBREVIATION = re.compile(r"[A-ZĐ]{2,}(?![^\W_])")


def is_office(seen: str) -> bool:
    """Whether the words begin like the name of an office."""
    return seen[:1].isupper() and bool(_ANY_OFFICE.match(seen))


def is_collective(seen: str) -> bool:
    """Whether the words stand for many: "các …", "doanh nghiệp …"."""
    return bool(_COLLECTIVE.match(seen))


def means_own_units(seen: str) -> bool:
    """ "Các phòng, đơn vị trực thuộc Sở": whoever belongs to the office itself, and nobody else."""
    return bool(_OWN_UNITS.fullmatch(seen))


def without_own_units(seen: str) -> str:
    """What else the words name."""
    return _OWN_UNITS.sub("", seen)


def is_unit(name: str) -> bool:
    """Whether a name may be that of such a unit."""
    return bool(_UNIT.match(name))


def is_part_of_office(seen: str) -> bool:
    """Parts of an office: "Chi cục Thủy lợi - Sở …" names the office they belong to."""
    return bool(_PART.match(seen))


def goes_on(before: str, rest: str) -> bool:
    """Whether a name has the separator in its middle, `before` it and `rest` after it.

    "Văn phòng HĐND và UBND", "Ban Quản lý Khu kinh tế … và các khu công nghiệp", "Các phòng
    chuyên môn, đơn vị thuộc Sở".
    """
    if _UNITS.fullmatch(before) and _MORE_UNITS.match(rest):
        return True
    councils = _OF_COUNCILS.match(before) and _COUNCILS.match(rest)
    return bool(councils or (_OF_ZONES.match(before) and _ZONES.match(rest)))


def parts_names(before: str, rest: str, by_comma: bool) -> bool:
    """Whether by its words a name begins after a separator."""
    if _OFFICE.match(rest) or _COLLECTIVE.match(rest):
        return True
    return by_comma and (
        bool(_ABBREVIATION.match(rest)) or (rest[:1].isupper() and not is_office(before))
    )
