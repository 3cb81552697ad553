"""What texts say of a condition of cautions.yml is held to it: every weaker, stronger or other word is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tandem.cautions.statements import Statement, statements
from tandem.cautions.strength import Condition, Reader, joined
from tandem.cautions.wording import Strength, load_words
from tandem.core.page import Page, read_page
from tandem.core.problems import Problems
from tandem.dosing.cautions import CALLS, CONTRAINDICATED, Cautions
from tandem.dosing.labels import Label
from tandem.prose.texts import page_texts

from tests.cautions.invented import CAUTIONS, DOSES, caution, language, reader, shower
from tests.dosing.data import ROOT
from tests.fixtures.sources import FRONT

# Sentences that say another word than a label, or one without the country whose label says it.
WRONG = {
    "en": [
        ("Salvoxine calls for particular care in heart block.", "heart block"),
        ("Use salvoxine with caution in patients with heart block.", "heart block"),
        ("In heart block the drug should be avoided.", "heart block"),  # the US label contraindicates it
        ("AV block: caution.", "AV block"),
        ("Heart block is not a contraindication to salvoxine.", "Heart block"),
        ("Salvoxine is safe in myasthenia gravis.", "myasthenia gravis"),
        ("Salvoxine is contraindicated in renal impairment.", "renal impairment"),
        ("Renal impairment: take care.", "Renal impairment"),
        ("In severe kidney failure, reduce the dose of salvoxine.", "severe kidney failure"),
        ("The UK label contraindicates salvoxine in heart block.", "heart block"),
        ("The US label advises caution in myasthenia gravis.", "myasthenia gravis"),
        ("Recent reversal is a contraindication.", "Recent reversal"),
        ("A calcium-channel blocker is contraindicated with salvoxine.", "calcium-channel blocker"),
        (
            "Heart block is contraindicated; renal impairment needs care; myasthenia gravis is contraindicated.",
            "renal impairment",
        ),
        (
            "Voxine is contraindicated in heart block and to be given with caution in myasthenia gravis.",
            "myasthenia gravis",
        ),
        ("Heart\nblock needs special\ncare.", "Heart\nblock"),
        ("Asthma calls for caution.", "Asthma"),  # of either severity, and severe is contraindicated
        ("Severe asthma calls for caution.", "asthma"),
        ("Rocuronium apart, salvoxine needs care in heart block.", "heart block"),
        ("Heart block isn’t a contraindication to salvoxine.", "Heart block"),
        ("Heart block is not an absolute contraindication.", "Heart block"),
        ("Salvoxine is relatively contra-indicated in heart block.", "heart block"),
        ("Halve the dose in severe kidney failure.", "severe kidney failure"),
        ("In heart block, care is needed.", "heart block"),
        ("Use salvoxine sparingly in heart block.", "heart block"),
        ("Labels of the UK and the US all advise caution in myasthenia gravis.", "myasthenia gravis"),
        ("The US and UK labels contraindicate salvoxine in heart block.", "heart block"),
        ("The UK label contraindicates salvoxine in myasthenia gravis, as does the US label.", "myasthenia gravis"),
        ("Warnings: heart block.", "heart block"),
        ("Care: heart block.", "heart block"),
        ("The Chinese label contraindicates salvoxine in heart block.", "heart block"),
        ("The Swiss label contraindicates salvoxine in heart block.", "heart block"),
        ("The British label contraindicates it in heart block.", "heart block"),
        ("The American label advises caution in myasthenia gravis.", "myasthenia gravis"),
        ("All labels contraindicate salvoxine in heart block.", "heart block"),
        ("Both labels contraindicate salvoxine in heart block.", "heart block"),
        ("Salvoxine may be used in myasthenia gravis.", "myasthenia gravis"),
        ("Salvoxine can be given in renal failure.", "renal failure"),
        ("Salvoxine is safe in heart block.", "heart block"),
        ("In heart block, monitor closely.", "heart block"),
        ("In myasthenia gravis, weigh risks and benefits.", "myasthenia gravis"),
        ("Salvoxine is discouraged in heart block.", "heart block"),
        ("AV-block calls for caution.", "AV-block"),
        ("Salvoxine can safely be used in myasthenia gravis.", "myasthenia gravis"),
        ("Salvoxine in heart block requires monitoring.", "heart block"),
        ("Salvoxine is contraindicated in heart block; it may be used in myasthenia gravis.", "myasthenia gravis"),
    ],
    "zh": [
        ("心脏传导阻滞患者使用盐沃辛要格外小心。", "心脏传导阻滞"),
        ("心脏传导阻滞者慎用。", "心脏传导阻滞"),
        ("心脏传导阻滞者应避免使用盐沃辛。", "心脏传导阻滞"),
        ("心脏传导阻滞并非禁忌。", "心脏传导阻滞"),
        ("重症肌无力患者可以安全使用沃辛。", "重症肌无力"),
        ("肾功能损害者禁用盐沃辛。", "肾功能损害"),
        ("肾功能损害者须注意。", "肾功能损害"),
        ("严重肾衰竭时应减量。", "严重肾衰竭"),
        ("英国说明书把心脏传导阻滞列为禁忌。", "心脏传导阻滞"),
        ("美国说明书把重症肌无力列为慎用。", "重症肌无力"),
        ("刚拮抗过肌松是禁忌。", "刚拮抗过肌松"),
        ("心脏传导阻滞禁用，肾功能损害慎用，重症肌无力禁用。", "肾功能损害"),
        ("轻度哮喘禁用盐沃辛。", "哮喘"),
        ("心脏传导阻滞不是绝对禁忌。", "心脏传导阻滞"),
        ("严重肾衰竭者剂量减半。", "严重肾衰竭"),
        ("心脏传导阻滞者须警惕。", "心脏传导阻滞"),
        ("英国和美国说明书都把重症肌无力列为禁忌。", "重症肌无力"),
        ("国内说明书要求心脏传导阻滞者禁用。", "心脏传导阻滞"),
        ("英美说明书都把心脏传导阻滞列为禁忌。", "心脏传导阻滞"),
        ("各国说明书都要求心脏传导阻滞者禁用。", "心脏传导阻滞"),
        ("瑞士说明书要求心脏传导阻滞者禁用。", "心脏传导阻滞"),
        ("心脏传导阻滞者可以使用盐沃辛。", "心脏传导阻滞"),
        ("重症肌无力者可在监护下使用。", "重症肌无力"),
        ("盐沃辛可用于肾衰竭患者。", "肾衰竭"),
        ("肾衰竭者权衡利弊后使用。", "肾衰竭"),
        ("心脏传导阻滞者应加强监测。", "心脏传导阻滞"),
        ("心脏传导阻滞者可在心电监护下使用。", "心脏传导阻滞"),
        ("各国均把心脏传导阻滞列为禁忌。", "心脏传导阻滞"),
        ("心脏传导阻滞者不建议使用盐沃辛。", "心脏传导阻滞"),
        ("盐沃辛可与钙通道阻滞药安全合用。", "钙通道阻滞药"),
    ],
}
# Sentences that say what the labels say, or nothing of the kind.
RIGHT = {
    "en": [
        "Salvoxine is contraindicated in heart block.",
        "Heart block and severe kidney failure are contraindications.",
        "Heart block (US label: contraindicated; UK label: avoid).",
        "A UK label advises that salvoxine be avoided in heart block.",
        "The US label contraindicates salvoxine in myasthenia gravis, a UK label asks for caution.",
        "In renal impairment, reduce the dose.",
        "In severe renal failure the US label asks for a reduced dose.",
        "Take care after recent reversal.",
        "Severe asthma is a contraindication.",
        "Mild asthma calls for caution.",
        "A UK label asks for caution in myasthenia gravis and says that heart block is a reason to avoid it.",
        "Rocuronium is used with caution in myasthenia gravis.",  # of another drug
        "Morphine is used with caution in severe renal failure.",  # of one that no glossary names
        "Calcium gluconate can be given in severe renal failure.",
        "Renal impairment is frequent in old age.",
        "Careful reading of the label is advised in heart block.",
        "The source does not say how to adjust for renal impairment.",
        "Caution is needed with every infusion.",
        "Fever calls for particular care.",  # no condition of the file
        "Heart block: contraindicated; renal impairment: a reduced dose; myasthenia gravis is a contraindication.",
        "Voxine is contraindicated in heart block, and in renal impairment the dose is reduced.",
        "Salvoxine is contraindicated in heart block; if it must be given, monitor closely.",
        "Salvoxine is contraindicated in heart block and may be used in fever.",
        "Monitor salvoxine closely in renal impairment.",
        "A Chinese trial with a label: salvoxine is contraindicated in heart block.",
        "In Chinese patients the US label contraindicates salvoxine in heart block.",
        "The UK and US labels: severe renal failure is contraindicated (UK) or a reason to reduce the dose (US).",
        "The US label contraindicates it in heart block and the UK label in severe renal failure.",
        "Heart block: US contraindicated, UK avoid; myasthenia gravis: US contraindicated, UK caution.",
        "Contraindicated in heart block (US) and in severe renal failure (UK).",
        "All UK labels contraindicate salvoxine in severe renal failure.",
        "Severe renal failure is contraindicated in the UK labels; the US label asks for a reduced dose.",
        "The UK and US labels disagree on myasthenia gravis: contraindicated in the US, caution in the UK.",
        "In renal impairment salvoxine may be given with a reduced dose.",
        "Salvoxine may be given with caution in myasthenia gravis, a UK label says.",
    ],
    "zh": [
        "吗啡在严重肾衰竭时慎用。",  # of another drug
        "心脏传导阻滞者禁用盐沃辛。",
        "心脏传导阻滞：美国说明书列为禁忌，英国说明书要求避免使用。",
        "英国说明书要求心脏传导阻滞者避免使用盐沃辛。",
        "肾功能损害者须减量。",
        "美国说明书要求重度肾衰竭者减量。",
        "刚拮抗过肌松者慎用。",
        "轻度哮喘慎用，重度哮喘禁用。",
        "罗库溴铵用于重症肌无力患者要格外小心。",
        "注意事项里有心脏传导阻滞一项。",
        "肾功能损害在老年人中多见。",
        "发热者慎用。",
        "心脏传导阻滞禁用，肾功能损害减量，重症肌无力禁用。",
        "美国说明书把心脏传导阻滞列为禁忌，英国说明书要求避免使用。",
        "心脏传导阻滞者禁用；若必须使用，应密切监测。",
        "肾功能损害者可以使用，但须减量。",
        "英国说明书：重症肌无力慎用；美国说明书：禁忌。",
        "盐沃辛可用于治疗咳嗽，心脏传导阻滞者禁用。",
    ],
}


def faults(locale: str, text: str, lead: str = "") -> list[tuple[int, str, str]]:
    return list(reader(locale).faults(Statement(text, {0: 1}, lead)))


@pytest.mark.parametrize(("locale", "text", "named"), [(x, *case) for x, cases in WRONG.items() for case in cases])
def test_another_word_is_found(locale: str, text: str, named: str) -> None:
    found = faults(locale, text)
    assert len(found) == 1
    (_, what, fix) = found[0]
    assert f"'{named}'" in what
    assert "{caution:" in fix


@pytest.mark.parametrize(("locale", "text"), [(x, text) for x, texts in RIGHT.items() for text in texts])
def test_the_labels_word_is_left_alone(locale: str, text: str) -> None:
    assert faults(locale, text) == []


@pytest.mark.parametrize(
    ("locale", "text", "many"),
    [
        ("en", "Cautions: heart block, myasthenia gravis, renal failure.", 3),
        ("en", "Cautions are heart block and myasthenia gravis.", 2),
        ("zh", "注意事项：心脏传导阻滞、重症肌无力、肾衰竭。", 3),
        ("zh", "慎用：心脏传导阻滞、重症肌无力、肾衰竭。", 3),
    ],
)
def test_a_word_before_a_colon_is_said_of_all_that_follow(locale: str, text: str, many: int) -> None:
    assert len(faults(locale, text)) == many


def of_every_label(locale: str, text: str, labels: list[Label]) -> list[tuple[int, str, str]]:
    """What is found where the UK's labels and the US's first contraindicate the drug in fever, and nothing else."""
    said = dict.fromkeys(("uk-1", "uk-5", "us-1"), "contraindicated")
    cautions = Cautions.model_validate({"cautions": [caution("fever", ("发热",), ("fever",), said)]})
    words = load_words(language(locale), Problems(ROOT))
    assert words is not None
    doses = DOSES.model_copy(update={"labels": labels})
    return list(Reader(cautions, doses, words, shower(locale, cautions), []).faults(Statement(text, {0: 1})))


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "All labels contraindicate salvoxine in fever."),
        ("en", "Each label contraindicates salvoxine in fever."),
        ("zh", "各国说明书均把发热列为禁忌。"),
        ("zh", "说明书都把发热列为禁忌。"),
    ],
)
def test_every_label_is_each_that_the_data_has(locale: str, text: str) -> None:
    read = [one for one in DOSES.labels if one.read]
    assert of_every_label(locale, text, read) == []
    assert len(of_every_label(locale, text, DOSES.labels)) == 1  # what nobody has read says nothing


def test_an_adjective_counts_beside_a_label_only() -> None:
    text = "A British trial left out heart block, in which salvoxine is contraindicated."
    assert faults("en", text) == []
    assert faults("en", "The British label says: avoid in heart block.") == []


def test_the_message_says_what_is_wrong_and_what_to_write() -> None:
    text = "Salvoxine needs\nparticular care in heart block."
    assert faults("en", text) == [
        (
            2,
            "'particular care' is another word for 'heart block' than cautions.yml has: Heart block: contraindicated "
            "(US); avoid (UK)",
            "write `{caution:heart-block}`, which prints what is said; or the strongest word, or the word of a "
            "country's label with the country; or `allow: strength` with the reason above",
        )
    ]


def page(tmp_path: object, body: str, locale: str = "en") -> Page:
    path = tmp_path / f"dosing.{locale}.md"  # type: ignore[operator]
    path.write_text(f"{FRONT}# Title {{#title}}\n\n{body}", encoding="utf-8")
    problems = Problems(path.parent)
    found = read_page(path, locale, "dosing", problems)
    assert found is not None and not len(problems), problems.report()
    return found


def of_page(tmp_path: object, body: str, locale: str = "en") -> list[tuple[int, str]]:
    source = page_texts(page(tmp_path, body, locale), language(locale))
    told = (reader(locale).faults(statement) for statement, _ in statements(source))
    return [
        (line - 7, what.partition(" is another word for ")[2].split(" than ")[0])
        for found in told
        for line, what, _ in found
    ]


def test_a_bare_list_stands_with_the_sentence_above_it(tmp_path: object) -> None:
    """The fault that this rule was made for: contraindications listed under "particular care"."""
    body = "UK labels point to what calls for care.\n\n- Renal impairment.\n- Heart block.\n- Hunger.\n"
    found = of_page(tmp_path, body)
    assert [text for _, text in found] == ["'Renal impairment'", "'Heart block'"]
    assert found[1][0] == found[0][0] + 1
    assert of_page(tmp_path, "Salvoxine is contraindicated in:\n\n- heart block;\n- severe kidney failure.\n") == []
    # An item that has a word of its own says that one.
    mixed = "Salvoxine is contraindicated in:\n\n- heart block;\n- renal impairment (reduce the dose).\n"
    assert of_page(tmp_path, mixed) == []
    # A heading has the word for the list under it.
    assert [text for _, text in of_page(tmp_path, "## Cautions {#cautions}\n\n- Heart block.\n- Hunger.\n")] == [
        "'Heart block'"
    ]
    assert of_page(tmp_path, "## Contraindications {#no}\n\n- Heart block.\n- Myasthenia gravis.\n") == []
    # A heading between them parts them.
    assert of_page(tmp_path, "Some things call for care.\n\n## Next {#next}\n\n- Heart block.\n") == []


def test_a_row_is_read_as_a_whole(tmp_path: object) -> None:
    table = "| What | Word |\n|---|---|\n| Heart block | caution |\n| Renal impairment | reduce the dose |\n"
    assert [text for _, text in of_page(tmp_path, table)] == ["'Heart block'"]
    chinese = "| 情况 | 用词 |\n|---|---|\n| 心脏传导阻滞 | 禁忌 |\n| 肾功能损害 | 慎用 |\n"
    assert [text for _, text in of_page(tmp_path, chinese, "zh")] == ["'肾功能损害'"]


def test_an_inline_says_it_by_itself(tmp_path: object) -> None:
    assert of_page(tmp_path, "Salvoxine calls for care: {caution:heart-block}.\n") == []


EVENTS = st.lists(st.booleans(), max_size=12)


@given(EVENTS)
def test_every_condition_and_word_of_a_pair_is_joined_once(kinds: list[bool]) -> None:
    """Where there are both, nothing is left out and nothing is said twice."""
    caution = CAUTIONS.cautions[0]
    events: list[Condition | Strength] = [
        Strength(CONTRAINDICATED, "no", at) if word else Condition((caution,), "it", at, at + 1)
        for at, word in enumerate(kinds)
    ]
    pairs = joined(events, lambda pair: len(pair[0]))
    if len(set(kinds)) < 2:
        assert pairs == []
        return
    assert sorted(event.start for pair in pairs for part in pair for event in part) == list(range(len(kinds)))
    assert all(conditions and words for conditions, words in pairs)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("locale", ["en", "zh"])
def test_no_country_may_say_a_word_that_none_of_its_labels_says(call: str, locale: str) -> None:
    word = {
        "en": {"contraindicated": "contraindicated", "avoid": "avoid", "reduce": "lower dose", "caution": "caution"},
        "zh": {"contraindicated": "禁忌", "avoid": "避免", "reduce": "减量", "caution": "慎用"},
    }[locale][call]  # fmt: skip
    for country in ("UK", "US") if locale == "en" else ("英国", "美国"):
        for one_of in CAUTIONS.cautions[:4]:
            labels = [one for one in one_of.labels if one.label.startswith("uk" if country in {"UK", "英国"} else "us")]
            right = call in [one.calls for one in labels]
            severity = one_of.severity[locale] if one_of.severity else ""
            assert bool(faults(locale, f"{country}: {severity} {one_of.condition[locale]}: {word}")) != right
