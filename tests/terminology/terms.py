"""Terms made short, for tests."""

from __future__ import annotations

from collections.abc import Mapping

from tandem.terminology import Term


def term(
    name: str,
    *,
    en: list[str],
    zh: list[str] | None = None,
    forms: Mapping[str, list[str]] | None = None,
    compare: bool | str = True,
) -> Term:
    """A term; the first text of each language is what it is called, the others are other ways to call it."""
    written = {"en": en, "zh": zh or en}
    return Term.model_validate(
        {
            "id": name,
            "term": {locale: texts[0] for locale, texts in written.items()},
            "also": {locale: texts[1:] for locale, texts in written.items() if texts[1:]},
            "forms": dict(forms or {}),
            "definition": dict.fromkeys(written, "What it is."),
            "compare": compare,
        }
    )
