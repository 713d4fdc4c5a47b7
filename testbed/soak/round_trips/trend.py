"""How a figure went: its first fifth, its last, and the slope through all."""

import statistics


def line(name, values, unit):
    """One line of the table."""
    if len(values) < 2:
        return f"{name:<26} {len(values):>4}  too few to tell"
    fifth = max(len(values) // 5, 1)
    first, last = statistics.median(values[:fifth]), statistics.median(values[-fifth:])
    slope = statistics.linear_regression(range(len(values)), values).slope * 100
    return (
        f"{name:<26} {len(values):>4}  median {statistics.median(values):8.2f} {unit}"
        f"  first fifth {first:8.2f}  last fifth {last:8.2f}  slope {slope:+8.3f} {unit} in 100"
    )
