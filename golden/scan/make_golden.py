"""Weighs every cylinder of the North Carolina data one by one and writes the clusters to clusters.csv."""

import csv
import math

ROWS = list(csv.DictReader(open("sids.csv")))
PLACES = [(float(row["east"]), float(row["north"])) for row in ROWS]
DEATHS = [[int(row["deaths_1974"]), int(row["deaths_1979"])] for row in ROWS]
BIRTHS = [[float(row["births_1974"]), float(row["births_1979"])] for row in ROWS]


def cylinders(counts, expected, share):
    weights = [sum(row) for row in expected]
    for x, y in PLACES:
        squares = [(a - x) ** 2 + (b - y) ** 2 for a, b in PLACES]
        for square in sorted(set(squares)):
            inside = frozenset(i for i in range(len(PLACES)) if squares[i] <= square)
            if sum(weights[i] for i in inside) > share * sum(weights):
                break
            for window in range(1, len(counts[0]) + 1):
                yield (
                    inside,
                    window,
                    sum(sum(counts[i][-window:]) for i in inside),
                    sum(sum(expected[i][-window:]) for i in inside),
                )


def kulldorff(c, b, total):
    outside = (total - c) * math.log((total - c) / (total - b)) if c < total else 0.0
    return c * math.log(c / b) + outside if c > b else 0.0


def expectation_based(c, b, _):
    return c * math.log(c / b) + b - c if c > b else 0.0


def clusters(case, statistic, counts, expected, share=0.5, most=4):
    total = sum(map(sum, counts))
    weighed = [
        (statistic(c, b, total), -window, inside, c, b)
        for inside, window, c, b in cylinders(counts, expected, share)
    ]
    weighed.sort(key=lambda one: -one[0])
    taken = set()
    for ratio, window, inside, c, b in weighed:
        if most and ratio > 0 and not inside & taken:
            taken |= inside
            most -= 1
            names = " ".join(sorted(ROWS[i]["county"].replace(" ", "_") for i in inside))
            yield [case, -window, names, c, f"{b:.9f}", f"{ratio:.9f}"]


def scaled(weights, total):
    factor = total / sum(map(sum, weights))
    return [[factor * weight for weight in row] for row in weights]


def main():
    total = sum(map(sum, DEATHS))
    whole = [[sum(row)] for row in DEATHS]
    whole_births = [[sum(row)] for row in BIRTHS]
    before = sum(row[0] for row in DEATHS) / sum(row[0] for row in BIRTHS)
    at_old_rate = [[before * births for births in row] for row in BIRTHS]
    with open("clusters.csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["case", "window", "counties", "observed", "expected", "log_ratio"])
        out.writerows(clusters("space", kulldorff, whole, scaled(whole_births, total)))
        out.writerows(clusters("space_time", kulldorff, DEATHS, scaled(BIRTHS, total)))
        out.writerows(clusters("tenth", kulldorff, DEATHS, scaled(BIRTHS, total), share=0.1))
        out.writerows(clusters("expectation", expectation_based, DEATHS, at_old_rate, share=0.1))


main()
