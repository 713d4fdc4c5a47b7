"""What PIT's report says of one package: mutants, those that a test noticed, those that cannot matter."""

import argparse
import csv
import json
import pathlib
import sys
import xml.etree.ElementTree as xml

NOTICED = {"KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR"}
HERE = pathlib.Path(__file__).parent


def rows(path):
    """The rows of a table with a header."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def mutator(name):
    """PIT's class of a mutator, without what all have in common."""
    return name.rsplit(".", 1)[-1].removesuffix("Mutator")


def source_of(repository, package, file):
    """The file of a class, in whichever module it is."""
    return next(repository.glob(f"*/src/main/java/{package.replace('.', '/')}/{file}"))


def survivors(report, repository):
    """Every mutant that no test noticed: class, line, mutator, the code of that line, PIT's words."""
    texts = {}
    found = []
    for mutant in xml.parse(report).getroot():
        if mutant.get("status") in NOTICED:
            continue
        name = mutant.findtext("mutatedClass")
        path = source_of(repository, name.rsplit(".", 1)[0], mutant.findtext("sourceFile"))
        if path not in texts:
            texts[path] = path.read_text(encoding="utf-8").splitlines()
        line = int(mutant.findtext("lineNumber"))
        found.append(
            {
                "class": name.rsplit(".", 1)[-1],
                "line": line,
                "mutator": mutator(mutant.findtext("mutator")),
                "code": texts[path][line - 1].strip(),
                "what": mutant.findtext("description"),
                "status": mutant.get("status"),
            }
        )
    return found


def key(row):
    return (row["class"], row["mutator"], row["code"])


def judge(report, repository, harmless):
    """Counts of a report. A mutant that is listed as harmless is not counted at all."""
    listed = {key(row) for row in harmless}
    alive = survivors(report, repository)
    kept = [row for row in alive if key(row) not in listed]
    total = len(xml.parse(report).getroot()) - (len(alive) - len(kept))
    return {
        "mutants": total,
        "noticed": total - len(kept),
        "harmless": len(alive) - len(kept),
        "survivors": kept,
    }


def unlisted(harmless):
    """Rows of the list that give no reason."""
    return [row for row in harmless if not (row.get("reason") or "").strip()]


def percent(result):
    """Rounded down: a goal is reached or not."""
    return 100 * result["noticed"] // result["mutants"] if result["mutants"] else 0


def is_reached(result, goal):
    """Nothing to judge is no success: then the package or its report was not found."""
    return result["mutants"] > 0 and 100 * result["noticed"] >= goal * result["mutants"]


def table(results):
    """Markdown, one row a package."""
    lines = [
        "| package | mutants | noticed | | goal | cannot matter |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for result in results:
        if "mutants" not in result:
            lines.append(f"| `{result['package']}` | | | not judged yet | {result['goal']} % | |")
            continue
        lines.append(
            f"| `{result['package']}` | {result['mutants']} | {result['noticed']} "
            f"| {percent(result)} % | {result['goal']} % | {result['harmless']} |"
        )
    return "\n".join(lines)


def main(arguments):
    parser = argparse.ArgumentParser(prog="report.py")
    parser.add_argument("--repository", required=True, type=pathlib.Path)
    parser.add_argument("--reports", required=True, type=pathlib.Path)
    parser.add_argument("--results", required=True, type=pathlib.Path)
    parser.add_argument("--book", type=pathlib.Path)
    parser.add_argument("names", nargs="+")
    given = parser.parse_args(arguments)
    harmless = rows(HERE / "harmless.tsv")
    for row in unlisted(harmless):
        sys.exit(f"cannot use {HERE / 'harmless.tsv'}: no reason is given for {row['class']}: {row['code']}")
    packages = {row["name"]: row for row in rows(HERE / "packages.tsv")}
    known = json.loads(given.results.read_text(encoding="utf-8")) if given.results.exists() else {}
    failed = False
    for name in given.names:
        row = packages[name]
        report = given.reports / name / "mutations.xml"
        if not report.exists():
            print(f"{name}: PIT left no report; its log is {given.reports / name}.log", file=sys.stderr)
            failed = True
            continue
        result = judge(report, given.repository, harmless)
        result |= {"package": row["package"], "goal": int(row["goal"])}
        known[name] = result
        for alive in result["survivors"]:
            print(f"{name}\t{alive['class']}:{alive['line']}\t{alive['mutator']}\t{alive['status']}"
                  f"\t{alive['code']}\t{alive['what']}")
        failed |= not is_reached(result, result["goal"])
    known = {name: known[name] for name in packages if name in known}
    given.results.write_text(json.dumps(known, indent=1), encoding="utf-8")
    print(table([known[name] for name in given.names if name in known]))
    if given.book:
        everything = [known.get(name, row) for name, row in packages.items()]
        given.book.write_text(page(everything, harmless), encoding="utf-8")
    return 1 if failed else 0


def page(results, harmless):
    """The page of the book: the table, and what was found not to matter."""
    reasons = "\n".join(
        f"| `{row['class']}` | `{row['code'].replace('|', chr(92) + '|')}` | {row['mutator']} | {row['reason']} |"
        for row in harmless
    )
    return f"""# Mutation testing

`testbed/mutation` changes the compiled code in small ways, one at a time, and counts how many of these mutants a test
of the same package notices, or, for the bus, one of the contract's ([PIT](https://pitest.org), its default
mutators; calls that log are left out). The page is written by `testbed/mutation --book`; a package below its goal makes
the command fail.

{table(results)}

## What cannot matter

These mutants do what the code does, as far as anybody can tell; they are not counted.

| class | code | mutant | reason |
| --- | --- | --- | --- |
{reasons}
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
