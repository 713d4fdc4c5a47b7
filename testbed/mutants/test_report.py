import contextlib
import io
import json
import pathlib
import tempfile
import unittest
from unittest import mock

import report

SOURCE = """package org.example;
final class Lamp {
  void on() {
    light.set(true);
    count++;
  }
}
"""


def mutant(status, line, kind="VoidMethodCallMutator"):
    return f"""<mutation detected='{"true" if status == "KILLED" else "false"}' status='{status}'>
      <sourceFile>Lamp.java</sourceFile><mutatedClass>org.example.Lamp$1</mutatedClass>
      <mutatedMethod>on</mutatedMethod><lineNumber>{line}</lineNumber>
      <mutator>org.pitest.mutationtest.engine.gregor.mutators.{kind}</mutator>
      <description>removed call</description></mutation>"""


class ReportTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        source = self.root / "lamps/src/main/java/org/example/Lamp.java"
        source.parent.mkdir(parents=True)
        source.write_text(SOURCE, encoding="utf-8")
        (self.root / "reports/lamp").mkdir(parents=True)
        self.harmless = []
        packages = [{"name": "lamp", "module": "lamps", "package": "org.example", "goal": "75"}]
        tables = {"packages.tsv": packages, "harmless.tsv": self.harmless}
        patch = mock.patch.object(report, "rows", lambda path: tables[path.name])
        patch.start()
        self.addCleanup(patch.stop)

    def run_report(self, *mutants, book=None):
        if mutants:
            (self.root / "reports/lamp/mutations.xml").write_text(
                f"<mutations>{''.join(mutants)}</mutations>", encoding="utf-8")
        out = io.StringIO()
        arguments = ["--repository", str(self.root), "--reports", str(self.root / "reports"),
                     "--results", str(self.root / "results.json"), "lamp"]
        if book:
            arguments[:0] = ["--book", str(book)]
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            status = report.main(arguments)
        return status, out.getvalue()

    def test_a_package_at_its_goal_passes(self):
        status, said = self.run_report(
            mutant("KILLED", 4), mutant("KILLED", 4), mutant("TIMED_OUT", 5), mutant("SURVIVED", 4))
        self.assertEqual(0, status)
        self.assertIn("| `org.example` | 4 | 3 | 75 % | 75 % | 0 |", said)
        self.assertIn("Lamp$1:4\tVoidMethodCall\tSURVIVED\tlight.set(true);", said)

    def test_a_package_below_its_goal_fails(self):
        status, _ = self.run_report(mutant("KILLED", 4), mutant("NO_COVERAGE", 4))
        self.assertEqual(1, status)

    def test_a_goal_is_not_reached_by_rounding(self):
        status, said = self.run_report(*[mutant("KILLED", 4)] * 149, *[mutant("SURVIVED", 4)] * 51)
        self.assertEqual(1, status)
        self.assertIn("| 74 % |", said)

    def test_what_cannot_matter_is_not_counted(self):
        self.harmless.append({"class": "Lamp$1", "mutator": "VoidMethodCall", "code": "light.set(true);",
                              "reason": "it shines already"})
        status, said = self.run_report(
            mutant("KILLED", 4), mutant("SURVIVED", 4), mutant("KILLED", 5, "IncrementsMutator"))
        self.assertEqual(0, status)
        self.assertIn("| 2 | 2 | 100 % | 75 % | 1 |", said)

    def test_a_listed_mutant_needs_a_reason(self):
        self.harmless.append({"class": "Lamp", "mutator": "Math", "code": "count++;", "reason": " "})
        with self.assertRaises(SystemExit):
            self.run_report(mutant("KILLED", 4))

    def test_no_report_and_no_mutants_are_no_success(self):
        self.assertEqual(1, self.run_report()[0])
        (self.root / "reports/lamp/mutations.xml").write_text("<mutations/>", encoding="utf-8")
        self.assertEqual(1, self.run_report()[0])

    def test_the_page_has_what_was_judged_before(self):
        old = {"lamp": {"package": "org.old", "mutants": 1, "noticed": 1, "harmless": 0, "goal": 75}}
        (self.root / "results.json").write_text(json.dumps(old), encoding="utf-8")
        book = self.root / "page.md"
        self.run_report(mutant("KILLED", 4), book=book)
        self.assertIn("| `org.example` | 1 | 1 | 100 % |", book.read_text(encoding="utf-8"))


if __name__ == "__main__":
    unittest.main()
