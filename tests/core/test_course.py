"""The way through a tutorial: kinds, places, minutes, and what `kinds` may say."""

from __future__ import annotations

from pathlib import Path

import pytest
from tandem.core.course import Course, Kind, in_order
from tandem.course import course_of

from tests.core.test_tutorial import TUTORIAL, lines
from tests.dosing.data import real_site
from tests.fixtures.sources import SITE, check, copy


def made(**kinds: Kind) -> Course:
    names = ["index", *kinds]
    return in_order({"index": "learn", **kinds}, dict.fromkeys(names, 2), names)


def test_places_are_counted_within_a_kind() -> None:
    course = made(a="learn", b="use", c="learn", d="check")
    places = {step.section: (step.kind, step.number, step.count) for step in course.steps}
    assert places == {
        "index": ("", 0, 0),
        "a": ("learn", 1, 2),
        "b": ("use", 1, 1),
        "c": ("learn", 2, 2),
        "d": ("check", 1, 1),
    }
    assert [(kind, [step.section for step in steps]) for kind, steps in course.groups()] == [
        ("learn", ["a", "c"]),
        ("use", ["b"]),
        ("check", ["d"]),
    ]
    assert course.minutes() == 6  # the overview and what is to learn
    assert course.minutes(["use"]) == 2


def test_the_way_is_that_of_the_sections() -> None:
    course = made(a="learn", b="use", c="learn")
    assert [step.section if (step := course.after(name)) else None for name in ("index", "a", "b", "c")] == [
        "a", "b", "c", None
    ]  # fmt: skip
    assert [step.section if (step := course.before(name)) else None for name in ("index", "a", "b", "c")] == [
        None, "index", "a", "b"
    ]  # fmt: skip
    with pytest.raises(KeyError):
        course.step("d")


def test_blocks_tell_the_kind() -> None:
    site = real_site()
    tutorial = site.shelf.tutorials[0]
    course = course_of(tutorial, site.settings.default, site.settings)
    kinds = {step.section: step.kind for step in course.steps}
    told = {name: kinds[name] for name in ("mechanism", "estimates", "dosing", "cautions", "self-test", "references")}
    assert told == {
        "mechanism": "learn",
        "estimates": "learn",
        "dosing": "use",
        "cautions": "use",
        "self-test": "check",
        "references": "sources",
    }
    assert kinds["about"] == kinds["source-notes"] == "sources"


def test_the_tutorial_can_say_otherwise(tmp_path: Path) -> None:
    root = copy(tmp_path / "site")
    path = root / TUTORIAL
    path.write_text(path.read_text(encoding="utf-8") + "kinds: {learn: [dosing]}\n", encoding="utf-8")
    site, problems = check(root)
    assert not len(problems), problems.report()
    assert site is not None
    assert course_of(site.shelf.tutorials[0], site.settings.default, site.settings).step("dosing").kind == "learn"
    site, _ = check(SITE)
    assert site is not None
    assert course_of(site.shelf.tutorials[0], site.settings.default, site.settings).step("dosing").kind == "use"


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ("{use: [index]}", "the overview 'index' is of no kind"),
        ("{use: [dosage]}", "there is no section 'dosage'"),
        ("{use: [dosing], learn: [dosing]}", "the section 'dosing' is listed twice, under `use` and `learn`"),
        ("{use: [dosing, dosing]}", "the section 'dosing' is listed twice, under `use` and `use`"),
        ("{read: [dosing]}", "'read'"),
    ],
)
def test_what_kinds_may_not_say(tmp_path: Path, kinds: str, said: str) -> None:
    root = copy(tmp_path / "site")
    found = lines(root, "sections:", f"kinds: {kinds}\nsections:")
    assert any(said in line for line in found), found
