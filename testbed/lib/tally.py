"""Checks that are printed and counted: what the testbed's programs for a machine are written with."""


class Tally:
    """Of one run."""

    def __init__(self, quiet=False):
        self._quiet = quiet
        self.passed = 0
        self.failed = 0

    def part(self, title):
        """What the next checks are about."""
        self._print(title)

    def note(self, text):
        """Something worth knowing that is not judged."""
        self._print(f"    {text}")

    def holds(self, title, wrong):
        """A check: nothing may be wrong. `wrong` is a text, or a list of them."""
        faults = [wrong] if isinstance(wrong, str) else list(wrong)
        faults = [fault for fault in faults if fault]
        if faults:
            self.failed += 1
            self._print("\n      ".join([f"  ✗ {title}", *map(str, faults)]))
        else:
            self.passed += 1
            self._print(f"  ✓ {title}")

    def equals(self, title, expected, observed):
        self.holds(
            title, "" if observed == expected else f"expected {expected!r}, observed {observed!r}"
        )

    def _print(self, text):
        if not self._quiet:
            print(text, flush=True)

    def end(self):
        """The last line; the exit status."""
        print(f"\n{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0
