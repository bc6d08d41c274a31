"""No English is left on Korean and Japanese pages but what stays as it is in every language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from reading import NOTATION, spoken_files, texts

if TYPE_CHECKING:
    from projects import Project

NAMES = {"Groundplan", "PrivateLink", "tailnet", "Material for MkDocs"}
"""Products, and the word of Tailscale for a network of its own."""
ABBREVIATIONS = {"API", "CI", "CPU", "EBS", "EC2", "EKS", "IAM", "IP", "JIT", "NAT", "NLB", "S3", "SQS", "SaaS", "UDP", "VPC", "YAML"}
"""As Korean and Japanese technical writing has them."""
SPELT_OUT = {"just-in-time", "Bring your own cloud", "Amazon Web Services"}
"""What an abbreviation stands for, told where it is introduced."""
KEYS = {"Ctrl"}
LANGUAGES = {"English", "한국어", "日本語"}


@pytest.fixture(scope="module")
def allowed(reference: Project) -> re.Pattern[str]:
    """Finds what may stay: terms that the glossary does not translate, and the lists above. Particles follow without a space."""
    terms = yaml.safe_load(reference.read("model/terms.yaml"))["terms"].values()
    kept = {term["name"] for term in terms if term.get("translate") is False} | NAMES | ABBREVIATIONS | SPELT_OUT | KEYS
    return re.compile(rf"(?<![A-Za-z])(?:{'|'.join(map(re.escape, sorted(kept, key=len, reverse=True)))})(?![A-Za-z])")


def latin(text: str, allowed: re.Pattern[str]) -> list[str]:
    return re.findall(r"[A-Za-z]+", NOTATION.sub(" ", allowed.sub(" ", text)))


def test_the_search_finds_english_between_what_may_stay(allowed: re.Pattern[str]) -> None:
    assert latin("AWS의 Security group은 443/tcp를 엽니다", allowed) == ["Security", "group"]
    assert latin("Tailscale이 {n}개의 VPC에서", allowed) == []
    assert latin("모델 d27e4c8eb21d · Groundplan 0.1.0, edition d27e4c8", allowed) == ["edition", "d", "e", "c"]


@pytest.mark.parametrize("locale", ["ko", "ja"])
def test_only_names_and_abbreviations_are_in_latin_letters(reference_site: Path, locale: str, allowed: re.Pattern[str]) -> None:
    checked = 0
    for page in spoken_files(reference_site, locale):
        found = [text for text, _ in texts(page) if text not in LANGUAGES]
        checked += len(found)
        assert {(text[:80], *latin(text, allowed)) for text in found if latin(text, allowed)} == set(), page
    assert checked > 5000
