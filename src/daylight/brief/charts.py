"""Charts as Altair specifications, from plain tables: readable in greyscale and for colour-blind readers.

Colour never stands alone: cells carry their number, camps a shape, lines a dash. The diverging scale is purple to
orange, which differs in lightness to every eye; camps take the colours of Okabe & Ito. Every chart names its axes,
and its source below the title.
"""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any, NamedTuple

import polars

from daylight.errors import InputError

CAMP_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442", "#000000")
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left")
STANCE_SCALE: dict[str, Any] = {"domain": [-1, 0, 1], "range": ["#7b3294", "#f7f7f7", "#e66101"]}
ALONE = "alone"
"""Name of the camp of an actor that stands by itself."""

Chart = Any
"""An Altair chart; not named as such, so that Altair is loaded only when something is drawn."""

FORMATS = ("svg", "png", "html", "json")


def heatmap(table: polars.DataFrame, title: str, source: str) -> Chart:
    """Actor × issue positions: colour and number are the mean, the bar below it the certainty.

    Parameters
    ----------
    table : polars.DataFrame
        Columns ``actor``, ``issue`` (names), ``mean``, ``low``, ``high``, ``count``.
    title, source : str
        What is shown, and from what.
    """
    import altair

    actors, issues = _by_sides(table)
    shown = table.with_columns(label=polars.col("mean").map_elements(_signed, polars.String))
    names = altair.Axis(labelAngle=-40, labelLimit=230, orient="bottom")
    base = altair.Chart(rows_of(shown)).encode(
        x=altair.X("issue:N", title="Issue", sort=issues, axis=names),
        y=altair.Y("actor:N", title="Actor", sort=actors, axis=altair.Axis(labelLimit=220)),
    )
    cells = base.mark_rect(stroke="white").encode(
        color=altair.Color(
            "mean:Q", title="Position: −1 opposes, +1 supports", scale=altair.Scale(**STANCE_SCALE),
            legend=altair.Legend(orient="bottom", direction="horizontal", gradientLength=260, titleLimit=400),
        ),
    )  # fmt: skip
    dark = altair.condition("abs(datum.mean) > 0.75", altair.value("white"), altair.value("black"))
    numbers = base.mark_text(fontSize=11, dy=-4).encode(text="label:N", color=dark)
    counts = base.mark_text(fontSize=8, dy=8).encode(text=altair.Text("count:Q", format="d"), color=dark)
    words = "In each cell the position, below it how many utterances it rests on; rows and columns run from one side "
    return dressed(cells + numbers + counts, title, f"{source} {words}of the debate to the other.").properties(
        width=altair.Step(44), height=altair.Step(30)
    )


def over_time(
    table: polars.DataFrame,
    title: str,
    source: str,
    axis: str = "Daylight (0 together, 2 at opposite poles)",
    legend: str = "Daylight on",
    top: float = 2.0,
) -> Chart:
    """Something over time, daylight unless said otherwise, with its interval as a band.

    Parameters
    ----------
    table : polars.DataFrame
        Columns ``at``, ``series``, ``expected``, ``low``, ``high``.
    axis, legend : str
        What the vertical axis and the series are.
    top : float
        The largest value.
    """
    import altair

    many = table["series"].n_unique() > 1
    key = altair.Legend(title=legend) if many else None
    base = altair.Chart(rows_of(table)).encode(x=altair.X("at:T", title="Date", axis=altair.Axis(format="%d %b %Y")))
    scale = altair.Scale(range=list(CAMP_COLOURS))
    band = base.mark_area(opacity=0.18).encode(
        y=altair.Y("low:Q", title=axis, scale=altair.Scale(domain=[0, top])),
        y2="high:Q",
        fill=altair.Fill("series:N", scale=scale, legend=None),
    )
    series = {
        "stroke": altair.Stroke("series:N", scale=scale, legend=key),
        "strokeDash": altair.StrokeDash("series:N", legend=key),
    }
    line = base.mark_line(strokeWidth=2, point=not many).encode(y="expected:Q", **series)
    source += "" if many else f" {legend}: {table['series'][0]}."
    return dressed(band + line, title, f"{source} Bands: 90 % intervals.").properties(width=620, height=300)


def network_map(nodes: polars.DataFrame, ties: polars.DataFrame, title: str, source: str) -> Chart:
    """Congruence network with camps.

    Parameters
    ----------
    nodes : polars.DataFrame
        Columns ``actor``, ``x``, ``y``, ``camp`` (name), ``strength``.
    ties : polars.DataFrame
        Columns ``x``, ``y``, ``x2``, ``y2``, ``weight``.
    """
    import altair

    hidden = altair.Axis(labels=False, ticks=False, grid=False, domain=False, title=None)
    roomy = altair.Scale(padding=40, zero=False, nice=False)
    camp = _camps(nodes["camp"])
    lines = (
        altair.Chart(rows_of(ties))
        .mark_rule(color="#777777")
        .encode(
            x=altair.X("x:Q", axis=hidden, scale=roomy),
            y=altair.Y("y:Q", axis=hidden, scale=roomy),
            x2="x2:Q",
            y2="y2:Q",
            strokeWidth=altair.StrokeWidth("weight:Q", title="Congruence", scale=altair.Scale(range=[0.2, 4])),
            opacity=altair.value(0.5),
        )
    )
    base = altair.Chart(rows_of(nodes)).encode(
        x=altair.X("x:Q", axis=hidden, scale=roomy), y=altair.Y("y:Q", axis=hidden, scale=roomy)
    )
    shapes = altair.Scale(domain=camp.domain, range=[SHAPES[k % len(SHAPES)] for k in range(len(camp.domain))])
    points = base.mark_point(filled=True, opacity=1, stroke="black", strokeWidth=0.5).encode(
        color=altair.Color("camp:N", title="Camp", scale=camp),
        shape=altair.Shape("camp:N", title="Camp", scale=shapes),
        size=altair.Size("strength:Q", title="Sum of congruence", scale=altair.Scale(range=[40, 400])),
    )
    # A white edge below each name keeps it readable where lines cross it.
    halo = base.mark_text(dy=-13, fontSize=11, stroke="white", strokeWidth=3, strokeOpacity=0.85).encode(text="actor:N")
    names = base.mark_text(dy=-13, fontSize=11).encode(text="actor:N")
    return dressed(lines + points + halo + names, title, source).properties(width=760, height=560)


def alluvial(bars: polars.DataFrame, flows: polars.DataFrame, title: str, source: str) -> Chart:
    """Camps over time: how many actors each holds, and from where to where they move.

    Parameters
    ----------
    bars : polars.DataFrame
        Columns ``x`` (0, 1 …), ``window``, ``camp``, ``low``, ``high`` (actors, stacked).
    flows : polars.DataFrame
        Columns ``x``, ``low``, ``high``, ``flow``, ``camp``: outlines of the flows.
    """
    import altair

    windows = dict(zip(bars["x"].to_list(), bars["window"].to_list(), strict=True))
    named = f"{[windows[k] for k in sorted(windows)]}[datum.value]"
    axis = altair.Axis(values=sorted(windows), labelExpr=named, title="Window", labelAngle=-30, grid=False)
    colour = altair.Color("camp:N", title="Camp", scale=_camps(bars["camp"]))
    span = altair.Scale(domain=[-0.2, max(windows) + 0.2], nice=False)
    y = altair.Y("low:Q", title="Actors")
    streams = (
        altair.Chart(rows_of(flows))
        .mark_area(opacity=0.35)
        .encode(x=altair.X("x:Q", axis=axis, scale=span), y=y, y2="high:Q", detail="flow:N", color=colour)
    )
    shown = bars.with_columns(
        left=polars.col("x") - 0.04, right=polars.col("x") + 0.04, mid=(polars.col("low") + polars.col("high")) / 2
    )
    blocks = (
        altair.Chart(rows_of(shown))
        .mark_rect(stroke="black", strokeWidth=0.6)
        .encode(x=altair.X("left:Q", axis=axis, scale=span), x2="right:Q", y=y, y2="high:Q", color=colour)
    )
    names = (
        altair.Chart(rows_of(shown))
        .mark_text(fontSize=9, dx=14, align="left")
        .encode(x="x:Q", y="mid:Q", text="camp:N")
    )
    return dressed(streams + blocks + names, title, source).properties(width=760, height=400)


def coefficients(table: polars.DataFrame, title: str, source: str, axis: str, ends: tuple[float, float]) -> Chart:
    """Means with their intervals, one row each.

    Parameters
    ----------
    table : polars.DataFrame
        Columns ``row``, ``mean``, ``low``, ``high``.
    axis : str
        What the horizontal axis measures.
    ends : pair of float
        Its ends.
    """
    import altair

    base = altair.Chart(rows_of(table)).encode(
        y=altair.Y("row:N", title=None, sort=table["row"].to_list(), axis=altair.Axis(labelLimit=360, grid=True))
    )
    scale = altair.Scale(domain=list(ends))
    bars = base.mark_rule(strokeWidth=2).encode(x=altair.X("low:Q", title=axis, scale=scale), x2="high:Q")
    dots = base.mark_point(filled=True, size=60, color="black").encode(x="mean:Q")
    zero = (
        altair.Chart(rows_of(polars.DataFrame({"x": [0.0]})))
        .mark_rule(strokeDash=[4, 4], color="#777777")
        .encode(x="x:Q")
    )
    return dressed(zero + bars + dots, title, source + " Bars: 90 % intervals.").properties(
        width=520, height=altair.Step(20)
    )


def drawing(chart: Chart) -> str:
    """A chart as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(chart.to_dict()))


class Figure(NamedTuple):
    """A chart for a page that sets title and source itself."""

    svg: str
    title: str
    source: str


def figure(chart: Chart) -> Figure:
    """A chart as SVG without its title, and the words that stood there."""
    import vl_convert

    spec = chart.to_dict()
    title = spec.pop("title")
    return Figure(str(vl_convert.vegalite_to_svg(spec)), title["text"], " ".join(title["subtitle"]))


def write_chart(chart: Chart, output: Path, format: str | None = None) -> None:
    """Write a chart as SVG, PNG, self-contained HTML (without scripts) or its Vega-Lite JSON, by the file's ending.

    Raises
    ------
    InputError
        When the format is unknown or the file cannot be written.
    """
    import vl_convert

    format = format or output.suffix.lstrip(".").casefold()
    if format not in FORMATS:
        raise InputError(f"{output}: charts are written as {', '.join(FORMATS)}; end the file's name with one of them")
    spec: dict[str, Any] = chart.to_dict()
    try:
        if format == "png":
            output.write_bytes(vl_convert.vegalite_to_png(spec, scale=2))
        elif format == "json":
            output.write_text(chart.to_json(), encoding="utf-8")
        else:
            svg = drawing(chart)
            output.write_text(svg if format == "svg" else _page(svg, spec), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror})") from error


def _page(svg: str, spec: dict[str, Any]) -> str:
    """A page that holds the drawing itself and no script."""
    title = html.escape(str(spec["title"]["text"]))
    words = html.escape(f"{spec['title']['text']}. {' '.join(spec['title']['subtitle'])}")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<style>body{margin:1rem;background:#fff}figure{margin:0}svg{max-width:100%;height:auto}</style>\n"
        f'</head>\n<body>\n<figure role="img" aria-label="{words}">\n{svg}\n</figure>\n</body>\n</html>\n'
    )


def dressed(chart: Any, title: str, source: str) -> Any:
    """The chart with its title, source and plain type."""
    import altair

    words = source.split()
    lines: list[str] = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 96:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return chart.properties(
        title=altair.TitleParams(title, subtitle=lines, anchor="start", fontSize=15, subtitleColor="#444444"),
        background="white",
    )


def rows_of(table: polars.DataFrame) -> Any:
    """The rows of a table as Altair takes them."""
    import altair

    values: list[dict[str, Any]] = [
        {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}
        for row in table.iter_rows(named=True)
    ]
    return altair.InlineData(values=values)


def _by_sides(table: polars.DataFrame) -> tuple[list[str], list[str]]:
    """Actors and issues in the order of the first component of their positions, so that those alike stand together."""
    import numpy as np

    actors, issues = (table[column].unique().sort().to_list() for column in ("actor", "issue"))
    means = np.zeros((len(actors), len(issues)))
    for actor, issue, mean in table.select("actor", "issue", "mean").iter_rows():
        means[actors.index(actor), issues.index(issue)] = mean
    rows, _, columns = np.linalg.svd(means, full_matrices=False)
    sign = 1.0 if rows[:, 0].sum() >= 0 else -1.0
    along = [np.round(sign * part, 9).tolist() for part in (rows[:, 0], columns[0])]
    first, second = (
        [name for _, name in sorted(zip(at, names, strict=True), key=lambda item: (-item[0], item[1]))]
        for at, names in zip(along, (actors, issues), strict=True)
    )
    return first, second


def _camps(names: polars.Series) -> Any:
    """Colours of camps: the same for a camp of one number in every picture, grey for who stands alone."""
    import altair

    known = sorted(names.unique().to_list(), key=lambda name: (name == ALONE, len(name), name))
    numbers = [int(name.split()[-1]) - 1 if name != ALONE else -1 for name in known]
    colours = [CAMP_COLOURS[n % len(CAMP_COLOURS)] if n >= 0 else "#999999" for n in numbers]
    return altair.Scale(domain=known, range=colours)


def _signed(number: float) -> str:
    return f"{number:+.1f}".replace("-", "−")
