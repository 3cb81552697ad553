"""Single changes of meaning to one language of a section, made blindly: nothing here knows what agreement can see.

Life: `mutations` reads every section of a tutorial's folder, finds every place where each kind of change can be made,
and draws from them with a seed. The word lists below are written for the tests and share nothing with the engine's.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

Edit = tuple[int, int, str]  # start, end, new text

UNITS = [
    *("mg/kg/h", "mg/kg", "mg/mL", "mg/min", "mL/min", "mg/dL", "mmol/L", "mEq/L", "g/mol", "g/h"),
    *("mg", "mmol", "mEq", "mL", "min", "kg", "g", "h", "%"),
]
NUMBER_WORDS = {
    "en": ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
    "zh": ["两", "三", "四", "五", "六", "七", "八", "九", "十"],
}
COUNTED = {"en": r"(?<![A-Za-z])(?:{words})(?= [a-z])", "zh": r"(?<![一-鿿])?(?:{words})(?=[项个篇处张组位级倍])"}
OPPOSITES = {
    "en": [
        *[("lower", "higher"), ("lowers", "raises"), ("lowered", "raised"), ("less", "more"), ("reduce", "increase")],
        *[("reduces", "increases"), ("above", "below"), ("longer", "shorter"), ("small", "large"), ("low", "high")],
        *[("smallest", "largest"), ("most", "least"), ("prolongs", "shortens"), ("weakened", "strengthened")],
        *[("later", "earlier"), ("lengthened", "shortened"), ("few", "many"), ("more than", "fewer than")],
        *[("maximum", "minimum"), ("excess", "deficiency"), ("limits", "enhances"), ("grown", "shrunk")],
        *[("potentiates", "weakens"), ("narrow", "wide"), ("rise", "fall"), ("fall", "rise")],
    ],
    "zh": [
        *[("减少", "增加"), ("降低", "升高"), ("下降", "上升"), ("高于", "低于"), ("延长", "缩短"), ("较少", "较多")],
        *[("最大", "最小"), ("很小", "很大"), ("增强", "减弱"), ("超过", "不到"), ("较低", "较高"), ("较晚", "较早")],
        *[("减轻", "加重"), ("减弱", "增强"), ("推迟", "提前"), ("最高", "最低"), ("最多", "最少"), ("过量", "不足")],
        *[("升高", "降低"), ("增加", "减少"), ("规模小", "规模大"), ("时间短", "时间长"), ("确定性低", "确定性高")],
    ],
}
NEGATIONS = {
    "en": [
        *[(" not ", " "), ("cannot", "can"), (" no difference", " a difference"), (" no ", " a "), ("No ", "Every ")],
        *[("unknown", "known"), ("unclear", "clear"), ("uncommon", "common"), ("unchecked", "checked")],
        *[("unlikely", "likely"), ("unaffected", "affected"), ("none ", "all "), (" nothing", " much")],
        *[(" can be ", " cannot be "), (" is ", " is not "), (" are ", " are not "), (" was ", " was not ")],
        *[(" were ", " were not "), (" should ", " should not "), (" may ", " may not "), (" does ", " does not ")],
        *[("neither ", ""), ("inconclusive", "conclusive"), ("without ", "with ")],
    ],
    "zh": [
        *[("没有", "有"), ("尚未", "已"), ("未能", "能"), ("未经", "已经"), ("无差异", "有差异"), ("并不", "都")],
        *[
            ("不清楚", "清楚"),
            ("不能", "能"),
            ("不应", "应"),
            ("不是", "是"),
            ("不受", "受"),
            ("并未", "已"),
            ("未核对", "已核对"),
        ],
        *[
            ("无统计学", "有统计学"),
            ("尚无", "已有"),
            ("不开放", "开放"),
            ("不允许", "允许"),
            ("不提供", "提供"),
            ("不包含", "包含"),
        ],
        *[
            ("是一", "不是一"),
            ("可以", "不可以"),
            ("可使", "不可使"),
            ("可引起", "不引起"),
            ("应做", "不应做"),
            ("都认为", "都不认为"),
        ],
        *[("能减少", "不能减少"), ("可减少", "不能减少"), ("能看", "不能看"), ("应与", "不应与"), ("已与", "未与")],
    ],
}
# Another drug, receptor, measure or disease in the place of the one that is meant.
TERMS = {
    "en": [
        *[("magnesium sulfate", "magnesium chloride"), ("calcium gluconate", "calcium chloride")],
        *[("rocuronium", "vecuronium"), ("sugammadex", "neostigmine"), ("glutamate", "glycine")],
        *[("acetylcholine", "noradrenaline"), ("NMDA receptor", "AMPA receptor"), ("C fibres", "B fibres")],
        *[("dorsal horn", "ventral horn"), ("primary afferents", "interneurons"), ("wind-up", "habituation")],
        *[("central sensitisation", "peripheral sensitisation"), ("antinociceptive", "anticonvulsant")],
        *[("pre-eclampsia", "gestational diabetes"), ("eclampsia", "epilepsy"), ("opioid", "paracetamol")],
        *[("phaeochromocytoma", "thyroidectomy"), ("Myasthenia gravis", "Multiple sclerosis")],
        *[("Heart block", "Heart failure"), ("Renal impairment", "Hepatic impairment")],
        *[("odds ratio", "hazard ratio"), ("relative risk", "absolute risk"), ("meta-analysis", "survey")],
        *[("confidence interval", "prediction interval"), ("patellar reflex", "corneal reflex")],
        *[("post-herpetic neuralgia", "trigeminal neuralgia"), ("peripheral nerve block", "epidural block")],
        *[("spinal anaesthesia", "general anaesthesia"), ("intrathecal", "intramuscular")],
        *[("local anaesthetic", "steroid"), ("loading dose", "maintenance dose"), ("bradycardia", "tachycardia")],
        *[("heptahydrate", "anhydrous salt"), ("multimodal analgesia", "opioid analgesia")],
        *[("calcium-channel blocker", "beta blocker"), ("morphine equivalent", "fentanyl equivalent")],
    ],
    "zh": [
        *[("硫酸镁", "氯化镁"), ("葡萄糖酸钙", "氯化钙"), ("罗库溴铵", "维库溴铵"), ("舒更葡糖钠", "新斯的明")],
        *[("谷氨酸", "甘氨酸"), ("乙酰胆碱", "去甲肾上腺素"), ("NMDA 受体", "AMPA 受体"), ("C 纤维", "B 纤维")],
        *[("脊髓背角", "脊髓前角"), ("初级传入纤维", "中间神经元"), ("中枢敏化", "外周敏化")],
        *[("抗伤害性感受", "抗惊厥"), ("子痫前期", "妊娠期糖尿病"), ("阿片类药物", "对乙酰氨基酚")],
        *[("嗜铬细胞瘤", "甲状腺"), ("重症肌无力", "多发性硬化"), ("心脏传导阻滞", "心力衰竭")],
        *[("肾功能损害", "肝功能损害"), ("比值比", "风险比"), ("相对危险度", "绝对危险度"), ("荟萃分析", "问卷调查")],
        *[("置信区间", "预测区间"), ("膝反射", "角膜反射"), ("带状疱疹后神经痛", "三叉神经痛")],
        *[("外周神经阻滞", "硬膜外阻滞"), ("腰麻", "全麻"), ("鞘内", "肌内"), ("局麻药", "激素")],
        *[("负荷剂量", "维持剂量"), ("心动过缓", "心动过速"), ("七水合物", "无水物"), ("多模式镇痛", "阿片镇痛")],
        *[("钙通道阻滞药", "β 受体阻滞药"), ("吗啡当量", "芬太尼当量")],
    ],
}
DRUGS = {
    *["magnesium sulfate", "calcium gluconate", "rocuronium", "sugammadex", "opioid"],
    *["硫酸镁", "葡萄糖酸钙", "罗库溴铵", "舒更葡糖钠", "阿片类药物"],
}
SENTENCE = {"en": re.compile(r"[.!?](?:\[@[^\]]*\])*(?=\s|$)"), "zh": re.compile(r"(?:\[@[^\]]*\])*[。！？]")}
CITATION = re.compile(r"\[@[^\]]*\]")


@dataclass(frozen=True)
class Mutation:
    """One changed section: which file, what kind of change, where, and the new text of the whole file."""

    kind: str
    path: Path
    locale: str
    line: int
    change: str
    text: str


@dataclass(frozen=True)
class Source:
    """One file to change; `body` is where its front matter ends."""

    path: Path
    locale: str
    text: str
    body: int

    def prose(self, pattern: str | re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Matches in what a reader reads: no keys, ids, targets, options, names of blocks, or numbers of list items."""
        hidden = [
            (match.start(), match.end())
            for match in re.finditer(r"\[@[^\]]*\]|\{#[^}]*\}|\]\([^)]*\)|^///.*$|^    \w+:.*$|^\d+\.", self.text, re.M)
        ]
        for match in re.compile(pattern).finditer(self.text, self.body):
            if not any(start < match.end() and match.start() < end for start, end in hidden):
                yield match

    def paragraphs(self) -> Iterator[tuple[int, int]]:
        """The places of the lines that hold sentences."""
        for match in re.finditer(r"^(?![#|/\s]|---)(?:- |\d+\. )?(\S.*)$", self.text[self.body :], re.M):
            yield self.body + match.start(1), self.body + match.end(1)

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences of a paragraph, each with its citations."""
        ends = [match.end() for match in SENTENCE[self.locale].finditer(self.text, start, end)]
        return list(zip([start, *ends], ends, strict=False))


def digit_changed(source: Source, rng: random.Random) -> Iterator[Edit]:
    for match in source.prose(r"[0-9]"):
        yield match.start(), match.end(), rng.choice([digit for digit in "0123456789" if digit != match.group()])


def number_word_changed(source: Source, rng: random.Random) -> Iterator[Edit]:
    words = NUMBER_WORDS[source.locale]
    for match in source.prose(COUNTED[source.locale].format(words="|".join(words))):
        yield match.start(), match.end(), rng.choice([word for word in words[1:] if word != match.group()])


def decimal_point_moved(source: Source, rng: random.Random) -> Iterator[Edit]:
    for match in source.prose(r"(?<![\d.-])(\d+)\.(\d+)(?![\d.-])"):
        digits, place = match.group(1) + match.group(2), len(match.group(1))
        moved = place + rng.choice([-1, 1])
        new = f"{digits[:moved] or '0'}.{digits[moved:] or '0'}"
        if float(new) != float(match.group()):
            yield match.start(), match.end(), new


def unit_changed(source: Source, rng: random.Random) -> Iterator[Edit]:
    for match in source.prose(rf"(?<=\d)( ?)({'|'.join(UNITS)})(?![A-Za-z/])"):
        new = rng.choice([unit for unit in UNITS if unit not in (match.group(2), "%")])
        yield match.start(), match.end(), f" {new}"


def sign_flipped(source: Source, rng: random.Random) -> Iterator[Edit]:
    for match in source.prose(r"(?<![\w.,−-])(?<!\d )(−?)(\d+(?:\.\d+)?)(?![\d.-])"):
        if float(match.group(2)):  # −0 is 0
            yield match.start(), match.end(), match.group(2) if match.group(1) else f"−{match.group(2)}"


def citation_dropped(source: Source, rng: random.Random) -> Iterator[Edit]:
    for match in CITATION.finditer(source.text, source.body):
        keys = match.group()[1:-1].split("; ")
        keys.pop(rng.randrange(len(keys)))
        yield match.start(), match.end(), f"[{'; '.join(keys)}]" if keys else ""


def citation_moved(source: Source, rng: random.Random) -> Iterator[Edit]:
    """A citation goes to the end of another sentence of its paragraph, or to a neighbouring one's."""
    paragraphs = list(source.paragraphs())
    for number, (start, end) in enumerate(paragraphs):
        sentences = source.sentences(start, end)
        for match in CITATION.finditer(source.text, start, end):
            own = next((index for index, (_, last) in enumerate(sentences) if match.end() <= last), None)
            others = [last for index, (_, last) in enumerate(sentences) if index != own]
            if own is not None and not others:
                nearby = paragraphs[max(number - 1, 0) : number] + paragraphs[number + 1 : number + 2]
                others = [last for first, stop in nearby for _, last in source.sentences(first, stop)[-1:]]
            if own is None or not others:
                continue
            target = rng.choice(others)
            target -= source.locale == "zh"
            low, high = min(match.start(), target), max(match.end(), target)
            between = source.text[low : match.start()] + source.text[match.end() : high]
            at = target - low - (len(match.group()) if target > match.start() else 0)
            yield low, high, between[:at] + match.group() + between[at:]


def row_removed(source: Source, rng: random.Random) -> Iterator[Edit]:
    for match in re.compile(r"(?<=\|\n)\|(?!-).*\|\n").finditer(source.text, source.body):
        yield match.start(), match.end(), ""


def list_item_removed(source: Source, rng: random.Random) -> Iterator[Edit]:
    for match in re.compile(r"^(?:- |\d+\. ).*\n", re.M).finditer(source.text, source.body):
        yield match.start(), match.end(), ""


def paragraph_removed(source: Source, rng: random.Random) -> Iterator[Edit]:
    for start, end in source.paragraphs():
        if source.text[start - 1] == "\n":
            yield start, end + 1, ""


def sentence_removed(source: Source, rng: random.Random) -> Iterator[Edit]:
    for start, end in source.paragraphs():
        sentences = source.sentences(start, end)
        if len(sentences) > 1:
            yield from ((first, last, "") for first, last in sentences)


def uncited_sentence_removed(source: Source, rng: random.Random) -> Iterator[Edit]:
    """The hard ones among the sentences: no citation and no figure goes with them."""
    for first, last, new in sentence_removed(source, rng):
        if not re.search(r"\[@|[0-9]", source.text[first:last]):
            yield first, last, new


def _swapped(source: Source, pairs: list[tuple[str, str]]) -> Iterator[Edit]:
    for old, new in pairs:
        # "is not not" is no change, nor is the low of "low back pain" one that can be turned round.
        edge = r"(?<![A-Za-z]){}(?![A-Za-z])" if old.strip().isascii() and old == old.strip() else "{}"
        for match in source.prose(edge.format(re.escape(old)) + r"(?!not\b|no\b|n't| back pain)"):
            yield match.start(), match.end(), new


def negation_flipped(source: Source, rng: random.Random) -> Iterator[Edit]:
    yield from _swapped(source, NEGATIONS[source.locale])


def direction_flipped(source: Source, rng: random.Random) -> Iterator[Edit]:
    yield from _swapped(source, OPPOSITES[source.locale])


def term_swapped(source: Source, rng: random.Random) -> Iterator[Edit]:
    yield from _swapped(source, TERMS[source.locale])


def term_removed(source: Source, rng: random.Random) -> Iterator[Edit]:
    yield from _swapped(source, [(old, "") for old, _ in TERMS[source.locale]])


def drug_swapped(source: Source, rng: random.Random) -> Iterator[Edit]:
    yield from _swapped(source, [pair for pair in TERMS[source.locale] if pair[0] in DRUGS])


def heading_id_changed(source: Source, rng: random.Random) -> Iterator[Edit]:
    for match in re.finditer(r"\{#([^}]*)\}", source.text):
        yield match.start(1), match.end(1), match.group(1) + rng.choice(["s", "-2", "-again"])


def heading_level_changed(source: Source, rng: random.Random) -> Iterator[Edit]:
    for match in re.finditer(r"^##+", source.text, re.M):
        yield match.start(), match.end(), match.group() + "#" if len(match.group()) == 2 else "##"


def link_changed(source: Source, rng: random.Random) -> Iterator[Edit]:
    targets = ["dosing.md", "mechanism.md", "dosing.md#cautions", "adverse-effects.md#toxicity", "summary.md"]
    for match in re.finditer(r"\]\(([^)]*)\)", source.text):
        yield match.start(1), match.end(1), rng.choice([target for target in targets if target != match.group(1)])


def block_option_changed(source: Source, rng: random.Random) -> Iterator[Edit]:
    for match in re.finditer(r"^    type: (\w+)$", source.text, re.M):
        yield match.start(1), match.end(1), rng.choice(["note", "danger", "tip"])


def block_removed(source: Source, rng: random.Random) -> Iterator[Edit]:
    for match in re.finditer(r"^/// [\w-]+\n///\n", source.text, re.M):
        yield match.start(), match.end(), ""


Maker = Callable[[Source, random.Random], Iterator[Edit]]
MAKERS: dict[Maker, int] = {  # how many of each are drawn
    digit_changed: 90,
    number_word_changed: 30,
    decimal_point_moved: 45,
    unit_changed: 60,
    sign_flipped: 50,
    citation_dropped: 60,
    citation_moved: 60,
    row_removed: 20,
    list_item_removed: 25,
    paragraph_removed: 25,
    sentence_removed: 1000,  # all: what is missed is rare, and a sample would jump about the goal
    uncited_sentence_removed: 60,
    negation_flipped: 1000,  # all, for the same reason
    direction_flipped: 70,
    term_swapped: 1000,  # all, for the same reason
    term_removed: 60,
    drug_swapped: 60,
    heading_id_changed: 25,
    heading_level_changed: 15,
    link_changed: 30,
    block_option_changed: 4,
    block_removed: 8,
}


def sources(folder: Path) -> list[Source]:
    """Every section of a tutorial in every language."""
    found = []
    for path in sorted(folder.glob("*.*.md")):
        text = path.read_text(encoding="utf-8")
        found.append(Source(path, path.name.split(".")[1], text, text.index("\n---\n") + 5))
    return found


def mutations(folder: Path, seed: int, share: float = 1.0) -> Iterator[Mutation]:
    """Changes drawn by a seed from all that could be made: so many of each kind, or that share of so many.

    Of each section at least one, however few are drawn.
    """
    files = sources(folder)
    without = {source.path for source in files}
    for maker, count in MAKERS.items():
        rng = random.Random(f"{seed} {maker.__name__}")
        edits = [(source, edit) for source in files for edit in maker(source, rng)]
        chosen = rng.sample(edits, min(math.ceil(count * share), len(edits)))
        without -= {source.path for source, _ in chosen}
        for path in sorted(without & {source.path for source, _ in edits}):
            chosen.append(next(edit for edit in edits if edit[0].path == path))
            without.discard(path)
        for source, (start, end, new) in chosen:
            text = source.text[:start] + new + source.text[end:]
            line = source.text.count("\n", 0, start) + 1
            change = f"{source.text[start:end]!r} → {new!r}"
            yield Mutation(maker.__name__, source.path, source.locale, line, change, text)
