"""The command line: inside the machine `survey` and `drive`, outside `choose` and `report`."""
import argparse
import json
import os

from . import cells, former, page


def main(arguments):
    """Runs a subcommand; its exit status is the answer."""
    parser = argparse.ArgumentParser(prog="matrix")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("survey")
    drive = commands.add_parser("drive")
    drive.add_argument("batch")
    choose = commands.add_parser("choose")
    choose.add_argument("folder")
    choose.add_argument("--from", dest="origin")
    choose.add_argument("--to")
    choose.add_argument("--fault", choices=[fault.name for fault in cells.FAULTS])
    choose.add_argument("--step", default="")
    choose.add_argument("--cluster", action="store_true", default=None)
    choose.add_argument("--open", metavar="BOOK", help="only cells that this page does not show to hold")
    choose.add_argument("--seed", type=int, default=0)
    choose.add_argument("--cells", type=int)
    report = commands.add_parser("report")
    report.add_argument("folder")
    report.add_argument("--book")
    options = parser.parse_args(arguments)
    match options.command:
        case "survey":
            # Inside the machine alone: what these need is not there outside.
            from . import survey

            print(json.dumps(survey.survey()))
            return 0
        case "drive":
            from . import drive as driver

            return driver.drive(options.batch)
        case "choose":
            return choose_cells(options)
        case "report":
            return report_results(options)


def read_page(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def read_plan(folder):
    with open(os.path.join(folder, "plan.json"), encoding="utf-8") as file:
        return json.load(file)


def choose_cells(options):
    """Writes batches into FOLDER/batches and prints how many cells they hold."""
    transitions = cells.transitions_from_json(read_plan(options.folder))
    every = cells.cells_of(transitions)
    if options.open:
        every = former.open_cells(every, read_page(options.open), transitions)
    chosen = cells.select(
        every,
        options.origin,
        options.to,
        options.fault,
        options.step,
        options.cluster,
        options.seed,
        options.cells,
    )
    batches = os.path.join(options.folder, "batches")
    os.makedirs(batches)
    for number, batch in enumerate(cells.batches_of(chosen, cells.BATCH)):
        with open(os.path.join(batches, f"{number:03}.json"), "w", encoding="utf-8") as file:
            json.dump([cell.to_json() for cell in batch], file)
    print(len(chosen))
    return 0


def report_results(options):
    """Prints the matrix, and writes the page of the book if asked to; fails if a cell does."""
    plan = read_plan(options.folder)
    results = []
    with open(os.path.join(options.folder, "results.jsonl"), encoding="utf-8") as file:
        results = [json.loads(line) for line in file]
    transitions = cells.transitions_from_json(plan)
    matrix = page.Matrix(transitions, results)
    print(page.terminal(matrix))
    if options.book:
        write_book(options.book, transitions, results, plan["version"])
    failed = matrix.failed()
    print(f"\n{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


def write_book(path, transitions, results, version):
    """Writes the page; of cells that were not run it goes on telling what an earlier run found."""
    kept = former.results(read_page(path), transitions)
    with open(path, "w", encoding="utf-8") as file:
        file.write(page.markdown(page.Matrix(transitions, results, kept), version))
