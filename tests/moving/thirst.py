"""Another text, as Word writes it: styles, footnotes, pictures, captions and merged cells."""

from __future__ import annotations

import io
from typing import Any

from tests.moving.making import png, runs

REFERENCES = [
    "Doe J, Roe RA. Water before surgery. J Invented Fast. 2028;3(2):11-19. doi:10.5555/jif.2028.3",
    "Miller K, Poe E. Drugs that empty the stomach. Imaginary Gastroenterol 2029;7:44-49.",
]


def english(made: Any) -> None:
    made.add_heading("Thirst on the ward", 0)
    made.add_paragraph("Dr Ada Invented, Ben Nobody")
    made.add_paragraph("Corresponding author: ada@thirst.example")
    made.add_heading("Key points", 1)
    runs(made, "Thirst is common.", "^1", style="List Bullet")
    runs(made, "Sips of water are safe.", "^1,2", style="List Bullet")
    made.add_heading("How much to drink", 1)
    runs(made, "Adults drink 150–200 ml with 5 µg of nothing.", "^1–2", " The skin is 1.8 m", "^2", ".")
    made.add_paragraph("Table 1. Drinks", style="Caption")
    table = made.add_table(rows=3, cols=2)
    for row, cells in enumerate([("Drink", "Wait"), ("Water", "2 h [1]"), ("Milk", "6 h [2]")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    made.add_heading("Children", 2)
    runs(made, "*Children", " drink more.", "^2")
    made.add_picture(io.BytesIO(png()))
    made.add_paragraph("Figure 1. A glass", style="Caption")
    made.add_heading("References", 1)
    for text in REFERENCES:
        made.add_paragraph(text, style="List Number")


def chinese(made: Any) -> None:
    made.add_heading("病房里的口渴", 0)
    made.add_paragraph("Ada Invented医生，Ben Nobody")
    made.add_paragraph("通讯作者：ada@thirst.example")
    made.add_heading("要点", 1)
    runs(made, "口渴很常见", "^[1]", "。", style="List Bullet")
    runs(made, "少量饮水是安全的", "^[1,2]", "。", style="List Bullet")
    made.add_heading("饮多少", 1)
    runs(made, "成人饮150–200 ml，其中5 µg不是什么", "^[1–2]", "。皮肤有1.8 m", "^2", "。")
    made.add_paragraph("表 1 饮料", style="Caption")
    table = made.add_table(rows=3, cols=2)
    for row, cells in enumerate([("饮料", "等待"), ("水", "2 h [1]"), ("牛奶", "6 h [2]")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    made.add_heading("儿童", 2)
    runs(made, "*儿童", "饮得更多", "^[2]", "。")
    made.add_picture(io.BytesIO(png()))
    made.add_paragraph("图 1 一只杯子", style="Caption")
    made.add_heading("参考文献", 1)
    for number, text in enumerate(REFERENCES, 1):
        made.add_paragraph(f"[{number}] {text}")
