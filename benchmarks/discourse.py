"""Discourse networks beside recorded results of Discourse Network Analyzer 3.1.2; false alarms of position changes.

    python benchmarks/discourse.py

Needs ../shared/data/discourse. Prints, for each group of recorded results, how many agree to 1e-9 with the `dna`
variant; the rate of false alarms of position changes on shuffled claims; and what the nuclear debate of 2011 shows.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars

from daylight.desk.csv_claims import read_csv_claims
from daylight.desk.dna import read_dna
from daylight.positions.backbone import loss, nested_backbone
from daylight.positions.changes import candidates, changes, largest_split
from daylight.positions.claims import claims
from daylight.positions.communities import camps
from daylight.positions.contradictions import contradictions
from daylight.positions.counts import retained
from daylight.positions.filters import choose, one_type
from daylight.positions.networks import network
from daylight.positions.phases import dna_distances
from daylight.positions.polarisation import distance, polarisation
from daylight.positions.polarisation_windows import polarisation_over_time, smoothed_polarisation
from daylight.positions.variables import variable_table
from daylight.positions.windows import event_windows, indented_days, kernel_networks

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "discourse"
BY = ("organization", "concept", "agreement")
WORDS = {"no": "none", "include": "none", "acrossrange": "range"}
MOMENTS = [date(2005, 1, 26) + timedelta(days=k) for k in range(22)]


def main() -> None:
    """Print the three parts."""
    recorded()
    false_alarms()
    nuclear()


def recorded() -> None:
    """Count the recorded results that are reproduced."""
    results = json.loads((DATA / "dna_expected.json").read_text(encoding="utf-8"))["results"]
    records = read_dna(DATA / "sample.dna")
    sample = variable_table([s for r in records for s in r.statements], [r.document for r in records], {}, {})
    sample = one_type(sample, *BY[:2])
    tally: dict[str, list[bool]] = {}

    def check(group: str, made: object, wanted: object) -> None:
        a, b = np.asarray(made, dtype=float), np.asarray(wanted, dtype=float)
        tally.setdefault(group, []).append(a.shape == b.shape and bool(np.allclose(a, b, atol=1e-9, rtol=0)))

    for key, found in results.items():
        parts = [WORDS.get(part, part) for part in key.split("|")]
        if parts[0] in ("twomode", "onemode"):
            made = network(sample, *BY, parts[0][:3], *parts[1:], "dna")
            group = "matrices that DNA gives" if found["java_confirmed"] else "matrices on which DNA crashes"
            check(group, made.matrix, found["m"])
        elif parts[0] == "kernel":
            for variant, name in (("dna", "dna_actual"), ("standard", "corrected")):
                nets = kernel_networks(sample, MOMENTS, 8, parts[1], *BY, "congruence", variant=variant)
                wanted = np.array(found if isinstance(found, list) else found[name])
                if variant == "standard":
                    wanted[:, np.arange(7), np.arange(7)] = 0
                check(f"kernel networks ({variant})", [n.matrix for n in nets], wanted)
        elif parts[0] == "phase_distance":
            nets = kernel_networks(sample, MOMENTS, 16, parts[1], *BY, "subtract", "none", "document", "dna")
            for measure, name in (("absdiff", "absdiff"), ("spectral", "spectral_dna_actual")):
                made_distances = dna_distances([n.matrix for n in nets], measure, parts[2].endswith("True"))
                check("distances between moments", made_distances, found[name])
        elif parts[0] == "polarization_tw_java":
            days = indented_days(sample["date"], 8)
            for kernel, wanted in found.items():
                at = smoothed_polarisation(sample, days, 8, kernel, *BY, duplicates="none", variant="dna")
                check("windowed polarisation, 14 moments each", [p.raw for p in at], [w["q"] for w in wanted])
        elif parts[0] == "polarization":
            agree, differ = (
                network(sample, *BY, "one", a, "average", parts[1], "dna").matrix for a in ("congruence", "conflict")
            )
            every = found["all_bipartitions"]
            raw = [distance(agree, differ, np.array(d["mem"]), "size") for d in every]
            check("polarisation of every division", raw, [d["raw"] for d in every])
            best = polarisation(agree, differ, variant="dna").distance
            check("largest balanced polarisation", best, found["best_balanced_max"]["normalized"])
            least = polarisation(agree, differ, balanced=True, spread="size").distance
            check("least balanced polarisation", least, found["min_balanced"]["normalized"])
        elif parts[0] == "backbone_nested":
            for variant, name in (("dna", "dna_actual"), ("standard", "true_laplacian")):
                steps = nested_backbone(sample, *BY, parts[1], variant)
                made_steps = [[s.backbone_loss, s.redundant_loss, s.claims] for s in steps]
                check(f"nested backbones ({variant})", made_steps, [w[1:] for w in found[name]])
        elif parts[0] == "backbone_evaluate_p0_document":
            for variant, name in (("dna", "dna_actual"), ("standard", "true_laplacian")):
                made_losses = [loss(sample, *BY, f["backbone"], "document", variant) for f in found.values()]
                check(f"losses of sets of issues ({variant})", made_losses, [f[name][0] for f in found.values()])
        elif parts[0] in ("section_1_only", "exclude_values"):
            concept = "concept=There should be legislation to regulate emissions."
            out = ["organization=Senate", "organization=Sierra Club", concept]
            filters = {"section_1_only": {"include": ["section=1"]}, "exclude_values": {"exclude": out}}[parts[0]]
            made = network(choose(sample, **filters), *BY, "one", "congruence", "average", "none", "dna")
            check("filters and their inverse", made.matrix, found["m"])
        elif parts[0] == "barplot_concept_document":
            kept = retained(sample, *BY, "document", "dna")
            cells = network(kept, "concept", "agreement", None, "two").matrix
            check("claims by issue and value", cells, found["counts"])
    print(f"{'recorded results of DNA 3.1.2':44} {'agree':>6} {'of':>5}")
    for group, agreed in tally.items():
        print(f"{group:44} {sum(agreed):6} {len(agreed):5}")


def false_alarms() -> None:
    """Rate at which shuffled series show a shift."""
    generator = np.random.default_rng(11)
    print(f"\n{'shuffled series':44} {'alarms':>7} {'stated':>7}")
    for length, share in ((6, 0.5), (12, 0.5), (12, 0.25), (30, 0.5), (30, 0.1)):
        values = np.where(np.arange(length) < share * length, 1.0, -1.0)
        for stated in (0.05, 0.10):
            hits = sum(
                largest_split(generator.permutation(values), np.arange(length), 199, generator)[1] <= stated
                for _ in range(1000)
            )
            print(f"{f'{length} claims, {share:.0%} in support, 1,000 times':44} {hits / 1000:7.3f} {stated:7.2f}")


def nuclear() -> None:
    """What the German nuclear debate of 2011 shows."""
    (record,) = read_csv_claims(DATA / "nuclear.csv")
    actors = {a.id: a for a in record.actors}
    frame = variable_table(record.statements, [record.document], actors, {i.id: i for i in record.issues})
    told = claims(record.statements, [record.document])
    both = [c for c in contradictions(record.statements, [record.document], {}) if c.kind == "itself"]
    sizes = {name: frame[name].n_unique() for name in ("actor", "concept")}
    print(f"\nnuclear debate: {len(frame)} claims, {sizes['actor']} actors, {sizes['concept']} issues")
    print(
        f"actors on both sides of an issue: {len(both)} pairs; on more than one day: {len(candidates(told, least=2))}"
    )
    smallest = min(c.p for c in candidates(told, least=2))
    print(f"shifts at 5 % false alarms: {len(changes(told))}; smallest p: {smallest:.3f}")
    heard = frame.group_by("actor").len().sort("len", "actor", descending=[True, False])["actor"].head(36).to_list()
    most = frame.filter(polars.col("actor").is_in(heard)).sort("date")
    division = camps(most, "actor", "concept", "sign", draws=100)
    camp_sizes = np.bincount(division.camps).tolist()
    print(f"36 actors most heard: camps of {camp_sizes}, stability {np.nanmean(division.stability):.2f}")
    windows = event_windows(most["date"], len(most) // 6)
    for t in polarisation_over_time(most, windows, "actor", "concept", "sign"):
        print(f"  {t.first} to {t.last}: {t.claims:4} claims, polarisation {t.level:.2f} [{t.low:.2f}, {t.high:.2f}]")


if __name__ == "__main__":
    main()
