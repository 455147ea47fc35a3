"""One item of a consignment and what was found of it, and the consignment itself.

Value types only; nothing here knows of files. Every type checks itself and raises RefusedError.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from findings import rules
from findings.canonical import check_moment, moment, parse_moment
from findings.parts import (
    Answer,
    Candidate,
    Conclusion,
    Json,
    Law,
    Measurement,
    Seen,
    Verdict,
    readable,
)
from findings.stated import Stated


@dataclass(frozen=True, slots=True)
class Finding:
    """One object of a consignment.

    Attributes:
        photos: SHA-256 of each photo's original bytes; empty when looked up by hand.
        seen: What the network said; None when it was not asked.
        law: The legal answer shown.
        answers: To the questions of the tree, in the order given.
        measurements: In mm; each names the photo it was measured in.
        about: The class whose questions these answer; see `Stated`.
        conclusion: None while the inspector has not said.
        made: When the answer was given, UTC, whole seconds.
        by: Who made it, a name.
    """

    photos: tuple[str, ...]
    seen: Seen | None
    law: Law
    made: datetime
    by: str
    answers: tuple[Answer, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    conclusion: Conclusion | None = None
    about: str | None = None

    def __post_init__(self) -> None:
        rules.check_count(self.photos, "photos", rules.MOST_PHOTOS)
        for photo in self.photos:
            rules.check_sha256(photo, "SHA-256 of a photo")
        rules.require(len(set(self.photos)) == len(self.photos), "a photo is given twice")
        rules.require(
            self.seen is None or bool(self.photos), "what was seen needs the photos it was seen in"
        )
        self._check_lengths(self.stated)  # which checks itself
        self._check_agreed()
        check_moment(self.made)
        rules.check_named(self.by, "the inspector's name", rules.LONGEST_NAME)

    def _check_lengths(self, stated: Stated) -> None:
        """A length is measured in a photo of this object."""
        for each in stated.measurements:
            rules.require(
                each.photo is None or each.photo in self.photos,
                f"{each.question} was measured in a photo that is none of this object",
            )

    def _check_agreed(self) -> None:
        """One agrees with a class that was named, or that none was."""
        agreed = None if self.conclusion is None else self.conclusion.agreed
        named = self.seen is not None and self.seen.outcome != "unknown"
        rules.require(
            agreed is None or bool(agreed) == named,
            "what is agreed with must be a class where the network named one, and only then",
        )

    @property
    def seen_class(self) -> str | None:
        """The class the network named first; None when it knew nothing."""
        if self.seen is None or self.seen.outcome == "unknown":
            return None
        return self.seen.candidates[0].visual_class

    @property
    def visual_class(self) -> str | None:
        """The class that holds: the inspector's conclusion before the network's."""
        held = self.conclusion
        if held is None or (held.verdict is Verdict.AGREE and held.agreed is None):
            return self.seen_class
        return held.agreed or held.visual_class

    @property
    def decided_class(self) -> str | None:
        """The class whose law holds; None while an unsure photo is all that speaks for one."""
        sure = self.seen is not None and self.seen.outcome in ("recognised", "look_alike")
        return self.visual_class if sure or self.conclusion is not None else None

    @property
    def stated(self) -> Stated:
        """The law, and what it rests on."""
        return Stated(self.law, self.answers, self.measurements, self.about)

    def restated(self, stated: Stated) -> Finding:
        """With the law, and what it rests on, said anew.

        Raises:
            RefusedError: A length was measured in a photo of another object.
        """
        return replace(
            self,
            law=stated.law,
            answers=stated.answers,
            measurements=stated.measurements,
            about=stated.about,
        )

    def facts(self) -> Json:
        """All but names, notes and the conclusion: what stays in the history for ever."""
        seen = self.seen
        return {
            "photos": list(self.photos),
            "seen": seen
            and {
                "outcome": seen.outcome,
                "candidates": [[c.visual_class, float(c.probability)] for c in seen.candidates],
                "model": seen.model,
                "weights_sha256": seen.weights_sha256,
            },
            **self.stated.facts(),
            "made": moment(self.made),
        }

    def to_json(self) -> Json:
        """All of it; `from_json` gives an equal finding back."""
        held = self.conclusion
        return {
            **self.facts(),
            "by": self.by,
            "conclusion": held and {**held.facts(), "note": held.note},
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Finding:
        """The inverse of `to_json`.

        Raises:
            RefusedError: Something is missing or breaks a rule.
        """
        with readable("finding"):
            seen, held = given["seen"], given["conclusion"]
            stated = Stated.from_facts(given)
            return cls(
                photos=tuple(given["photos"]),
                seen=seen
                and Seen(
                    seen["outcome"],
                    tuple(Candidate(*each) for each in seen["candidates"]),
                    seen["model"],
                    seen["weights_sha256"],
                ),
                law=stated.law,
                made=parse_moment(given["made"]),
                by=given["by"],
                answers=stated.answers,
                measurements=stated.measurements,
                about=stated.about,
                conclusion=held and Conclusion.from_facts(held, held["note"]),
            )


@dataclass(frozen=True, slots=True)
class Consignment:
    """What items came with; everything may be unknown but the reference.

    Attributes:
        reference: Number of the declaration, the waybill or the case.
        post: Customs post or office; empty when not given.
        origin: Country, ISO 3166-1 alpha-2.
        transit: Countries passed, in order.
        destination: Country.
        cn: Declared code, 4 to 10 digits.
    """

    reference: str
    post: str = ""
    origin: str | None = None
    transit: tuple[str, ...] = ()
    destination: str | None = None
    cn: str | None = None

    def __post_init__(self) -> None:
        rules.check_named(self.reference, "the reference", rules.LONGEST_REFERENCE)
        rules.check_text(self.post, "the post", rules.LONGEST_POST)
        rules.check_count(self.transit, "countries of transit", rules.MOST_TRANSIT)
        if self.origin is not None:
            rules.check_country(self.origin, "origin")
        for country in self.transit:
            rules.check_country(country, "transit")
        if self.destination is not None:
            rules.check_country(self.destination, "destination")
        if self.cn is not None:
            rules.check_cn(self.cn)

    def facts(self) -> Json:
        """All but reference and post, which lead to persons."""
        return {
            "origin": self.origin,
            "transit": list(self.transit),
            "destination": self.destination,
            "cn": self.cn,
        }

    def to_json(self) -> Json:
        """All of it; `from_json` gives an equal consignment back."""
        return {**self.facts(), "reference": self.reference, "post": self.post}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> Consignment:
        """The inverse of `to_json`.

        Raises:
            RefusedError: Something is missing or breaks a rule.
        """
        with readable("consignment"):
            return cls(**{**given, "transit": tuple(given["transit"])})
