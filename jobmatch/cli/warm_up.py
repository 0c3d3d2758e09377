"""``jobmatch warm-up``: do ahead what the first start would do."""

import click

from jobmatch.cli import application


@click.command("warm-up")
def warm_up() -> None:
    """Compile the ranking's kernel, train coding and build the indexes, once after installing or upgrading.

    A server does the same at its start; done ahead, it starts at once.
    """
    from jobmatch import warming

    with application() as app:
        warming.warm_up(app, lambda what: click.echo(f"Making ready: {what}"), train=True)
    click.echo("Ready.")
