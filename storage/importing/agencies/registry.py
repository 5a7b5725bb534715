"""Collects the agencies and groups of one decision while its cells are read."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from storage.importing.agencies.roles import by_role
from storage.importing.agencies.splitting import Part, Sort, split_agencies
from storage.importing.agencies.vocabulary import KnownAgency, KnownPhrase, Vocabulary
from storage.importing.document import Line
from storage.importing.folder.model import AgencyEntry, Doubt, GroupEntry
from storage.importing.lazy_text import lazy
from storage.names import fold

# Kinds that exist in every province of the time: which ones are "the departments" is not printed.
_NOT_LISTED = "department"


@dataclass
class AgencyBook:
    """`read` turns a cell into canonical names and phrases; the entries come out at the end."""

    vocabulary: Vocabulary
    doubts: list[Doubt] = field(default_factory=list)
    _agencies: dict[str, KnownAgency] = field(default_factory=dict)
    _phrases: dict[str, KnownPhrase] = field(default_factory=dict)
    _spellings: dict[str, list[str]] = field(default_factory=dict)
    # folded name → place of its doubt, and the codes of the rows where it stands again
    _unknowns: dict[str, tuple[int, list[str]]] = field(default_factory=dict)

    def read(self, cell: str, where: Doubt) -> tuple[str, ...]:
        """Names in the order of the cell, each once; doubts are filed at the place of `where`."""
        return self._names(split_agencies(cell, self.vocabulary), replace(where, seen=cell))

    def read_leads(
        self, cell: str, where: Doubt, shared: bool = False
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Those who lead, and those of whom the same cell says that they coordinate.

        `shared` tells that the column is one for both.
        """
        parts, where = split_agencies(cell, self.vocabulary), replace(where, seen=cell)
        roles = by_role(parts)
        unclear = roles.said and (roles.open or not roles.leads)
        if unclear or (shared and not roles.said and len(parts) > 1):
            reason = lazy("the cell does not say of every name whether it leads or coordinates")
            proposal = lazy("all that are not said to coordinate are taken as leads")
            self.doubts.append(replace(where, reason=reason, proposal=proposal))
        leads = self._names((*roles.leads, *roles.open), where)
        return leads, self._names(roles.coordinating, where)

    def _names(self, parts: Iterable[Part], where: Doubt) -> tuple[str, ...]:
        names: dict[str, None] = {}
        for part in parts:
            self._doubt(part, where)
            if part.sort is not Sort.QUALIFIER:
                names[self._note(part)] = None
        return tuple(names)

    def add_named_in(self, lines: Iterable[Line]) -> None:
        """Agencies that the running text names although no row of a table does.

        Of the other spellings only those with "tỉnh": "Ngân hàng Nhà nước" is the nation's there.
        """
        text = "\n".join(line.text for line in lines)
        for agency in self.vocabulary.agencies:
            local = [alias for alias in agency.aliases if alias.endswith(" tỉnh")]
            if any(spelling in text for spelling in (agency.name, *local)):
                self._agencies.setdefault(agency.name, agency)

    def agencies(self) -> tuple[AgencyEntry, ...]:
        """In the order of the vocabulary, then unknown ones; districts come with their group."""
        if any("district" in phrase.stands_for for phrase in self._phrases.values()):
            for agency in self.vocabulary.agencies:
                if agency.kind == "district":
                    self._agencies.setdefault(agency.name, agency)
        order = [agency.name for agency in self.vocabulary.agencies]
        names = [name for name in order if name in self._agencies]
        names += [name for name in self._agencies if name not in order]
        return tuple(self._entry(self._agencies[name]) for name in names)

    def groups(self) -> tuple[GroupEntry, ...]:
        agencies = self.agencies()
        entries = []
        for phrase in self._phrases.values():
            members = tuple(a.name for a in agencies if a.kind in phrase.stands_for)
            entries.append(GroupEntry(phrase.name, members, self._variants(phrase.name)))
            self._doubt_group(phrase, members)
        return tuple(entries)

    def _note(self, part: Part) -> str:
        meaning = part.entry.meaning if part.entry else self._unknown(part)
        if isinstance(meaning, KnownAgency):
            self._agencies.setdefault(meaning.name, meaning)
        else:
            self._phrases.setdefault(meaning.name, meaning)
        self._spellings.setdefault(meaning.name, []).append(part.seen)
        return meaning.name

    def _unknown(self, part: Part) -> KnownAgency | KnownPhrase:
        """A second spelling of an unknown name that folds alike is the same name."""
        noted: list[KnownAgency | KnownPhrase] = [*self._agencies.values(), *self._phrases.values()]
        for known in noted:
            if fold(known.name) == fold(part.seen):
                return known
        name = part.seen[0].upper() + part.seen[1:]
        if part.sort is Sort.UNKNOWN_AGENCY:
            return KnownAgency(name, "unknown")
        return KnownPhrase(name)

    def _entry(self, agency: KnownAgency) -> AgencyEntry:
        variants = self._variants(agency.name)
        typos = tuple(seen for seen in variants if seen not in agency.aliases)
        return AgencyEntry(agency.name, agency.kind, agency.aliases, typos)

    def _variants(self, name: str) -> tuple[str, ...]:
        seen = dict.fromkeys(self._spellings.get(name, ()))
        return tuple(spelling for spelling in seen if spelling[1:] != name[1:])

    def _doubt(self, part: Part, where: Doubt) -> None:
        name = part.entry.meaning.name if part.entry else part.seen
        if part.sort in (Sort.UNKNOWN_AGENCY, Sort.UNKNOWN_GROUP):
            self._doubt_unknown(part, where)
        elif part.sort is Sort.TYPO:
            reason = lazy(
                "'{seen}' is taken for '{name}', which it does not say", seen=part.seen, name=name
            )
            self.doubts.append(replace(where, reason=reason, proposal=name))
        elif part.sort is Sort.QUALIFIER:
            reason = lazy(
                "'{seen}' says how, and it is open for how many names it holds", seen=part.seen
            )
            proposal = lazy("leave the names after it in the list; the printed cell is kept")
            self.doubts.append(replace(where, reason=reason, proposal=proposal))
        if part.glued:
            reason = lazy("no separator stands before '{seen}'", seen=part.seen)
            proposal = lazy("read as: {name}", name=name)
            self.doubts.append(replace(where, reason=reason, proposal=proposal))

    def _doubt_unknown(self, part: Part, where: Doubt) -> None:
        """One doubt a name, filed where it stands first; it lists the other places."""
        at, codes = self._unknowns.setdefault(fold(part.seen), (len(self.doubts), []))
        if at < len(self.doubts):
            if where.code not in (self.doubts[at].code, *codes):
                codes.append(where.code)
                self.doubts[at] = replace(self.doubts[at], proposal=_confirm(codes))
            return
        reason = lazy("'{seen}' is no agency and no collective phrase known here", seen=part.seen)
        if part.sort is Sort.UNKNOWN_AGENCY:
            reason = lazy("'{seen}' is no agency known here", seen=part.seen)
        self.doubts.append(replace(where, reason=reason, proposal=_confirm(codes)))

    def _doubt_group(self, phrase: KnownPhrase, members: tuple[str, ...]) -> None:
        if members and _NOT_LISTED not in phrase.stands_for:
            return
        reason = lazy("the decision does not say which agencies this phrase stands for")
        proposal = lazy(
            "fill in the members, or leave it empty: nobody is then reminded through it"
        )
        if members:
            proposal = lazy(
                "the {n} agencies of this kind that the decision names: {names}",
                n=len(members),
                names="; ".join(members),
            )
        self.doubts.append(Doubt("groups.csv", "", "members", phrase.name, reason, proposal))


def _confirm(also_in: list[str]) -> str:
    if not also_in:
        return lazy("confirm it, or write the agency's proper name")
    return lazy(
        "confirm it, or write the agency's proper name; it stands in {codes} too",
        codes=", ".join(also_in),
    )
