"""Lists of goods with their dates, and the acts and documents that they stand in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from catalogue.errors import require
from catalogue.law import CN, EFFECTS, ELI_RULE, Exclusion, LegalEntry, Status, is_eli, is_link

NUMBER_SHAPE = re.compile(r"\d+(\.\d+)*")


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one version of one list as a whole.

    Attributes:
        annex: part of the act that is the list.
        version: act that gave it this text.
        in_force: first day.
        until: last day; None while in force.
        effect: what the list does to the goods it names.
        complete: whether we hold every entry, so that what none names is not listed.
        numbered: whether items are numbers such as `2.1`.
        nomenclature: `CN` where the list prints CN codes, else empty.
        url: address of the authentic text.
        checked: day of the last comparison.
        source: key of the text that was read.
        confidence: one of `CONFIDENCES`.
        same_as: the list of another act whose entries and exclusions it repeats, such as
            `eu/annex_ii_2019.toml`; empty when it has its own.
    """

    annex: str
    version: str
    in_force: date
    until: date | None
    effect: Status
    complete: bool
    numbered: bool
    nomenclature: str
    url: str
    checked: date
    source: str
    confidence: str
    same_as: str = ""

    def __post_init__(self) -> None:
        require(bool(self.annex), "a list has no 'annex'; name the part of the act.")
        require(bool(self.version), "a list has no 'version'; name the act that gave its text.")
        require(self.effect in EFFECTS, f"effect {self.effect!r} is none of {', '.join(EFFECTS)}.")
        require(self.nomenclature in ("", CN), f"nomenclature {self.nomenclature!r} is not {CN!r}.")
        require(
            not (self.same_as and self.nomenclature),
            f"a list with 'same_as' takes no codes from {self.same_as!r}; leave out "
            "'nomenclature'.",
        )
        require(
            self.until is None or self.until >= self.in_force,
            f"version {self.version} ends ({self.until}) before it begins ({self.in_force}).",
        )
        require(
            self.checked >= self.in_force,
            f"version {self.version} was checked ({self.checked}) before it was in force.",
        )

    def holds(self, day: date | None) -> bool:
        """Whether the version is in force on a day; None asks for the open version."""
        if day is None:
            return self.until is None
        return self.in_force <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class GoodsList:
    """One version of one list of goods.

    Attributes:
        terms: annex, version, dates and effect.
        heading: what the list is.
        rules: what holds for all its entries.
        entries: in the order of the text.
        exclusions: goods it leaves out by name.
    """

    terms: Terms
    heading: str
    rules: tuple[str, ...]
    entries: tuple[LegalEntry, ...]
    exclusions: tuple[Exclusion, ...]

    def __post_init__(self) -> None:
        items = [entry.item for entry in self.entries]
        for item in items:
            require(
                items.count(item) == 1,
                f"entry {self.terms.annex} {item} stands twice in version {self.terms.version}; "
                "keep one.",
            )
            require(
                not self.terms.numbered or NUMBER_SHAPE.fullmatch(item) is not None,
                f"item {item!r} is no number such as '2.1'.",
            )
        for entry in self.entries:
            require(
                bool(entry.cn) == (self.terms.nomenclature == CN),
                f"entry {entry.key}: a list whose nomenclature is {self.terms.nomenclature!r} "
                f"{'needs' if self.terms.nomenclature else 'has no'} CN codes.",
            )
        self._check_exclusions(frozenset(items))

    def _check_exclusions(self, items: frozenset[str]) -> None:
        """An exclusion belongs to an entry, and leaves out nothing that the list names."""
        named = {subject for entry in self.entries for subject in entry.subjects}
        for exclusion in self.exclusions:
            require(
                exclusion.entry in items | {""},
                f"an exclusion names entry {exclusion.entry!r}, which the list does not have.",
            )
            both = named & set(exclusion.subjects)
            require(not both, f"{', '.join(sorted(both))} is both named and excluded; keep one.")


@dataclass(frozen=True, slots=True)
class Instrument:
    """One act or document with the terms of its lists; the lists are read when asked for.

    Attributes:
        id: folder under `law/`.
        name: short name, such as `Regulation (EU) 2019/125`.
        title: full title with its place of publication.
        url: address of the authentic text.
        jurisdictions: where it applies, such as `EU`.
        binding: whether it is law; the UN and the Council of Europe recommend.
        notice: what must be said whenever it is cited.
        sources: what each source key stands for.
        steps: what to do next, in our words with the article, by status; may be empty.
        lists: file name -> terms; empty while none of its lists could be obtained.
        not_established: what we could not find out, in whole sentences.
    """

    id: str
    name: str
    title: str
    url: str
    jurisdictions: tuple[str, ...]
    binding: bool
    notice: str
    sources: Mapping[str, str]
    steps: Mapping[Status, tuple[str, ...]]
    lists: Mapping[str, Terms]
    not_established: tuple[str, ...]

    def __post_init__(self) -> None:
        require(is_link(self.url), f"link {self.url!r} is no web address.")
        require(
            bool(self.lists or self.not_established),
            "without 'lists', say under 'not_established' what could not be obtained.",
        )
        opened: dict[str, str] = {}
        for terms in self.lists.values():
            self._check_terms(terms)
            if terms.until is None:
                require(
                    opened.setdefault(terms.annex, terms.version) == terms.version,
                    f"annex {terms.annex} has two open versions, {opened[terms.annex]} and "
                    f"{terms.version}; give the older one an 'until'.",
                )

    def _check_terms(self, terms: Terms) -> None:
        """Links of a European act are ELI links; sources are named."""
        require(
            is_eli(terms.url) or not is_eli(self.url),
            f"link {terms.url!r} is no ELI link; {ELI_RULE}.",
        )
        require(
            terms.source in self.sources,
            f"source {terms.source!r} of annex {terms.annex} is not under 'sources'.",
        )
