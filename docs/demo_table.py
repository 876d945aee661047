"""Make `bot/demo.csv`, the table that /demo shows: 240 invented guests of a café."""

import csv
from pathlib import Path

import numpy as np

TABLE = Path(__file__).parents[1] / "bot" / "demo.csv"
HEADER = ("손님번호", "나이(세)", "한 달 방문(회)", "한 번 결제액(원)", "동네")
GUESTS = {
    # guests, mean and spread of age, visits a month, won a visit, and where they live
    "students": (70, (22, 2), (13, 2), (5200, 700), "서교동 서교동 서교동 연남동"),
    "office workers": (
        80,
        (35, 4),
        (20, 2),
        (7600, 900),
        "합정동 합정동 서교동 망원동",
    ),
    "families": (50, (42, 4), (4, 1), (27500, 3500), "망원동 망원동 망원동 연남동"),
    "seniors": (40, (66, 4), (9, 2), (9800, 1400), "연남동 연남동 망원동 합정동"),
}


def guests(rng: np.random.Generator) -> list[tuple[int, int, int, str]]:
    """Return every guest's age, visits, won and neighbourhood, in no order."""
    rows = []
    for count, *columns, homes in GUESTS.values():
        numbers = [rng.normal(mean, spread, count) for mean, spread in columns]
        for age, visits, won in zip(*numbers, strict=True):
            home = str(rng.choice(homes.split()))
            rows.append((round(age), max(1, round(visits)), round(won, -2), home))
    return [rows[i] for i in rng.permutation(len(rows))]


def main() -> None:
    """Write the table as a Korean Excel would read it: UTF-8 with a BOM."""
    with TABLE.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADER)
        for number, (age, visits, won, home) in enumerate(
            guests(np.random.default_rng(7)), start=1
        ):
            table.writerow((f"C{number:04}", age, visits, int(won), home))


if __name__ == "__main__":
    main()
