"""What identifies a finding across runs, whatever line it moved to."""

from __future__ import annotations

from hashlib import blake2b

from groundplan.diagnostics import Finding


def fingerprint(finding: Finding) -> str:
    """32 hexadecimal digits over the check, its route (or file) and its message."""
    place = str(finding.route) if finding.route else finding.span.path if finding.span else ""
    return blake2b("\0".join((finding.check, place, finding.message)).encode(), digest_size=16).hexdigest()


def fingerprints(findings: tuple[Finding, ...]) -> list[str]:
    """One for each of `findings`; equal ones are told apart by their order."""
    seen: dict[str, int] = {}
    result: list[str] = []
    for finding in findings:
        base = fingerprint(finding)
        count = seen[base] = seen.get(base, 0) + 1
        result.append(base if count == 1 else blake2b(f"{base}/{count}".encode(), digest_size=16).hexdigest())
    return result
