"""What Diglot says of the real articles: worked out once for all tests about rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.samples import Corpus, check_corpus


@pytest.fixture(scope="session")
def checked(corpus: Path) -> Corpus:
    """Every finding in the bilingual articles of all locales."""
    return check_corpus(corpus / "live-sxs")
