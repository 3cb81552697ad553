"""Honest translations: other wording, another order, numerals for words. None of them is a difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parity.texts import findings

PAIRS = [
    # figures and units in other forms
    ("成人的剂量为每次 5 至 10 毫克，每日 3 次。", "Adults take 5–10 mg three times a day."),
    ("负荷剂量为 30 到 50 毫克每千克体重。", "The loading dose is between 30 and 50 mg/kg."),
    ("输注速度为每小时 1～2 克，持续 24 小时。", "The infusion runs at 1 to 2 g/h for twenty-four hours."),
    ("随访期为十二周，失访率为百分之八。", "Follow-up lasted 12 weeks, and 8 percent of patients were lost."),
    ("共有 1 万零 141 名妇女参加。", "In all 10,141 women took part."),
    ("研究纳入五千零七十一名患者。", "The study enrolled 5071 patients."),
    ("九项试验中有三项报告了恶心。", "Nausea was reported in three of nine trials."),
    ("大约三分之一的患者需要补救镇痛。", "About a third of the patients needed rescue analgesia."),
    ("有三分之二的受试者是女性。", "Two thirds of the participants were women."),
    ("约有一半患者出现潮红。", "Flushing occurred in about half of the patients."),
    ("用药半小时后血压恢复正常。", "Half an hour after the drug the blood pressure was normal again."),
    ("该指南发布于2013年，2019年修订。", "The guideline appeared in 2013 and was revised in 2019."),
    ("第二项研究的样本量是第一项的两倍。", "The second study was twice as large as the first."),
    ("血清浓度应维持在 2～3.5 mmol/L。", "The serum level should be kept at 2 to 3.5 mmol/L."),
    ("疗程为 5 天，必要时延长至 7 天。", "Treatment takes five days and may be prolonged to seven."),
    ("死亡率为 1.5%（95% CI −0.2 至 3.1）。", "Mortality was 1.5% (95% CI -0.2 to 3.1)."),
    ("每公斤体重给予 0.1 毫升。", "Give 0.1 mL per kilogram of body weight."),
    ("在 2024 年 9 月 10 日查阅。", "Accessed on 10 September 2024."),
    ("剂量分别为 4 mg、6 mg 和 8 mg。", "The doses were 4, 6 and 8 mg."),
    ("每隔 15 分钟测一次血压。", "Measure the blood pressure every fifteen minutes."),
    # another order, joined and divided sentences
    ("与 20 mg 组相比，40 mg 组的患者恶心较少。", "Patients had less nausea with 40 mg than with 20 mg."),
    (
        "该药起效快，作用持续 4 小时；老年患者清除减慢，因此剂量应减至 2 mg。",
        "The drug acts fast and lasts for 4 h. Clearance is slower in older patients. So the dose is cut to 2 mg.",
    ),
    (
        "共 120 例患者。其中 60 例接受利多卡因[@a2020]，另外 60 例接受安慰剂[@b2020]。",
        "Of 120 patients, 60 received lidocaine[@a2020] and the other 60 placebo.[@b2020]",
    ),
    (
        "术后第一天疼痛最重，第三天基本缓解。",
        "Pain was worst on the first day after surgery and had mostly eased by day 3.",
    ),
    (  # as many sentences, but divided elsewhere
        "共纳入 120 例患者，平均年龄为 54 岁[@a2020]。其中 60 例在手术当天接受镁剂静脉输注。"
        "其余 60 例接受生理盐水，两组的手术时间和麻醉方式相近。",
        "The study enrolled 120 patients. Their mean age was 54 years.[@a2020] Of them, 60 received an intravenous"
        " infusion of magnesium on the day of surgery, the other 60 received saline, and the groups were alike in"
        " the length of surgery and the kind of anaesthesia.",
    ),
    # words of negation and of direction that are said in another way
    ("目前还没有足够的证据支持常规使用。", "Evidence to support routine use is still lacking."),
    ("两组的住院时间相近，差异无统计学意义。", "Length of stay was similar, without a significant difference."),
    ("肾功能不全的患者应避免使用。", "Avoid it in patients with kidney impairment."),
    ("该药不良反应轻微，多数患者可以耐受。", "Adverse effects are mild and most patients tolerate them."),
    ("严重出血罕见。", "Serious bleeding is rare."),
    ("最佳剂量尚不明确。", "The best dose is not known."),
    ("剂量不得超过 4 g。", "The dose must not exceed 4 g."),
    ("血压下降不超过 10 mmHg。", "The blood pressure fell by no more than 10 mmHg."),
    ("未见呼吸抑制。", "There was no respiratory depression."),
    ("高血压患者应减少剂量。", "Reduce the dose in patients with hypertension."),
    ("缓慢注射可减轻疼痛。", "Slow injection makes it less painful."),
    ("疼痛评分较低，但差别很小。", "Pain scores were lower, but only slightly."),
    ("至少观察 6 小时。", "Observe for at least 6 h."),
    ("除妊娠患者外，均可使用。", "It may be used in all patients except during pregnancy."),
    # names and idioms with a numeral in them
    ("一般来说，一些患者会有一定程度的嗜睡。", "In general, some patients become drowsy to a certain degree."),
    ("万一发生过敏，应立即停药。", "Should an allergic reaction occur, stop the drug at once."),
    ("这是最常用的药物之一。", "It is one of the drugs most often used."),
    ("三叉神经痛和十二指肠溃疡各有一例。", "There was one case each of trigeminal neuralgia and duodenal ulcer."),
    ("呼气末二氧化碳分压升高。", "End-tidal carbon dioxide rises."),
    ("半衰期约为 5 小时。", "The half-life is about 5 hours."),
    ("NMDA 受体含有 GluN2B 亚基，Mg²⁺ 可阻断它。", "The NMDA receptor has a GluN2B subunit, and Mg²⁺ blocks it."),
    ("静脉、鞘内和硬膜外三种途径均有报道。", "Intravenous, intrathecal and epidural routes have been described."),
    # written after the rules, to see how they do on text that they were not made with
    (
        "氯胺酮 0.5 mg/kg 静脉推注后，以 0.1～0.2 mg/kg/h 维持，可减少术后 24 小时吗啡用量。",
        "After a bolus of ketamine 0.5 mg/kg, an infusion of 0.1 to 0.2"
        " mg/kg/h lowers morphine use over the first 24 hours after surgery.",
    ),
    (
        "四项研究共 312 例患者，其中三项报告了谵妄，发生率为 4% 至 11%。",
        "Delirium was reported in three of the four studies (312 patients in"
        " all), with an incidence between 4% and 11%.",
    ),
    (
        "该综述的作者指出，证据质量为中等，结论仍需大样本试验证实。",
        "The authors of the review rate the evidence as moderate and call for"
        " large trials to confirm their conclusion.",
    ),
    (
        "肝功能正常者无需调整剂量；Child-Pugh C 级患者剂量减半。",
        "No adjustment is needed when liver function is normal; in Child-Pugh class C the dose is halved.",
    ),
    ("停药后 48 小时内症状可能复发。", "Symptoms may return within 48 h of stopping the drug."),
    ("患者年龄为 18 至 65 岁，ASA 分级 I～III 级。", "Patients were 18 to 65 years old and of ASA class I to III."),
    (
        "利多卡因的起效时间为 5～10 分钟，比布比卡因快。",
        "Lidocaine takes effect in 5 to 10 minutes, faster than bupivacaine.",
    ),
    ("没有一项试验报告死亡。", "None of the trials reported a death."),
    ("这两种方法的效果并无不同。", "The two methods do not differ in effect."),
    (
        "低血压的发生率在两组之间没有显著差异（12% 对 10%，P = 0.62）。",
        "Hypotension did not differ significantly between the groups (12% v 10%, P = 0.62).",
    ),
    ("仅在必要时使用。", "Use it only when necessary."),
    ("剂量越大，镇静越深。", "The larger the dose, the deeper the sedation."),
    (
        "儿童用量按体重计算，每日最大剂量为 60 mg/kg。",
        "In children the dose goes by body weight, with a daily maximum of 60 mg/kg.",
    ),
    ("2019 年至 2021 年，共有 1200 多名患者入组。", "Between 2019 and 2021 more than 1200 patients were enrolled."),
    ("NNT 为 6，即每治疗 6 例患者，就有 1 例获益。", "The NNT is 6: of every six patients treated, one benefits."),
    (
        "疼痛缓解不充分时，可在 30 分钟后重复半量。",
        "If relief is inadequate, half the dose may be repeated after 30 min.",
    ),
    ("血药浓度达到 5 μg/mL 以上时可出现抽搐。", "Seizures may occur above a plasma level of 5 mcg/mL."),
    ("无论是否联合用药，都应监测呼吸。", "Monitor respiration whether or not other drugs are given."),
    (
        "首剂 10 mL，之后每次增加 5 mL，直至阻滞平面达到 T10。",
        "Start with 10 mL and add 5 mL at a time until the block reaches T10.",
    ),
    (
        "约四分之一的患者在第 3 天出院，其余在一周内出院。",
        "A quarter of the patients left hospital on day 3 and the rest within a week.",
    ),
    ("这种说法缺乏依据，不应采信。", "There is no basis for this claim, and it should not be believed."),
    ("高龄、肥胖和睡眠呼吸暂停都会增加风险。", "Old age, obesity and sleep apnoea all raise the risk."),
    (
        "评分降低 1.5 分（95% CI 0.8～2.2），但未达到最小临床意义差值 2 分。",
        "Scores fell by 1.5 points (95% CI 0.8 to 2.2), less than the smallest"
        " clinically relevant difference of 2 points.",
    ),
    # written after the glossary, with its terms in them
    ("重症肌无力患者对肌松药特别敏感。", "Neuromuscular blockers act more strongly in myasthenia gravis."),
    ("有房室传导阻滞者禁用。", "Heart block is a contraindication."),
    ("CRPS 的患者对轻触也会感到疼痛。", "In complex regional pain syndrome even a light touch hurts."),
    ("硫酸镁每日总量不超过 30 g。", "No more than 30 g of magnesium sulphate is given in a day."),
    ("可信区间越宽，估计越粗略。", "The wider the confidence interval, the rougher the estimate."),
    ("蛛网膜下隙阻滞后常见低血压。", "Hypotension is common after spinal anaesthesia."),
    ("用舒更葡糖可快速逆转罗库溴铵。", "Rocuronium is quickly reversed with sugammadex."),
    ("先兆子痫的孕妇血压升高。", "Women with preeclampsia have high blood pressure."),
    ("荟萃分析显示，阿片类药物用量减少。", "Meta-analysis shows that less opioid is used."),
    ("膝跳反射消失提示镁过量。", "A lost knee jerk is a sign of too much magnesium."),
    (
        "谷氨酸与受体结合，去极化后钙离子内流。它还参与学习和记忆。",
        "Glutamate binds to its receptor, and after depolarisation calcium enters. Glutamate also has a part in"
        " learning and memory.",
    ),
]


@pytest.mark.parametrize(("first", "other"), PAIRS)
def test_honest_translations_agree(tmp_path: Path, first: str, other: str) -> None:
    assert [str(finding) for finding in findings(tmp_path, first + "\n", other + "\n")] == []


def test_there_are_enough_of_them() -> None:
    assert len(PAIRS) >= 30
