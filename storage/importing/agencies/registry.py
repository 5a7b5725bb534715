"""Collects the agencies and groups of one decision while its cells are read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from storage import lazy
from storage.importing.agencies.lists import spelled_out
from storage.importing.agencies.roles import ROLES, by_role, divided
from storage.importing.agencies.splitting import Part, Sort, split_agencies
from storage.importing.agencies.starts import is_collective, is_unit, means_own_units
from storage.importing.agencies.vocabulary import (
    NATIONAL,
    KnownAgency,
    KnownPhrase,
    Vocabulary,
)
from storage.importing.document import Line
from storage.importing.folder.model import AgencyEntry, Doubt, GroupEntry
from storage.importing.places.communes import SINCE, Commune
from storage.importing.places.phrases import communes_meant, read_phrase
from storage.names import fold

# Kinds of which every province, or the nation, has more than the decision names.
_OWN_KINDS = {"unknown", "local", "office"}
_OF_MANY = re.compile(r"(?:UBND|Ủy ban nhân dân|Công an|Trạm [Yy] tế|Đảng ủy) các ")
_NOT_LISTED = {"department", "ministry"}


@dataclass
class AgencyBook:
    """`read` turns a cell into canonical names and phrases; the entries come out at the end."""

    vocabulary: Vocabulary
    communes: tuple[Commune, ...] = ()  # of the province today
    issued_on: date = SINCE
    doubts: list[Doubt] = field(default_factory=list)
    _agencies: dict[str, KnownAgency] = field(default_factory=dict)
    _phrases: dict[str, KnownPhrase] = field(default_factory=dict)
    _names_by_fold: dict[str, KnownAgency | KnownPhrase] = field(default_factory=dict)
    _spellings: dict[str, list[str]] = field(default_factory=dict)
    _led: dict[str, list[str]] = field(default_factory=dict)  # phrase → the rows it leads

    def read(self, cell: str, where: Doubt) -> tuple[str, ...]:
        """Names in the order of the cell, each once; doubts are filed at the place of `where`."""
        return self._names(self._parts(cell), replace(where, seen=cell))

    def read_leads(
        self, cell: str, where: Doubt, shared: bool = False
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Those who lead, and those of whom the same cell says that they coordinate.

        `shared` tells that the column is one for both.
        """
        parts, where = self._parts(cell), replace(where, seen=cell)
        roles = by_role(divided(parts) if shared else parts)
        unclear = roles.said and (roles.open or not roles.leads)
        if unclear or (shared and not roles.said and len(parts) > 1):
            reason = lazy("the cell does not say of every name whether it leads or coordinates")
            proposal = lazy("all that are not said to coordinate are taken as leads")
            if roles.only_leads:
                proposal = lazy("all that are not said to lead are taken to coordinate")
            self.doubts.append(replace(where, reason=reason, proposal=proposal))
        helping, leading = (roles.open, ()) if roles.only_leads else ((), roles.open)
        leads = self._names((*roles.leads, *leading), where)
        beside = replace(where, field="coordinating")
        return leads, self._names((*roles.coordinating, *helping), beside)

    def _parts(self, cell: str) -> list[Part]:
        return split_agencies(spelled_out(cell, self.vocabulary), self.vocabulary)

    def _names(self, parts: Iterable[Part], where: Doubt) -> tuple[str, ...]:
        names: dict[str, None] = {}
        for part in parts:
            self._doubt(part, where)
            if part.sort is not Sort.QUALIFIER:
                name = self._note(part)
                names[name] = None
                if where.field == "leads" and name in self._phrases:
                    self._led.setdefault(name, []).append(where.code)
        return tuple(names)

    def add_named_in(self, lines: Iterable[Line]) -> None:
        """Agencies that the running text names although no row of a table does.

        Of the other spellings only those with "tỉnh": "Ngân hàng Nhà nước" is the nation's there.
        """
        text = "\n".join(line.text for line in lines)
        for agency in self.vocabulary.agencies:
            if agency.kind in NATIONAL:
                continue  # the text cites its decisions
            local = [alias for alias in agency.aliases if alias.endswith(" tỉnh")]
            if any(spelling in text for spelling in (agency.name, *local)):
                self._agencies.setdefault(agency.name, agency)

    def agencies(self) -> tuple[AgencyEntry, ...]:
        """In the order of the vocabulary, then unknown ones; districts come with their group."""
        if any("district" in phrase.stands_for for phrase in self._phrases.values()):
            for agency in self.vocabulary.agencies:
                if agency.kind == "district":
                    self._agencies.setdefault(agency.name, agency)
        for phrase in self._phrases:
            for commune in self._communes_of(phrase):
                known = KnownAgency(commune.office, "commune", commune.spellings)
                self._agencies.setdefault(commune.office, known)
        order = [agency.name for agency in self.vocabulary.agencies]
        names = [name for name in order if name in self._agencies]
        names += [name for name in self._agencies if name not in order]
        return tuple(self._entry(self._agencies[name]) for name in names)

    def groups(self) -> tuple[GroupEntry, ...]:
        agencies = self.agencies()
        entries = []
        for phrase in self._phrases.values():
            offices = {one.office for one in self._communes_of(phrase.name)}
            members = tuple(
                one.name for one in agencies if one.name in offices or _is_meant(one, phrase)
            )
            entries.append(GroupEntry(phrase.name, members, self._variants(phrase.name)))
            self._doubt_group(phrase, members)
        return tuple(entries)

    def _note(self, part: Part) -> str:
        """A second spelling of a name that folds alike is the same name."""
        meaning = part.entry.meaning if part.entry else _unknown(part)
        meaning = self._names_by_fold.setdefault(fold(meaning.name), meaning)
        if isinstance(meaning, KnownAgency):
            self._agencies.setdefault(meaning.name, meaning)
        else:
            self._phrases.setdefault(meaning.name, meaning)
        self._spellings.setdefault(meaning.name, []).append(part.seen)
        return meaning.name

    def _communes_of(self, phrase: str) -> tuple[Commune, ...]:
        """Those that it stands for; none where it stands for something else."""
        meant = read_phrase(phrase)
        return communes_meant(meant, self.communes) if meant else ()

    def _entry(self, agency: KnownAgency) -> AgencyEntry:
        variants = self._variants(agency.name)
        typos = tuple(seen for seen in variants if seen not in agency.aliases)
        if any(one.office == agency.name for one in self.communes):
            return AgencyEntry(agency.name, "commune", agency.aliases, typos, valid_from=SINCE)
        return AgencyEntry(agency.name, agency.kind, agency.aliases, typos)

    def _variants(self, name: str) -> tuple[str, ...]:
        seen = dict.fromkeys(self._spellings.get(name, ()))
        return tuple(spelling for spelling in seen if spelling[1:] != name[1:])

    def _doubt(self, part: Part, where: Doubt) -> None:
        name = part.entry.meaning.name if part.entry else part.seen
        confirm = lazy("confirm it, or write the agency's proper name")
        if part.sort is Sort.UNKNOWN_AGENCY and not _is_many(part.seen):
            reason = lazy("the agency is not known here")
            self.doubts.append(replace(where, seen=part.seen, reason=reason, proposal=confirm))
        elif part.sort is Sort.UNKNOWN_GROUP and not _is_many(part.seen):
            reason = lazy("this is no agency and no collective phrase known here")
            self.doubts.append(replace(where, seen=part.seen, reason=reason, proposal=confirm))
        elif part.sort is Sort.TYPO:
            reason = lazy(
                "'{seen}' is taken for '{name}', which it does not say", seen=part.seen, name=name
            )
            self.doubts.append(replace(where, reason=reason, proposal=name))
        elif part.sort is Sort.QUALIFIER and ROLES.get(fold(part.seen)) != "coordinating":
            reason = lazy(
                "'{seen}' says how, and it is open for how many names it holds", seen=part.seen
            )
            proposal = lazy("leave the names after it in the list; the printed cell is kept")
            self.doubts.append(replace(where, reason=reason, proposal=proposal))
        if part.glued:
            reason = lazy("no separator stands between two names")
            proposal = lazy("they are read as two")
            self.doubts.append(replace(where, reason=reason, proposal=proposal))

    def _doubt_group(self, phrase: KnownPhrase, members: tuple[str, ...]) -> None:
        named_all = phrase.stands_for and not _NOT_LISTED & set(phrase.stands_for)
        if members and read_phrase(phrase.name):
            self._doubt_communes(phrase.name, members)
            return
        if members and named_all:
            return
        code, reason = "", lazy("the decision does not say which agencies this phrase stands for")
        proposal = lazy(
            "fill in the members, or leave it empty: nobody is then reminded through it"
        )
        if members:
            proposal = lazy(
                "the {n} agencies of this kind that the decision names: {names}",
                n=len(members),
                names="; ".join(members),
            )
        elif phrase.name in self._led:
            code = ";".join(dict.fromkeys(self._led[phrase.name]))
            reason = lazy("this phrase leads, and nothing says whom it stands for")
            proposal = lazy("fill in the members: until then nobody is asked through it")
        self.doubts.append(Doubt("groups.csv", code, "members", phrase.name, reason, proposal))

    def _doubt_communes(self, phrase: str, members: tuple[str, ...]) -> None:
        """Where the words are of before, or leave communes out that others of their kind hold."""
        meant = read_phrase(phrase)
        left_out = [one.office for one in self.communes if one.office not in members]
        if self.issued_on < SINCE:
            reason = lazy("the communes of the decision's day ended on 30/06/2025")
            proposal = lazy("the {n} communes of today that followed them", n=len(members))
        elif len({one.district.province for one in self._communes_of(phrase)}) > 1 and (
            meant and meant.district
        ):
            reason = lazy("several former districts bore this name")
            proposal = lazy("leave the communes of one of them: {names}", names="; ".join(members))
        elif meant and not meant.district and left_out:
            reason = lazy("the words do not name every kind of commune that the province has")
            proposal = lazy("add those that are meant too: {names}", names="; ".join(left_out))
        else:
            return
        self.doubts.append(Doubt("groups.csv", "", "members", phrase, reason, proposal))


def _is_many(seen: str) -> bool:
    """ "UBND các xã ven biển" are many, too, though none can tell which."""
    return is_collective(seen) or bool(_OF_MANY.match(seen)) or read_phrase(seen) is not None


def _is_meant(agency: AgencyEntry, phrase: KnownPhrase) -> bool:
    """By its kind; of one's own units by the name, where it is no office known elsewhere."""
    own = means_own_units(phrase.name) and agency.kind in _OWN_KINDS
    return agency.kind in phrase.stands_for or (own and is_unit(agency.name))


def _unknown(part: Part) -> KnownAgency | KnownPhrase:
    shut = ")" * (part.seen.count("(") - part.seen.count(")"))  # "… huyện Ba Tri (cũ" is a word
    name = part.seen[0].upper() + part.seen[1:] + shut
    return KnownPhrase(name) if _is_many(part.seen) else KnownAgency(name, "unknown")
