"""Collects the agencies and groups of one decision while its cells are read."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from storage.importing.agencies.splitting import Part, Sort, split_agencies
from storage.importing.agencies.vocabulary import KnownAgency, KnownPhrase, Vocabulary
from storage.importing.document import Line
from storage.importing.folder import AgencyEntry, Doubt, GroupEntry
from storage.importing.told import told
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

    def read(self, cell: str, where: Doubt) -> tuple[str, ...]:
        """Names in the order of the cell, each once; doubts are filed at the place of `where`."""
        names: dict[str, None] = {}
        for part in split_agencies(cell, self.vocabulary):
            self._doubt(part, replace(where, seen=cell))
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
        reasons = {
            Sort.TYPO: told(
                "'{seen}' is taken for '{name}', which it does not say", seen=part.seen, name=name
            ),
            Sort.UNKNOWN_AGENCY: told("'{seen}' is no agency known here", seen=part.seen),
            Sort.UNKNOWN_GROUP: told(
                "'{seen}' is no agency and no collective phrase known here", seen=part.seen
            ),
            Sort.QUALIFIER: told(
                "'{seen}' says how, and it is open for how many names it holds", seen=part.seen
            ),
        }
        proposals = {
            Sort.TYPO: name,
            Sort.QUALIFIER: told("leave the names after it in the list; the printed cell is kept"),
        }
        if part.sort in reasons:
            proposal = proposals.get(
                part.sort, told("confirm it, or write the agency's proper name")
            )
            self.doubts.append(replace(where, reason=reasons[part.sort], proposal=proposal))
        if part.glued:
            reason = told("no separator stands before '{seen}'", seen=part.seen)
            self.doubts.append(
                replace(where, reason=reason, proposal=told("read as: {name}", name=name))
            )

    def _doubt_group(self, phrase: KnownPhrase, members: tuple[str, ...]) -> None:
        if members and _NOT_LISTED not in phrase.stands_for:
            return
        reason = told("the decision does not say which agencies this phrase stands for")
        proposal = told(
            "fill in the members, or leave it empty: nobody is then reminded through it"
        )
        if members:
            proposal = told("the {n} agencies of this kind that the decision names", n=len(members))
        self.doubts.append(Doubt("groups.csv", "", "members", phrase.name, reason, proposal))
