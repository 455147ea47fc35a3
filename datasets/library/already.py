"""What is said of a picture that is in the library already, and what it still brings."""

from __future__ import annotations

import hashlib

from datasets.library.errors import StaleError
from datasets.library.intake import Prepared
from datasets.library.library import Library
from datasets.library.offers import Offer
from datasets.library.record import Item, State
from model.errors import shown


def told(library: Library, offer: Offer, picture: Prepared, by: str) -> str:
    """The sentence for a duplicate; a proposal that changed since is brought up to date.

    Args:
        library: Open.
        offer: The picture; see `Offer.renews`.
        picture: Made ready.
        by: Who imports.

    Raises:
        WithdrawnError: The photo was withdrawn meanwhile.
        FileError: The library cannot be read or written.
    """
    there = library.same(picture.original_sha256, picture.original_sha256)
    name, label = shown(offer.name), picture.record.label
    if there is None:
        return f"{name} is in the library already"
    words = f"{name} is in the library already, as photo {there.sha256[:12]}"
    held = there.record.label
    if label and held != label:
        words += f", labelled {held} there and {label} here"
    if there.sha256 != there.original_sha256 == hashlib.sha256(picture.data).hexdigest():
        source = f" ({shown(there.record.source)})" if there.record.source else ""
        words += f"; that is a copy, written anew without metadata{source}, and it stays"
    return words + (_renewed(library, there, picture, by) if offer.renews else "")


def _renewed(library: Library, there: Item, picture: Prepared, by: str) -> str:
    """Bring a proposal up to date; gives the rest of the sentence, which says so."""
    old, new = there.record, picture.record
    if old.proposed == new.proposed:
        return ""
    if new.group != old.group and new.source != old.source:  # of another finding, or an import
        more = new.proposed is not None and new.proposed != old.label
        return f"; an inspector concluded {new.proposed}" if more else ""
    words = f"the conclusion changed since, from {old.proposed or 'none'} to "
    words += new.proposed or "none"
    if old.state is not State.TODO:
        return f"; {words}: look at the label again"
    fields = {"proposed": new.proposed, "proposed_by": new.proposed_by}
    try:
        library.change([(there.sha256, there.version)], fields, by)
    except StaleError:  # somebody was quicker, perhaps with a label
        return f"; {words}: look at the photo again"
    return f"; {words}, and so did the proposed label"
