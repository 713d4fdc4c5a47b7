"""The command line: `run` attacks, `client` is one attacker."""

import argparse

from . import clients, files, forge, siege

CLIENTS = {
    each.__name__: each
    for each in (
        clients.storm,
        clients.flood,
        clients.polite,
        clients.vanish,
        clients.hold,
        clients.crowd,
        clients.throng,
        clients.churn,
        clients.ask,
        files.open_files,
        forge.forge,
    )
}


def main(arguments):
    """The exit status is the answer."""
    parser = argparse.ArgumentParser(prog="hostile")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run")
    run.add_argument("--seed", type=int, default=1)
    run.add_argument("--calls", type=int, default=20000)
    client = commands.add_parser("client")
    client.add_argument("what", choices=CLIENTS)
    client.add_argument("words", nargs="*")
    options = parser.parse_args(arguments)
    if options.command == "client":
        CLIENTS[options.what](*options.words)
        return 0
    return siege.attack(options.seed, options.calls)
