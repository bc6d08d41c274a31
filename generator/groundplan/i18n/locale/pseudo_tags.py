"""The tags of locales that no people speak: see `pseudo`, which makes their texts."""

ACCENTED = "qps"
MIRRORED = "qps-plocm"
PSEUDO_LOCALES = (ACCENTED, MIRRORED)
