"""Charts of events: who did what to whom by month, cooperation against conflict, before and after, words and deeds.

As in `charts`, colour never stands alone: cooperation is light and points up, conflict is dark and points down, and a
mark is hollow where it rests on few events.
"""

from __future__ import annotations

from typing import Any

import polars

from daylight.brief.charts import CAMP_COLOURS, Chart, dressed, rows_of

KINDS: dict[str, Any] = {"domain": ["cooperation", "conflict"], "range": ["#9ecae1", "#7f2704"]}
THIN = 3
"""Events under which a mark is drawn hollow."""


def monthly(table: polars.DataFrame, title: str, source: str) -> Chart:
    """Counts of cooperation and conflict by month with the mean intensity below, a column for each directed pair.

    Parameters
    ----------
    table : polars.DataFrame
        Columns ``month``, ``pair``, ``cooperation``, ``conflict``, ``events``, ``intensity``, ``low``, ``high``.
    """
    import altair

    counts = table.unpivot(["cooperation", "conflict"], index=["month", "pair"], variable_name="kind", value_name="n")
    counts = counts.with_columns(n=polars.when(polars.col("kind") == "conflict").then(-polars.col("n")).otherwise("n"))
    width = max(130, 24 * table["month"].n_unique())
    x = altair.X("month:O", title="Month", axis=altair.Axis(labelAngle=-40))
    column = altair.Column("pair:N", title=None, sort=table["pair"].unique(maintain_order=True).to_list())
    bars = (
        altair.Chart(rows_of(counts.filter(polars.col("n") != 0)))
        .mark_bar(stroke="black", strokeWidth=0.4)
        .encode(
            x=x,
            y=altair.Y("n:Q", title="Events (conflict below 0)", axis=altair.Axis(tickMinStep=1, format="d")),
            color=altair.Color("kind:N", title="Events", scale=altair.Scale(**KINDS)),
            column=column,
        )
        .properties(width=width, height=140)
    )
    shown = table.with_columns(thin=_thin(table["events"]))
    base = altair.Chart(rows_of(shown)).encode(x=x)
    scale = altair.Scale(domain=[-10, 10])
    points = _points(base, altair.Y("intensity:Q", title="Mean intensity", scale=scale))
    whiskers = base.mark_rule().encode(y=altair.Y("low:Q", scale=scale), y2="high:Q")
    below = (whiskers + points).properties(width=width, height=120).facet(column=column)
    return dressed(altair.vconcat(bars, below), title, source + " Whiskers: 90 % intervals of the mean.")


def balances(table: polars.DataFrame, title: str, source: str) -> Chart:
    """Balance of cooperation and conflict of pairs with their intervals.

    Parameters
    ----------
    table : polars.DataFrame
        Columns ``pair``, ``balance``, ``low``, ``high``, ``events``.
    """
    import altair

    shown = table.with_columns(thin=_thin(table["events"]), row=polars.format("{} ({})", "pair", "events"))
    base = altair.Chart(rows_of(shown)).encode(
        y=altair.Y("row:N", title="Pair (events)", sort=shown["row"].to_list(), axis=altair.Axis(labelLimit=320))
    )
    scale = altair.Scale(domain=[-1, 1])
    bars = base.mark_rule(strokeWidth=2).encode(
        x=altair.X("low:Q", title="Balance (-1 conflict alone, +1 cooperation alone)", scale=scale), x2="high:Q"
    )
    dots = _points(base, altair.X("balance:Q", scale=scale))
    return dressed(_zero("x") + bars + dots, title, source + " Bars: 90 % intervals.").properties(
        width=480, height=altair.Step(22)
    )


def before_after(table: polars.DataFrame, day: str, title: str, source: str) -> Chart:
    """Mean intensity of directed pairs before a day (square) and from it on (circle).

    Parameters
    ----------
    table : polars.DataFrame
        Columns ``pair``, ``when`` ("before" or "after"), ``intensity``, ``events``.
    """
    import altair

    shown = table.with_columns(thin=_thin(table["events"]))
    order = table["pair"].unique(maintain_order=True).to_list()
    base = altair.Chart(rows_of(shown)).encode(
        y=altair.Y("pair:N", title="Pair", sort=order, axis=altair.Axis(labelLimit=320, grid=True))
    )
    x = altair.X(
        "intensity:Q", title="Mean intensity (-10 conflict, +10 cooperation)", scale=altair.Scale(domain=[-10, 10])
    )
    lines = base.mark_line(color="#777777").encode(x=x, detail="pair:N")
    shapes = altair.Scale(domain=["before", "after"], range=["square", "circle"])
    dots = _points(base, x).encode(shape=altair.Shape("when:N", title=f"Against {day}", scale=shapes))
    return dressed(_zero("x") + lines + dots, title, source).properties(width=480, height=altair.Step(24))


def words_deeds(table: polars.DataFrame, title: str, source: str) -> Chart:
    """Pairs by their words, how far apart they stand, and their deeds, the balance of cooperation and conflict.

    Parameters
    ----------
    table : polars.DataFrame
        Columns ``pair``, ``daylight``, ``near``, ``far``, ``balance``, ``low``, ``high``, ``events``.
    """
    import altair

    shown = table.with_columns(thin=_thin(table["events"]))
    base = altair.Chart(rows_of(shown))
    across, up = altair.Scale(domain=[0, 2]), altair.Scale(domain=[-1.15, 1.15], nice=False)
    x = altair.X("daylight:Q", title="Words: daylight (0 together, 2 at opposite poles)", scale=across)
    y = altair.Y("balance:Q", title="Deeds: balance (-1 conflict, +1 cooperation)", scale=up)
    wide = base.mark_rule(color="#777777").encode(x=altair.X("near:Q", scale=across), x2="far:Q", y=y)
    tall = base.mark_rule(color="#777777").encode(x=x, y=altair.Y("low:Q", scale=up), y2="high:Q")
    names = base.mark_text(dy=-8, fontSize=10, align="left", dx=4, angle=335).encode(x=x, y=y, text="pair:N")
    dots = _points(base, x).encode(y=y)
    return dressed(_zero("y") + wide + tall + dots + names, title, source + " Bars: 90 % intervals.").properties(
        width=520, height=380
    )


def words_deeds_over_time(words: polars.DataFrame, deeds: polars.DataFrame, title: str, source: str) -> Chart:
    """Daylight of a pair over time above its events by month.

    Parameters
    ----------
    words : polars.DataFrame
        Columns ``at``, ``expected``, ``low``, ``high``.
    deeds : polars.DataFrame
        Columns ``at`` (first day of the month), ``kind``, ``n`` (conflict negative).
    """
    import altair

    x = altair.X("at:T", title="Date", axis=altair.Axis(format="%b %Y"))
    base = altair.Chart(rows_of(words)).encode(x=x)
    scale = altair.Scale(domain=[0, 2])
    band = base.mark_area(opacity=0.2, color=CAMP_COLOURS[0]).encode(
        y=altair.Y("low:Q", title="Words: daylight", scale=scale), y2="high:Q"
    )
    line = base.mark_line(color=CAMP_COLOURS[0], point=True).encode(y=altair.Y("expected:Q", scale=scale))
    bars = (
        altair.Chart(rows_of(deeds))
        .mark_bar(size=10, stroke="black", strokeWidth=0.4)
        .encode(
            x=x,
            y=altair.Y("n:Q", title="Deeds: events (conflict below 0)", axis=altair.Axis(tickMinStep=1, format="d")),
            color=altair.Color("kind:N", title="Events", scale=altair.Scale(**KINDS)),
        )
    )
    both = altair.vconcat((band + line).properties(width=560, height=170), bars.properties(width=560, height=130))
    return dressed(both.resolve_scale(x="shared"), title, source + " Band: 90 % interval.")


def _points(base: Any, x_or_y: Any) -> Any:
    """Dots, hollow where they rest on few events."""
    import altair

    channel = "x" if isinstance(x_or_y, altair.X) else "y"
    return base.mark_point(size=70, stroke="black", strokeWidth=1.4, opacity=1).encode(
        **{channel: x_or_y},
        fill=altair.Fill(
            "thin:N",
            title="Evidence",
            scale=altair.Scale(domain=[f"{THIN} events or more", "thin"], range=["black", "white"]),
        ),
    )


def _zero(channel: str) -> Any:
    import altair

    rule = altair.Chart(rows_of(polars.DataFrame({"zero": [0.0]}))).mark_rule(strokeDash=[4, 4], color="#777777")
    return rule.encode(**{channel: "zero:Q"})


def _thin(events: polars.Series) -> polars.Series:
    return polars.Series([f"{THIN} events or more" if n >= THIN else "thin" for n in events])
