"""What the review page tells beside how far people agree: what an import brought."""

from __future__ import annotations

from datasets.library.agreement import measure
from datasets.library.ratings import Seen
from pages.label_agreement import agreement_html
from pages.workbench import Workbench


def test_what_an_import_brought_is_told_as_the_command_tells_it(bench: Workbench) -> None:
    told = agreement_html(measure([]), Seen(0, 0, 0, elsewhere=7, opinions=5), bench.catalogue)
    assert "because an import said so: labels that were reviewed elsewhere, 7." in told
    assert "given elsewhere, as an import said: blind opinions, 5." in told
    assert "because the person saw the first label" not in told
    nothing = agreement_html(measure([]), Seen(0, 0, 0), bench.catalogue)
    assert "as an import said" not in nothing
