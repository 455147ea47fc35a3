"""The table of changes of the legal notes, and how a list is asked."""

from datetime import date

from catalogue.law import Status
from catalogue.load import Catalogue
from catalogue.ruling import Query, Ruling

OLD_LAST = date(2025, 8, 19)  # last day of the annexes as adopted in 2019
NEW_FIRST = date(2025, 8, 20)  # first day of those of 2025/928
DAYS = (date(2018, 1, 1), date(2019, 2, 20), date(2024, 1, 1), OLD_LAST, NEW_FIRST, None)
PROHIBITED, LICENCE = Status.PROHIBITED, Status.EXPORT_AUTHORISATION
NOT_LISTED, REFER, OPEN = Status.NOT_LISTED, Status.REFER, Status.NOT_ESTABLISHED

# Section 2.2 of the legal notes, row by row: subjects -> item until 19.8.2025, item since.
# A dash is "not listed"; a question mark is "not named, but by our reading covered".
CHANGES = [
    ("gallows guillotines guillotine_blades", "II 1.1", "II 1.1"),
    ("execution_electric_chairs", "II 1.2", "II 1.2"),
    ("execution_gas_chambers", "II 1.3", "II 1.3"),
    ("execution_injection_systems", "II 1.4", "II 1.4"),
    ("body_worn_shock_devices", "II 2.1", "II 2.1"),
    ("thumb_cuffs finger_cuffs thumbscrews", "II 2.2", "II 2.2"),
    ("bar_fetters weighted_leg_restraints gang_chains_with_fetters", "II 2.3", "II 2.3"),
    ("gang_chains", "III 1.1", "II 2.4"),
    ("leg_irons", "III 1.1?", "II 2.5"),
    ("anchored_cuffs", "II 2.4", "II 2.6"),
    ("restraint_chairs", "II 2.5", "II 2.7"),
    ("shackle_boards", "II 2.6", "II 2.8"),
    ("cage_beds", "II 2.7", "II 2.9"),
    ("net_beds", "II 2.8", "II 2.10"),
    ("hoods_and_blindfolds", "-", "II 2.11"),
    ("spiked_batons", "II 3.1", "II 3.1"),
    ("weighted_batons weighted_gloves", "-", "II 3.2"),
    ("lathis", "-", "II 3.3"),
    ("spiked_shields", "II 3.2", "II 3.4"),
    ("spiked_armour", "-", "II 3.5"),
    ("multi_lash_whips", "II 4.1", "II 4.1"),
    ("barbed_whips", "II 4.2", "II 4.2"),
    ("sjamboks", "-", "II 4.3"),
    ("fixed_indoor_dispensers", "III 3.5", "II 5.1"),
    ("aerial_dispensers", "-", "II 5.2"),
    ("shackles", "III 1.1", "III 1.1"),
    ("large_individual_cuffs neck_restraints", "III 1.2", "III 1.2"),
    ("leg_cuffs", "III 1.1?", "III 1.3"),
    ("spit_hoods", "III 1.3", "III 1.4"),
    ("portable_shock_weapons", "III 2.1", "III 2.1"),
    ("shock_kits", "III 2.2", "III 2.2"),
    ("wide_area_shock_weapons", "III 2.3", "III 2.3"),
    ("kip_launchers kip_projectiles", "-", "III 2.4"),
    ("multi_barrel_launchers", "-", "III 2.5"),
    ("multi_kip_ammunition", "-", "III 2.6"),
    ("portable_irritant_equipment", "III 3.1", "III 3.1"),
    ("pava", "III 3.2", "III 3.2"),
    ("oleoresin_capsicum", "III 3.3", "III 3.3"),
    ("irritant_mixtures", "III 3.4", "III 3.4"),
    ("wide_area_dispensers water_cannons", "III 3.6", "III 3.5"),
    ("large_irritant_projectiles", "-", "III 3.6"),
    ("malodorants", "-", "III 3.7"),
    ("barbiturates", "IV 1.1", "IV 1.1"),
]
ROWS = [
    (subject, before, since) for row, before, since in CHANGES for subject in row.split()
]  # fmt: skip


def asked(catalogue: Catalogue, subject: str, place: str, day: date | None = None) -> Ruling:
    return catalogue.asked(Query(place, day)).ruling(subject)


def keys(ruling: Ruling) -> list[str]:
    return [entry.key for entry in ruling.entries]


def expected(item: str) -> tuple[Status, list[str]]:
    """Status and keys of a cell of `CHANGES`."""
    if item == "-":
        return NOT_LISTED, []
    if item.endswith("?"):
        return REFER, [item.removesuffix("?")]
    return (PROHIBITED if item.startswith("II ") else LICENCE), [item]
