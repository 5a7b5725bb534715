"""The labels of a report's fields, as they are written in front of its words: "Kết quả: …"."""

import re

from storage.names import fold

TEXTS = ("result", "difficulties", "proposals")
LABELS = {
    "percent": "tiến độ, tỷ lệ, tỉ lệ, phần trăm, hoàn thành, khối lượng hoàn thành, khối lượng, "
    "đạt, done",
    "value": "giá trị, chỉ tiêu, số liệu, value",
    "result": "kết quả, kq, kết quả đạt được, kết quả thực hiện, result",
    "difficulties": "khó khăn, kk, vướng mắc, khó khăn vướng mắc, khó khăn vướng mắc và nguyên "
    "nhân, khó khăn và nguyên nhân, nguyên nhân, difficulties",
    "proposals": "đề xuất, kiến nghị, đề xuất kiến nghị, đề nghị, proposals",
    "document": "văn bản, vb, số văn bản, số vb, số hiệu, số ký hiệu, document",
    "unsettled": "vướng mắc cũ, vướng mắc năm trước, vướng mắc trước, khó khăn cũ, khó khăn năm "
    "trước, earlier obstacle",
}
BY_LABEL = {fold(label): name for name, words in LABELS.items() for label in words.split(",")}
LABEL = re.compile(r"(?:^|[\n;.])[ \t]*[-+*•]?[ \t]*([^\n:;.]{1,50}):")


def fields_named(text: str) -> tuple[str, dict[str, str]]:
    """What stands before the first label of a text, and by field what stands behind its label."""
    found = [
        (one, name)
        for one in LABEL.finditer(text)
        if (name := BY_LABEL.get(fold(one[1]), "")) in TEXTS
    ]
    if not found:
        return text, {}
    named: dict[str, str] = {}
    ends = [one.start() for one, _ in found[1:]] + [len(text)]
    for (label, name), end in zip(found, ends, strict=True):
        words = text[label.end() : end].strip(" ;.\n")
        named[name] = ". ".join(filter(None, (named.get(name), words)))
    return text[: found[0][0].start()], named
