"""A reference as it is printed, taken apart into the variables of CSL.

Life: `parsed` is called on each entry of each language's list; `works` then tells which entries are one work. The
forms are those of journals: AMA and Vancouver, GB/T 7714 with its marks, APA. What has none of them stays one text and
is named.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from .words import Words, alternatives

Entry = dict[str, Any]
_DOI = re.compile(r"(?i)(?:https?://(?:dx\.)?doi\.org/|doi\s*[:：]?\s*)(10\.[0-9]{4,9}/[^\s,;，。；\]]{1,200})")
_PMID = re.compile(r"(?i)PMID\s*[:：]?\s*([1-9][0-9]{0,8})")
_PMCID = re.compile(r"(?i)(?:PMCID\s*[:：]?\s*)?(PMC[0-9]{1,9})")
_URL = re.compile(r"(?i)(?:available (?:from|at)\s*[:：]?\s*|url\s*[:：]?\s*)?<?(https?://[^\s<>\]，。；]{1,300})>?")
_ACCESSED = re.compile(
    r"(?i)[\[(]?\b(?:accessed|cited|retrieved)(?: on)?:? (?:[0-9]{1,2} )?(?:[a-z]{3,9}\.? )?(?:[0-9]{1,2},? )?"
    r"(?:19|20)[0-9]{2}(?:[ -][0-9a-z]{1,9}){0,2}[\])]?\.?|\[[0-9]{4}-[0-9]{2}-[0-9]{2}\]"
)
_MARK = re.compile(r"\[\s*([A-Z]{1,2})(?:/[A-Z]{2})?\s*\]")
_YEAR = r"(?:19|20)[0-9]{2}"
_PAGE = r"[A-Za-z]{0,3}[0-9]{1,7}(?:\s*[-–—]\s*[A-Za-z]{0,3}[0-9]{1,7})?"
_MONTH = r"(?:[ ,]*(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?(?:[ ,]*[0-9]{1,2})?)?"
_JOURNAL = re.compile(
    rf"[ .]({_YEAR}){_MONTH}\s*[;；]\s*([A-Za-z0-9 ]{{1,12}})?\s*(?:[(（]([^()（）]{{1,30}})[)）])?\s*"
    rf"(?:[:：]\s*({_PAGE}))?"
)
_JOURNAL_GB = re.compile(
    rf"\A\s*[.．]?\s*(.{{1,200}}?)[,，]\s*({_YEAR})\s*(?:[,，]\s*([A-Za-z0-9]{{1,10}}))?\s*(?:[(（]([^()（）]{{1,20}})[)）])?"
    rf"\s*(?:[:：]\s*({_PAGE}))?"
)
_BOOK = re.compile(
    rf"[.．]\s*([^.．:：;]{{1,80}})[:：]\s*([^;；:：]{{1,120}}?)[;；,，]\s*({_YEAR})(?:[-–]{_YEAR})?\s*"
    rf"(?:[:：.,]\s*(?:pp?\.?\s*)?({_PAGE}))?"
)
_APA = re.compile(
    rf"\A(.{{2,600}}?)\s*\(({_YEAR})[a-z]?{_MONTH}\)\.\s*(.{{2,500}}?)[.?!]\s+([^,]{{2,150}}),\s*([0-9A-Za-z]{{1,10}})"
    rf"\s*(?:\(([^()]{{1,20}})\))?(?:,\s*({_PAGE}))?"
)
_INITIALS = r"[A-ZÀ-ÖØ-Þ](?:\.?[ -]?[A-ZÀ-ÖØ-Þ]){0,4}\.?"
_FAMILY = r"(?:[a-zà-ÿ'’]{1,4} ){0,3}[A-ZÀ-ÖØ-Þ][\w'’-]{1,40}(?: [A-ZÀ-ÖØ-Þ][\w'’-]{1,40}){0,2}"
_PERSON = re.compile(rf"({_FAMILY}),? ({_INITIALS})(?:\s+(Jr|Sr|II|III|2nd|3rd))?\Z")
_TYPES = {"J": "article-journal", "M": "book", "D": "thesis", "C": "paper-conference", "R": "report", "S": "standard",
    "N": "article-newspaper", "EB": "webpage", "DB": "dataset", "P": "patent", "G": "book"}  # fmt: skip


@dataclass
class Record:
    """A printed entry: its variables, and what of it is uncertain."""

    printed: str
    entry: Entry
    doubts: list[str] = field(default_factory=list)

    @property
    def year(self) -> str:
        """The year, '' where there is none."""
        issued = self.entry.get("issued")
        return str(issued["date-parts"][0][0]) if issued else ""


class Reader:
    """Takes entries apart, by the words of all languages."""

    def __init__(self, words: list[Words]) -> None:
        self._others = re.compile(
            rf"(?i)[,，\s]*(?<![^\W\d_])(?:{alternatives(w for one in words for w in one.others)})\.?\s*\Z"
        )
        self._long_families = frozenset(name for one in words for name in one.long_families)
        editors = alternatives(word for one in words for word in one.editors)
        self._editors = re.compile(rf"(?i)[,，\s]*[(（]?(?<![A-Za-z])(?:{editors})\.?[)）]?\s*\Z")
        editions = (re.escape(form).replace(r"\{number\}", "([0-9]{1,2})") for one in words for form in one.editions)
        self._edition = re.compile(rf"(?i)[.．,，(（]\s*(?:{'|'.join(editions)})(?:ition)?\.?[)）]?(?=[.．,，\s]|\Z)")
        self._and = re.compile(
            "|".join(
                rf"[,，]?\s+{re.escape(word)}\s+" if word.isascii() else rf"(?<=\w){re.escape(word)}(?=\w)"
                for one in words for word in one.and_ if word.isascii()
            )
        )  # fmt: skip

    def parsed(self, printed: str) -> Record:
        """Take one entry apart."""
        text, known = _identified(" ".join(printed.split())[:3000])
        for form in (self._marked, self._journal, self._apa, self._book, self._page):
            found = form(text, known)
            if found is not None and found.entry.get("title"):
                found.printed = printed
                found.entry = {k: v for k, v in {**found.entry, **known}.items() if v}
                return found
        entry = {"type": "document", "title": text.strip(" .") or printed, **known}
        year = re.findall(rf"(?<![0-9])({_YEAR})(?![0-9])", text)
        if year:
            entry["issued"] = _issued(year[-1])
        return Record(printed, entry, ["it could not be taken apart; the whole of it stands as its title"])

    # --- forms -------------------------------------------------------------------------------------------------------

    def _marked(self, text: str, known: Entry) -> Record | None:
        """GB/T 7714: `authors. title[J]. source`."""
        mark = _MARK.search(text)
        if mark is None or mark.group(1) not in _TYPES:
            return None
        head, tail = text[: mark.start()], text[mark.end() :]
        people, _, title = _parted(head)
        if not title:
            people, title = "", head
        entry: Entry = {"type": _TYPES[mark.group(1)], "title": title.strip()}
        record = Record(text, entry)
        self._people(entry, "author", people, record)
        if tail.startswith("//"):
            entry["type"] = "paper-conference" if mark.group(1) == "C" else "chapter"
            return self._host(record, tail[2:])
        if entry["type"] == "article-journal":
            match = _JOURNAL_GB.match(tail)
            if match is None:
                return None
            _fill(entry, match.group(1), *match.group(2, 3, 4, 5))
        elif entry["type"] in {"webpage", "dataset"}:
            dates = re.findall(rf"({_YEAR})", tail)
            entry["issued"] = _issued(dates[0]) if dates else None
        else:
            self._published(record, tail if tail.startswith((".", "．")) else f".{tail}")
        return record

    def _journal(self, text: str, known: Entry) -> Record | None:
        """AMA, Vancouver and NLM: `Authors. Title. Journal. Year;volume(issue):pages`."""
        match = _JOURNAL.search(text)
        if match is None:
            return None
        people, rest = self._before_title(text[: match.start()])
        title, journal = _title_and_host(rest)
        if not journal:
            return None
        entry: Entry = {"type": "article-journal", "title": title}
        record = Record(text, entry)
        self._people(entry, "author", people, record)
        _fill(entry, journal, *match.group(1, 2, 3, 4))
        return record

    def _apa(self, text: str, known: Entry) -> Record | None:
        match = _APA.match(text)
        if match is None:
            return None
        people, year, title, journal, volume, issue, pages = match.groups()
        entry: Entry = {"type": "article-journal", "title": title.strip()}
        record = Record(text, entry)
        self._people(entry, "author", re.sub(r",\s+(?=[A-Z]\.)", " ", people), record)
        _fill(entry, journal, year, volume, issue, pages)
        return record

    def _book(self, text: str, known: Entry) -> Record | None:
        """`Authors. Title. 2nd ed. Place: Publisher; Year`, also a chapter with `In:`."""
        chapter = re.search(r"[.?!]\s+In\s*[:：]\s*", text)
        if _BOOK.search(text) is None:
            return None
        if chapter is not None:
            people, title = self._before_title(text[: chapter.start() + 1])
            record = Record(text, {"type": "chapter", "title": title.strip(" .")})
            self._people(record.entry, "author", people, record)
            return self._host(record, text[chapter.end() :])
        people, rest = self._before_title(text)
        record = Record(text, {"type": "book"})
        self._people(record.entry, "author", people, record)
        match = _BOOK.search(f".{rest}" if not rest.startswith(".") else rest)
        if match is None:
            return None
        record.entry["title"] = self._without_edition(record, rest[: max(match.start() - 1, 0)] or rest).strip(" .．")
        self._published(record, f".{rest}")
        return record

    def _page(self, text: str, known: Entry) -> Record | None:
        """What has an address: `Author. Title. Year`."""
        if not known.get("URL"):
            return None
        people, rest = self._before_title(text)
        entry: Entry = {"type": "webpage"}
        record = Record(text, entry)
        self._people(entry, "author", people, record)
        years = re.findall(rf"(?<![0-9])({_YEAR})(?![0-9])", rest)
        entry["title"] = re.split(r"[.。]\s", f"{rest} ")[0].strip(" .")
        entry["issued"] = _issued(years[0]) if years else None
        record.doubts.append("it is a page of the web: see what of it is title, site and date")
        return record

    # --- parts -------------------------------------------------------------------------------------------------------

    def _host(self, record: Record, text: str) -> Record:
        """The book that a chapter stands in: `Editors. Title. Edition. Place: Publisher, Year: pages`."""
        text = self._without_edition(record, text)
        match = _BOOK.search(text)
        head = text[: match.start()] if match else text
        people, _, title = _parted(head)
        named = self._editors.sub("", people)
        if not title:
            named, title = "", head
        record.entry["container-title"] = title.strip(" .．")
        self._people(record.entry, "editor", named, record)
        self._published(record, text)
        if match is None:
            record.doubts.append("the book that it stands in could not be taken apart")
        return record

    def _published(self, record: Record, text: str) -> None:
        match = _BOOK.search(text)
        if match is None:
            year = re.findall(rf"(?<![0-9])({_YEAR})(?![0-9])", text)
            record.entry["issued"] = _issued(year[-1]) if year else None
            record.doubts.append("place and publisher could not be told")
            return
        place, publisher, year_, pages = match.groups()
        behind = re.match(rf"\.?\s*pp?\.?\s*({_PAGE})", text[match.end() :])
        record.entry |= {
            "publisher-place": place.strip(), "publisher": publisher.strip(), "issued": _issued(year_),
            "page": _span(pages or (behind.group(1) if behind else "")),
        }  # fmt: skip

    def _without_edition(self, record: Record, text: str) -> str:
        match = self._edition.search(text)
        if match is None:
            return text.strip(" .．")
        number = next(group for group in match.groups() if group)
        if number != "1":
            record.entry["edition"] = number
        return re.sub(r"\.\s*(?=[.．,，])", "", f"{text[: match.start()]}.{text[match.end() :]}")

    def _before_title(self, text: str) -> tuple[str, str]:
        """People and what follows them. The people end with the first stop behind something that is a list of names."""
        for match in re.finditer(r"\.(?:\s+)", text[:1500]):
            people = text[: match.start()]
            if self._names(people):
                rest = text[match.end() :]
                # `Doe J. Roe R.` would be two lists: a further initial belongs to the name before it.
                if not re.match(rf"{_INITIALS}(?:,|\s*\()", rest):
                    return people, rest
        people, _, rest = _parted(text)
        return (people, rest) if rest and len(people) <= 120 else ("", text)

    def _names(self, text: str) -> bool:
        names = self._split(self._editors.sub("", self._others.sub("", text)))
        return bool(names) and all(_PERSON.match(name) or _wide_name(name) for name in names)

    def _split(self, text: str) -> list[str]:
        joined = self._and.sub(", ", text)
        return [name.strip(" .") for name in re.split(r"[,，;；、]\s*", joined) if name.strip(" .")]

    def _people(self, entry: Entry, role: str, text: str, record: Record) -> None:
        shorter = self._others.sub("", text)
        if shorter != text:
            record.doubts.append(f"it names only the first {role}s: add the others, as the work prints them")
        text = self._editors.sub("", shorter).strip(" .,，")
        if not text:
            return
        names = self._split(text)
        if all(_PERSON.match(name) or _wide_name(name) for name in names):
            entry[role] = [_person(name, self._long_families) for name in names]
        else:
            entry[role] = [{"literal": text}]
            record.doubts.append(f"{text[:80]} was taken for a group, since it does not come apart into names")


def _identified(text: str) -> tuple[str, Entry]:
    """An entry without its identifiers, and these."""
    known: Entry = {}
    for name, pattern in (("DOI", _DOI), ("PMID", _PMID), ("PMCID", _PMCID), ("URL", _URL)):
        match = pattern.search(text)
        if match is not None:
            known[name] = match.group(1).rstrip(".)],;")
            text = f"{text[: match.start()]} {text[match.end() :]}"
    return " ".join(_ACCESSED.sub("", text).split()).strip(), known


def _parted(text: str) -> tuple[str, str, str]:
    """A text at its first stop that ends a part: no initial's, no abbreviation's."""
    for match in re.finditer(r"[.．。]\s*", text):
        before, after = text[: match.start()], text[match.end() :]
        if re.search(r"(?<![A-Za-z])[A-Z]\Z", before) and re.match(r"[A-Z]\.|[A-Z](?:[,，]|\s[A-Z]\b)", after):
            continue
        if match.group() == "." and before[-1:].isascii() and after[:1].isascii():
            continue  # inside an address or a number
        return before, match.group(), after
    return text, "", ""


def _title_and_host(text: str) -> tuple[str, str]:
    """A title and the journal behind it, whose abbreviations may have stops of their own."""
    pieces = re.split(r"(?<=[.?!。])\s+", text.strip(" ."))
    if len(pieces) < 2:
        return text, ""
    start = len(pieces) - 1
    while start > 1 and re.fullmatch(r"[A-Z][A-Za-z]{0,7}\.", pieces[start - 1]):
        start -= 1
    title = " ".join(pieces[:start])
    return title.removesuffix(".").removesuffix("。"), " ".join(pieces[start:]).strip(" .")


def _fill(entry: Entry, journal: str, year: str, volume: str | None, issue: str | None, pages: str | None) -> None:
    entry |= {
        "container-title": journal.strip(" .,，"), "issued": _issued(year), "volume": (volume or "").strip(),
        "issue": (issue or "").strip(),
    }  # fmt: skip
    span = _span(pages or "")
    # A number of the article stands where pages would: e12.
    entry["number" if re.fullmatch(r"[A-Za-z]{1,3}[0-9]+", span) else "page"] = span


def _issued(year: str) -> Entry:
    return {"date-parts": [[int(year)]]}


def _span(pages: str) -> str:
    return re.sub(r"\s*[-–—]\s*", "-", pages.strip())


def _wide_name(name: str) -> bool:
    """Whether a name is in a script that writes the family first and no space: two to four characters."""
    return 2 <= len(name) <= 4 and all(unicodedata.name(sign, "").startswith("CJK UNIFIED") for sign in name)


def _person(name: str, long_families: frozenset[str]) -> Entry:
    if _wide_name(name):
        cut = 2 if name[:2] in long_families and len(name) > 2 else 1
        return {"family": name[:cut], "given": name[cut:]}
    match = _PERSON.match(name)
    assert match is not None
    family, given, suffix = match.groups()
    parts = re.findall(r"-?[^\W\d_]", given)
    initials = "".join(
        f"{part}." if part.startswith("-") or not index else f" {part}." for index, part in enumerate(parts)
    )
    person = {"family": family, "given": initials}
    return person | ({"suffix": suffix} if suffix else {})
