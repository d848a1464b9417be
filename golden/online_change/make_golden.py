"""Chances of a recent change by the sum over all partitions of a short series into runs.

It knows neither the recursion nor the order of its steps: each partition is weighed alone.
Synthetic figures. Command: python3 make_golden.py > expected.csv
"""

from itertools import product
from math import erfc, exp, fsum, hypot, log, sqrt

# Value and standard error; a limit alone; or nothing.
FIGURES = [(5.1, 0.1), (4.9, 0.0), (None, 2.0), (5.2, 0.3), None, (4.8, 0.2),
           (7.1, 0.1), (6.8, 1.5), (7.0, 0.0), (None, 8.0), (7.2, 0.1)]
LOWEST, HIGHEST, LEVELS, SPREADS = 0.0, 10.0, 81, 5
LEAST, GREATEST, MEAN_RUN, RECENT = 0.1, 2.5, 20.0, 3


def grid():
    for l in range(LEVELS):
        for s in range(SPREADS):
            level = LOWEST + (HIGHEST - LOWEST) * l / (LEVELS - 1)
            yield level, LEAST * exp(s / (SPREADS - 1) * log(GREATEST / LEAST))


def likelihood(figure, level, spread):
    if figure is None:
        return 1.0
    value, other = figure
    if value is None:
        return 0.5 * erfc((level - other) / spread / sqrt(2.0))
    deviation = hypot(spread, other)
    return exp(-0.5 * ((value - level) / deviation) ** 2) / deviation


POINTS = list(grid())


def run(figures):
    """Chance of the figures of one run, and the mean of its level."""
    weights = []
    for level, spread in POINTS:
        weight = 1.0
        for figure in figures:
            weight *= likelihood(figure, level, spread)
        weights.append(weight)
    total = fsum(weights)
    return total / len(POINTS), fsum(w * p[0] for w, p in zip(weights, POINTS)) / total


def main():
    runs = {}
    n = len(FIGURES)
    for first in range(n):
        for end in range(first + 1, n + 1):
            runs[first, end] = run(FIGURES[first:end])
    print("t,chance,level,before")
    for t in range(1, n + 1):
        weights, levels, old, old_levels, young = [], [], [], [], []
        for breaks in product([False, True], repeat=t - 1):
            starts = [0] + [i + 1 for i, is_break in enumerate(breaks) if is_break]
            ends = starts[1:] + [t]
            weight = 1.0
            for start, end in zip(starts, ends):
                weight *= runs[start, end][0]
            changes = len(starts) - 1
            weight *= (1 / MEAN_RUN) ** changes * (1 - 1 / MEAN_RUN) ** (t - 1 - changes)
            level = runs[starts[-1], t][1]
            weights.append(weight)
            levels.append(weight * level)
            if t - starts[-1] > RECENT:
                old.append(weight)
                old_levels.append(weight * level)
            else:
                young.append(weight)
        total = fsum(weights)
        chance = fsum(young) / total if old else 0.0
        before = repr(fsum(old_levels) / fsum(old)) if old else ""
        print(f"{t},{chance!r},{fsum(levels) / total!r},{before}")


main()
