"""A drug that does not exist, its labels in two countries and its cautions, for texts to be held to."""

from __future__ import annotations

from functools import cache

from tandem.cautions.strength import Reader
from tandem.cautions.wording import load_words
from tandem.core.glossary import Term
from tandem.core.problems import Problems
from tandem.dosing.caution_views import Shower
from tandem.dosing.cautions import Cautions
from tandem.dosing.labels import Label
from tandem.dosing.model import Doses, Drug
from tandem.parity.language import Language
from tandem.parity.languages import load_languages

from tests.dosing.data import ROOT, real_site

UK, US = {"zh": "英国", "en": "UK"}, {"zh": "美国", "en": "US"}
REASON = {"zh": "原因。", "en": "A reason."}


def label(name: str, country: dict[str, str], product: str, **more: object) -> dict[str, object]:
    told = {"licensed_for": {"zh": "咳嗽", "en": "cough"}, "outside": True}
    texts = {"country": country, "product": {"zh": product, "en": product}}
    return {"id": name, **texts, "cite": [f"{name}-label"], **(more or told)}


def caution(
    name: str,
    zh: tuple[str, ...],
    en: tuple[str, ...],
    said: dict[str, str],
    severity: tuple[str, str] | None = None,
    **more: object,
) -> dict[str, object]:
    """A caution; the first text of each language is its condition, the others its forms."""
    return {
        "id": name,
        "condition": {"zh": zh[0], "en": en[0]},
        "severity": {"zh": severity[0], "en": severity[1]} if severity else None,
        "forms": {locale: list(texts[1:]) for locale, texts in (("zh", zh), ("en", en)) if texts[1:]},
        "reason": REASON,
        "cite": ["doe2020"],
        "labels": [{"label": of, "calls": word} for of, word in said.items()],
        **more,
    }


LABELS = [
    label("uk-1", UK, "1%"),
    label("uk-5", UK, "5%"),
    label("us-1", US, "1%"),
    label("us-9", US, "9%", not_read=["licence", "cautions"]),
]
FINDING = {"finding": {"zh": "一项试验：阻滞再现", "en": "a trial: block returned"}, "cite": ["doe2020"]}
CAUTIONS = Cautions.model_validate(
    {
        "drug": {"zh": ["沃辛"], "en": ["voxine"]},
        "cautions": [
            caution("heart-block", ("心脏传导阻滞", "房室传导阻滞"), ("heart block", "AV block"),
                    {"uk-1": "avoid", "us-1": "contraindicated"}),
            caution("severe-renal-failure", ("肾衰竭", "严重肾衰竭"), ("renal failure", "severe kidney failure"),
                    {"us-1": "reduce", "uk-5": "contraindicated", "uk-1": "contraindicated"}, ("重度", "severe")),
            caution("renal-impairment", ("肾功能损害",), ("renal impairment",), {"uk-1": "reduce"}, ("较轻", "mild")),
            caution("myasthenia", ("重症肌无力",), ("myasthenia gravis",),
                    {"us-1": "contraindicated", "uk-1": "caution"}),
            caution("reversal", ("刚拮抗过肌松",), ("recent reversal",), {}, evidence=[FINDING]),
            caution("blocker", ("钙通道阻滞药",), ("calcium-channel blocker",), {"uk-1": "caution"}),
            caution("asthma-severe", ("哮喘",), ("asthma",), {"uk-1": "contraindicated"}, ("重度", "severe")),
            caution("asthma-mild", ("哮喘",), ("asthma",), {"uk-1": "caution"}, ("轻度", "mild")),
        ],
    }
)  # fmt: skip
DOSES = Doses.model_construct(
    drug=Drug.model_construct(name={"zh": "盐沃辛", "en": "salvoxine"}, use={"zh": "镇痛", "en": "pain"}),
    labels=[Label.model_validate(raw) for raw in LABELS],
)
OTHER_DRUG = Term.model_validate(
    {
        "id": "rocuronium",
        "term": {"zh": "罗库溴铵", "en": "rocuronium"},
        "definition": {"zh": "药。", "en": "A drug."},
        "compare": "sentence",
    }
)


@cache
def language(locale: str) -> Language:
    return Language(load_languages((locale,), Problems(ROOT))[locale])


def shower(locale: str, cautions: Cautions = CAUTIONS) -> Shower:
    site = real_site()
    return Shower(cautions, DOSES, site.settings.language(locale), site.strings[locale])


@cache
def reader(locale: str) -> Reader:
    words = load_words(language(locale), Problems(ROOT))
    assert words is not None
    return Reader(CAUTIONS, DOSES, words, shower(locale), [OTHER_DRUG])
