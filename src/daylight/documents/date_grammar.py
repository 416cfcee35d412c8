"""The grammar of date expressions: patterns, and what each means from the day of publication.

Each resolver takes the match, the day of publication and whether the sentence looks ahead, and gives an ISO meaning
with its precision, or None where the words are no date after all.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

Precision = Literal["day", "week", "month", "year", "before", "after", "ongoing"]
Meaning = tuple[str, Precision]
Resolver = Callable[[re.Match[str], date, bool], Meaning | None]

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_ABBREVIATED = {**{name[:3]: number for name, number in MONTHS.items()}, "sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip

_NAMED_DAYS = {(9, 11): 2001, (1, 6): 2021, (10, 7): 2023}
"""Month and day of attacks that news calls by their date, and their year."""

_MONTH = (
    r"(?P<month>(?-i:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.|Apr\.|Jun\.|Jul\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?))"
)
_SURE_MONTH = _MONTH.replace("March|", "").replace("May|", "")  # March and May are words of their own
_MONTH2 = _MONTH.replace("<month>", "<month2>")
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_D2 = r"(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?P<year>(?:1[6-9]|20)\d\d)\b"
_WEEKDAY = r"(?P<weekday>(?-i:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))"
_PART = r"(?:\s+(?:morning|afternoon|evening|night|midday|noon))?"
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_EARLY = r"(?:(?:early|mid|late|the (?:start|beginning|middle|end) of)[\s-]+)?"
_DETERMINED = r"(?:in|since|until|till|by|during|from|between|before|after|of|the|through)"


def bounds(iso: str) -> tuple[date | None, date | None]:
    """First and last day of an ISO day, month, year or interval; None for an open end."""
    first, _, last = iso.partition("/")
    return _edge(first, last=False), _edge(last or first, last=True)


def _edge(iso: str, last: bool) -> date | None:
    if iso in ("", ".."):
        return None
    parts = [int(part) for part in iso.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) > 2:
        return date(year, month, parts[2])
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)


def month_number(name: str) -> int:
    """Number of a month from its name or abbreviation, with or without a full stop."""
    name = name.lower().rstrip(".")
    return MONTHS.get(name) or _ABBREVIATED[name]


# --- absolute dates -----------------------------------------------------------------------------------------------


def _iso_day(match: re.Match[str], published: date, ahead: bool) -> Meaning:
    return date(int(match["year"]), int(match["m"]), int(match["day"])).isoformat(), "day"


def _full_day(match: re.Match[str], published: date, ahead: bool) -> Meaning:
    first = date(int(match["year"]), month_number(match["month"]), int(match["day"]))
    groups = match.groupdict()
    if groups.get("day2"):
        month = month_number(groups["month2"]) if groups.get("month2") else first.month
        return f"{first}/{date(first.year, month, int(groups['day2']))}", "day"
    return first.isoformat(), "day"


def _month_of_year(match: re.Match[str], published: date, ahead: bool) -> Meaning:
    first = f"{match['year']}-{month_number(match['month']):02}"
    return f"{first}/{match['year']}-{month_number(match['month2']):02}" if match["month2"] else first, "month"


def _season_of_year(match: re.Match[str], published: date, ahead: bool) -> Meaning:
    return _season(match["season"], int(match["year"])), "month"


def _season(name: str, year: int) -> str:
    first, last = _SEASONS[name.lower()]
    return f"{year}-{first:02}/{year + (last < first)}-{last:02}"


def _year(match: re.Match[str], published: date, ahead: bool) -> Meaning:
    return match["year"], "year"


def _decade(match: re.Match[str], published: date, ahead: bool) -> Meaning:
    return f"{match['year']}/{int(match['year']) + 9}", "year"


# --- dates relative to publication --------------------------------------------------------------------------------


def _day_without_year(match: re.Match[str], published: date, ahead: bool) -> Meaning | None:
    month, day = month_number(match["month"]), int(match["day"])
    groups = match.groupdict()
    years = range(published.year - 8, published.year + 9)  # 29 February may be eight years away
    days = [date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    if not days or day < 1:
        return None
    before = max((found for found in days if found <= published), default=None)
    after = min((found for found in days if found >= published), default=None)
    first = _nearer(before, after, published) if ahead else before
    if first is None:
        return None
    if groups.get("day2"):
        last_month = month_number(groups["month2"]) if groups.get("month2") else month
        return f"{first}/{date(first.year, last_month, int(groups['day2']))}", "day"
    return first.isoformat(), "day"


def _nearer(before: date | None, after: date | None, published: date) -> date | None:
    """The day ahead, unless it is most of a year away and the last one is not ("By January 18 it had …")."""
    if before and after and (after - published).days > 300 and (published - before).days < 60:
        return before
    return after


def _named_attack(match: re.Match[str], published: date, ahead: bool) -> Meaning | None:
    """ "the September 11 attacks", "post-October 7": days that are called by their date for years after."""
    key = (month_number(match["month"]), int(match["day"]))
    if key not in _NAMED_DAYS or date(_NAMED_DAYS[key], *key) > published:
        return None
    day = date(_NAMED_DAYS[key], *key)
    if match["side"]:
        after = match["side"].lower() == "post"
        return (f"{day}/{published}", "ongoing") if after else (f"../{day}", "before")
    return day.isoformat(), "day"


def _month_alone(match: re.Match[str], published: date, ahead: bool) -> Meaning:
    month = month_number(match["month"])
    word = (match.groupdict().get("which") or "").lower()
    year = published.year
    if word in ("last", "this past", "the past", "past"):
        year -= month >= published.month
    elif word in ("next", "this coming", "the coming") or (ahead and not word):
        year += month <= published.month if word else month < published.month
    elif word != "this":
        year -= month > published.month
    return f"{year}-{month:02}", "month"


def _season_alone(match: re.Match[str], published: date, ahead: bool) -> Meaning:
    first, last = _SEASONS[match["season"].lower()]
    word = match["which"].lower()
    year = published.year
    year -= last < first and published.month <= last  # the winter that began last year is this one
    begun, over = published >= date(year, first, 1), published > (bounds(_season(match["season"], year))[1] or date.max)
    if "next" in word or "coming" in word:
        year += begun
    elif "last" in word or "past" in word:
        year -= not over
    return _season(match["season"], year), "month"


def _named_day(match: re.Match[str], published: date, ahead: bool) -> Meaning:
    word = re.sub(r"\s+", " ", match["word"].lower())
    if word.startswith(("the day before", "the day after")):
        shift = -2 if "before" in word else 2
    else:
        shift = -1 if word.startswith(("yesterday", "last night")) else 1 if word.startswith("tomorrow") else 0
    return (published + timedelta(shift)).isoformat(), "day"


def _weekday(match: re.Match[str], published: date, ahead: bool) -> Meaning:
    number = WEEKDAYS[match["weekday"].lower()]
    word = (match["which"] or "").lower()
    back = timedelta((published.weekday() - number) % 7)
    monday = published - timedelta(published.weekday())
    if word in ("last", "this past", "the past", "the previous"):
        day = published - (back or timedelta(7))
    elif word == "next":
        day = monday + timedelta(7 + number)
    elif word in ("this coming", "the coming", "the following"):
        day = published + (timedelta(7) - back)
    elif word == "this":
        day = monday + timedelta(number)
    elif ahead:
        day = published + (timedelta(7) - back if back else back)
    else:
        day = published - back
    return day.isoformat(), "day"


def _period(match: re.Match[str], published: date, ahead: bool) -> Meaning:
    """ "last week", "this month", "earlier this year", "over the weekend", "the past year"."""
    which, unit = match["which"].lower(), match["unit"].lower()
    part = (match["part"] or "").lower()
    shift = {"last": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(which.split()[-1], 0)
    if which.split()[-1] == "past":
        return _span_back(published, 1, unit)
    precision: Precision
    if unit in ("week", "weekend"):
        monday = published - timedelta(published.weekday()) + timedelta(7 * shift)
        if unit == "weekend" and which in ("over the", "at the", "during the") and published.weekday() < 5:
            monday -= timedelta(7)
        first, last = monday + timedelta(5 if unit == "weekend" else 0), monday + timedelta(6)
        iso, precision = f"{first}/{last}", "week"
    elif unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 + shift, 12)
        iso, precision = f"{year:04}-{month + 1:02}", "month"
    else:
        iso, precision = f"{published.year + shift:04}", "year"
    first_day, last_day = bounds(iso)
    if shift == 0 and part in ("earlier", "earlier in"):
        return f"{first_day}/{published}", precision
    if shift == 0 and part in ("later", "later in") and last_day:
        return f"{min(published, last_day)}/{last_day}", precision
    return iso, precision


def _span_back(published: date, n: int, unit: str) -> Meaning:
    """The last n units up to publication."""
    days = {"day": 1, "week": 7, "weekend": 7, "month": 30.44, "year": 365.25, "decade": 3652.5}[unit]
    precision: Precision = "day" if unit == "day" else "week" if unit in ("week", "weekend") else "month"
    if unit in ("year", "decade"):
        precision = "year"
    return f"{published - timedelta(round(days * n))}/{published}", precision


def _ago(match: re.Match[str], published: date, ahead: bool) -> Meaning | None:
    n, unit = _number(match["n"]), match["unit"].lower()
    if unit == "day":
        return (published - timedelta(n)).isoformat(), "day"
    if unit == "week":
        monday = published - timedelta(published.weekday() + 7 * n)
        return f"{monday}/{monday + timedelta(6)}", "week"
    if unit == "month":
        year, month = divmod(published.year * 12 + published.month - 1 - n, 12)
        return f"{year:04}-{month + 1:02}", "month"
    if unit == "year":
        return f"{published.year - n:04}", "year"
    return None


def _over(match: re.Match[str], published: date, ahead: bool) -> Meaning:
    n, unit = _number(match["n"]), match["unit"].lower()
    if match["which"].lower() in ("past", "last", "previous"):
        return _span_back(published, n, unit)
    back, precision = _span_back(published, n, unit)
    length = published - date.fromisoformat(back.partition("/")[0])
    return f"{published}/{published + length}", precision


def _from_now(match: re.Match[str], published: date, ahead: bool) -> Meaning | None:
    """ "in two weeks", "within five days", where the sentence looks ahead; else they are durations."""
    if not ahead or (match["n"].lower() in ("a", "an") and match["which"].lower() == "in"):
        return None
    n, unit = _number(match["n"]), match["unit"].lower()
    if unit == "hour":
        n, unit = max(1, n // 24), "day"
    days = published + timedelta(round({"day": 1, "week": 7, "month": 30.44, "year": 365.25}.get(unit, 0) * n))
    if match["which"].lower() == "within":
        return f"{published}/{days}", "before"
    if unit == "day":
        return days.isoformat(), "day"
    if unit == "week":
        monday = days - timedelta(days.weekday())
        return f"{monday}/{monday + timedelta(6)}", "week"
    return (f"{days:%Y-%m}", "month") if unit == "month" else (f"{days.year:04}", "year")


def _number(word: str) -> int:
    word = word.lower()
    return _NUMBERS[word] if word in _NUMBERS else int(word)


# --- the grammar --------------------------------------------------------------------------------------------------

_DASH = r"\s?(?:-|–|—|to|and|through)\s?"
_WHICH = r"(?P<which>last|this past|the past|this coming|the coming|next|this)"

_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_UNITS_AFTER = r"(?![,.]\d|%|-|–|\s+(?:people|troops|soldiers|men|women|tons|tonnes|km|miles|ships|missiles))"
_RELATIVE = "last|this past|the past|the previous|this coming|the coming|the following|next|this"

GRAMMAR: tuple[tuple[re.Pattern[str], Resolver, bool], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), resolver, absolute)
    for pattern, resolver, absolute in (
        # that name their year
        (r"\b(?P<year>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<day>[0-3]\d)(?!\d)", _iso_day, True),
        (rf"\b(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_D}(?:{_DASH}(?:{_MONTH2}\s+)?{_D2})?,?\s+{_Y}", _full_day, True),
        (rf"\b(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_D}(?:{_DASH}{_D2})?\s+(?:of\s+)?{_MONTH},?\s+{_Y}", _full_day, True),
        (rf"\b{_EARLY}{_MONTH}(?:{_DASH}{_MONTH2})?,?\s+(?:of\s+)?{_Y}", _month_of_year, True),
        (rf"\b{_EARLY}(?:the\s+)?{_SEASON}\s+(?:of\s+)?{_Y}", _season_of_year, True),
        (rf"\b(?:in|of|by|to|since|until|till|after|before|during|from|about|late|early|mid)[\s-](?P<at>{_Y}){_UNITS_AFTER}",
         _year, True),
        (rf"\b(?:the\s(?:start|beginning|middle|end)\sof|early|mid|late)[\s-]{_Y}{_UNITS_AFTER}", _year, True),
        (rf"\b(?:the|its|their|a)\s(?P<at>{_Y})(?=\s+[a-z])", _year, True),
        (r"\b(?:the\s+)?(?:(?:early|mid|late)[\s-])?(?P<year>(?:19|20)\d0)s\b", _decade, True),
        # without a year
        (rf"\b(?P<side>post|pre)-{_MONTH}\s+{_D}\b", _named_attack, False),
        (rf"\b(?P<side>){_MONTH}\s+{_D}(?=\s+(?:terror(?:ist)? )?(?:attacks?|massacre|assault|riots?|insurrection)\b)",
         _named_attack, False),
        (rf"\b(?:{_WEEKDAY},?\s+)?{_MONTH}\s+{_D}(?:{_DASH}(?:{_MONTH2}\s+)?{_D2})?(?![\d:]|\s*(?:percent|%))\b",
         _day_without_year, False),
        (rf"\b(?:{_WEEKDAY},?\s+)?(?:the\s+)?{_D}(?:{_DASH}{_D2})?\s+(?:of\s+)?{_MONTH}\b", _day_without_year, False),
        (rf"\b(?:(?:early|mid|late)[\s-]+)?{_WHICH}\s+{_MONTH}(?!\w|\.?\s+\d)", _month_alone, False),
        (rf"\b{_DETERMINED}\s+(?P<at>{_EARLY}{_MONTH})(?!\w|\.?\s+\d)", _month_alone, False),
        (rf"\b{_EARLY}{_SURE_MONTH}(?!\w|\.?\s+\d)", _month_alone, False),
        (rf"\b{_WHICH}\s+{_SEASON}\b", _season_alone, False),
        # relative to the day of publication
        (r"\b(?P<word>the\s+day\s+(?:before\s+yesterday|after\s+tomorrow)|yesterday|today|tonight|tomorrow|last\s+night"
         rf"|this\s+(?:morning|afternoon|evening)){_PART}\b", _named_day, False),
        (r"(?<!Super )(?<!Good )(?<!Black )(?<!Easter )\b"  # have their own dates
         rf"(?:(?P<which>{_RELATIVE})\s+)?{_WEEKDAY}(?!s\b){_PART}\b", _weekday, False),
        (r"\b(?:(?P<part>earlier|later|early|late|earlier in|later in)\s+)?(?:in\s+)?"
         rf"(?P<which>{_RELATIVE}|over the|at the)\s+(?P<unit>weekend|week|month|year)\b(?!-)", _period, False),
        (rf"\b{_N}\s+{_UNIT}\s+ago\b", _ago, False),
        (rf"\b(?P<which>in|within)\s+{_N}\s+(?P<unit>hour|day|week|month|year)s?\b(?!\s+of\b|')", _from_now, False),
        (rf"\b(?:in|over|during|within|for)\s+the\s+(?P<which>past|last|previous|next|coming)\s+{_N}\s+{_UNIT}\b",
         _over, False),
    )
)  # fmt: skip
