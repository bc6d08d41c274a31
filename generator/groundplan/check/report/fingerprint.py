"""What identifies a finding across runs, whatever line it moved to."""

from __future__ import annotations

from hashlib import blake2b

from groundplan.diagnostics import Finding


def fingerprint(finding: Finding, base: str = "") -> str:
    """32 hexadecimal digits over the check, its route (or file), its message and the folder `base` of the project, if it has one."""
    place = str(finding.route) if finding.route else finding.span.path if finding.span else ""
    parts = (finding.check, place, finding.message, *filter(None, [base]))
    return blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def fingerprints(findings: tuple[Finding, ...], base: str = "") -> list[str]:
    """One for each of `findings`; equal ones are told apart by their order, those of another project in the repository by `base`."""
    seen: dict[str, int] = {}
    result: list[str] = []
    for finding in findings:
        own = fingerprint(finding, base)
        count = seen[own] = seen.get(own, 0) + 1
        result.append(own if count == 1 else blake2b(f"{own}/{count}".encode(), digest_size=16).hexdigest())
    return result
