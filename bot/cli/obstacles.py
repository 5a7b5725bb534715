"""`daumoi obstacles`: what the answers of a plan wait for, put together, as of any instant."""

import typer

from bot.cli import terminal
from bot.cli.lookup import instant_of, plan_called, round_called
from bot.cli.options import AsOf, Json


def obstacles(
    plan: str,
    called: str = typer.Option(
        "", "--round", help="Only of this round: its year, name or number; else of all rounds."
    ),
    as_of: AsOf = "",
    everything: bool = typer.Option(False, "--all", help="Those that are settled, too."),
    json: Json = False,
) -> None:
    """What is waited for: money, guidance, land, staff; who must act; since when; who waits."""
    from bot.documents.contents.obstacles import clustered, obstacle_list, open_ones
    from bot.documents.json.obstacles import cluster_data
    from bot.documents.text.obstacles import obstacles_text
    from bot.language.visible import visible
    from locales import DEFAULT_LANGUAGE, translator

    zone = terminal.settings().timezone
    with terminal.database_of_today().read() as session:
        instant = instant_of(as_of) or terminal.now()
        found = plan_called(session, plan)
        year = instant.astimezone(zone).year
        round_ = round_called(session, found, called, year) if called else None
        raised = obstacle_list(session, found, instant, zone, round_)
        clusters = clustered(raised if everything else open_ones(raised))
        if json:
            terminal.print_json([cluster_data(one, zone) for one in clusters])
        else:
            print(visible(obstacles_text(clusters, zone, translator(DEFAULT_LANGUAGE))))
