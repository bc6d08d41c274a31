"""A small project in English, Korean and Japanese, published by MkDocs with a site that the test controls."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from groundplan.diagnostics import Finding, Severity
from groundplan.i18n.locale.locale import Locale
from groundplan.publish.mkdocs.configuration import SCRIPTS, STYLES
from groundplan.render.ahead import PageOrder
from groundplan.render.parts import Part

EN = Locale("en", "English", True, "")
KO = Locale("ko", "한국어", False, "ko/")
JA = Locale("ja", "日本語", False, "ja/")

TITLES = {
    ("Example documentation", "ko"): "예제 문서",
    ("Security", "ko"): "보안",
    ("Security", "ja"): "セキュリティ",
    ("Connections", "ko"): "연결",
    ("Connections", "ja"): "接続",
    ("Page not found", "ko"): "페이지를 찾을 수 없습니다",
}

PROSE = {
    ("Welcome to the plan.", "ko"): "설계 문서에 오신 것을 환영합니다.",
    ("Welcome to the plan.", "ja"): "設計書へようこそ。",
    ("# Home", "ko"): "# 홈",
    ("# Home", "ja"): "# ホーム",
    ("# Connections", "ko"): "# 연결 { #connections }",
    ("# Connections", "ja"): "# 接続 { #connections }",
    ("Tailscale carries the tunnel.", "ko"): "Tailscale이 네트워크를 암호화하고 프라이빗네트워크보안정책을 적용합니다.",
    ("Tailscale carries the tunnel.", "ja"): "Tailscaleは仮想プライベートネットワーク接続を暗号化します。認証情報管理基盤も同じです。",
    ("The tunnel is private.", "ko"): "터널은 사설망이며 감사로그에 남습니다.",
    ("The tunnel is private.", "ja"): "トンネルは非公開で、監査ログに残ります。",
    ("## Direct tunnel { #direct }", "ko"): "## 직접 터널 { #direct }",
    ("## Direct tunnel { #direct }", "ja"): "## 直接トンネル { #direct }",
}

GENERATED = {
    "connections.md": """---
title: Connections
---
# Connections

Tailscale carries the tunnel. See [home](index.md) and the [guide](guide/start.md#first).

## Direct tunnel { #direct }

The tunnel is private.

{map}
""",
}

DOCS = {
    "index.md": "# Home\n\nWelcome to the plan. [Connections](connections.md#direct) ![dot](assets/dot.svg)\n",
    "deep/nested.md": "# Nested\n\nUp to [connections](../connections.md#direct). ![dot](../assets/dot.svg)\n",
    "deep/only.md": "---\nlocales: [en]\n---\n# Only\n\nIn English.\n",
    "guide/start.md": """---
locales: [en]
---
# Start

## First

Begin here: the allow-list names 10.0.0.0/8, for C++ and `a|b`. See [connections](../connections.md).
""",
    "secret.md": "---\nlocales: []\n---\n# Secret\n",
    "assets/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><circle cx="4" cy="4" r="4"/></svg>\n',
}

CONFIG = """\
site_name: Example documentation
site_url: {url}
theme:
  name: material
  features: [navigation.instant, navigation.tabs, navigation.footer, navigation.path, navigation.top, navigation.prune]
plugins:
  - search
  - groundplan: {{offline: true}}
markdown_extensions: [attr_list, md_in_html]
validation:
  links: {{anchors: warn, unrecognized_links: warn, absolute_links: warn}}
nav:
  - Home: index.md
  - Security:
      - Connections: connections.md
      - Deep:
          - deep/nested.md
          - deep/only.md
  - Guide:
      - guide/start.md
      - Secret: secret.md
  - Elsewhere: https://example.com/
"""

FAULT = Finding("unknown-reference", Severity.ERROR, "there is no component `kubernets-api`")


@dataclass
class FakeSite:
    """A site without a model: titles and sentences are looked up, `{map}` becomes a picture."""

    locales: tuple[Locale, ...] = (EN, KO, JA)
    findings: tuple[Finding, ...] = ()
    failed: bool = False
    pages: Mapping[str, str] = field(default_factory=lambda: dict(GENERATED))
    rendered: list[tuple[str, str]] = field(default_factory=list)
    broken_page: str = ""
    fails_while_rendering: bool = False
    origin: str | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)
    volumes: Mapping[str, str] = field(default_factory=dict)

    def generated(self) -> Mapping[str, str]:
        return self.pages

    def empty(self) -> tuple[str, ...]:
        return ()

    def edition(self, locale: Locale) -> str:
        return f"Edition in {locale.tag}"

    def locales_of(self, path: str, front_matter: Mapping[str, object]) -> tuple[Locale, ...]:  # noqa: ARG002
        tags = front_matter.get("locales", [locale.tag for locale in self.locales])
        assert isinstance(tags, list)
        return tuple(locale for locale in self.locales if locale.tag in tags)

    def render_ahead(self, pages: Iterable[PageOrder]) -> None:
        """The fake renders nothing elsewhere."""

    def render(self, path: str, source: str, locale: Locale, relative: Callable[[str], str]) -> str:
        if path == self.broken_page:
            raise ValueError(f"{path} cannot be rendered")
        self.rendered.append((locale.tag, path))
        self.failed = self.failed or self.fails_while_rendering
        for (text, tag), translation in PROSE.items():
            if tag == locale.tag:
                source = source.replace(text, translation)
        picture = f'<p><img alt="map" src="{relative("diagrams/map.svg")}"> <a href="{relative("index.md#top")}">up</a></p>'
        return source.replace("{map}", f"{picture}\n\n<table><tr><td>Billing</td><td>Scraper</td></tr></table>")

    def title(self, text: str, locale: Locale) -> str:
        return TITLES.get((text, locale.tag), text)

    def assets(self, address: Callable[[str, Locale], str]) -> Mapping[str, bytes]:  # noqa: ARG002
        assert self.rendered or self.broken_page, "assets are known only after the pages"
        return {
            "diagrams/map.svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
            **dict.fromkeys((*STYLES, *SCRIPTS), b""),
        }

    def asset(self, path: str, address: Callable[[str, Locale], str]) -> bytes | None:
        return self.assets(address).get(path)

    def inspect(self, folder: Path, known: Collection[str] = ()) -> None:
        """Nothing to find: the fake has no secrets."""

    def report(self) -> str:
        return "\n".join(finding.message for finding in self.findings)

    def report_html(self) -> str:
        return "".join(f'<p class="finding">{finding.message}</p>' for finding in self.findings)


def write_project(root: Path, url: str = "https://example.com/plan/", config: str = CONFIG) -> Path:
    """Write the project below `root`; returns its `mkdocs.yml`."""
    for path, text in DOCS.items():
        target = root / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (root / "model").mkdir(exist_ok=True)
    (root / "model" / "project.yaml").write_text("project: {name: Example}\n", encoding="utf-8")
    file = root / "mkdocs.yml"
    file.write_text(config.format(url=url), encoding="utf-8")
    return file
