"""Situations of sites that exist, in which adopting Groundplan failed once, and where each of them is tried."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

BESIDE = "publish/test_plugins.py: def test_a_plugin_sees_each_language_by_itself"
TRIED = {
    "mike publishes nothing": "publish/test_configuration.py: def test_mike_publishes_the_site",
    "what is excluded is published in other languages": "publish/test_plugins.py: def test_what_holds_for_a_page_holds_for_its_editions",
    "tags lead to another language": BESIDE,
    "words of mkdocs.yml are in no catalogue": "publish/test_site_words.py: def test_every_text_is_asked_for_once",
    "section-index loses pages": BESIDE,
    "minify before Groundplan": BESIDE,
    "redirects to generated pages": BESIDE,
    "literate-nav": BESIDE,
    "dates of revisions": BESIDE,
    "pages elsewhere": "project/test_site_config.py: def test_pages_elsewhere_are_checked_and_translated",
    "an underlined heading": "i18n/test_prose.py: def test_a_heading_that_is_underlined_has_its_id_in_every_locale",
    "the id of a heading in a translation": "check/rules/markup_mismatch.yml: attributes",
    "a translation breaks a block": "check/rules/markup_mismatch.yml: cells instead of",
    "annotations in a repository of several": "project/test_monorepo.py: def test_paths_start_at_the_repository",
    "a check passes what a build refuses": "render/test_proofreading.py: def test_a_check_finds_what_a_build_finds",
    "a picture proves what is not drawn": "render/figures/test_atlas.py: def test_a_flow_is_called_drawn_if_and_only_if",
    "snippets are not rendered": "publish/test_site_words.py: def test_what_is_included_calls_functions_and_stays_where_it_is",
    "options of the table of contents": "publish/test_site_words.py: def test_anchors_are_those_of_the_site_in_each_language",
    "a blog in other languages": BESIDE,
    "techdocs-core replaces the theme": BESIDE,
    "borders left out of pictures": "render/figures/test_atlas.py: def test_every_border_that_is_crossed_is_drawn",
    "names cross the lid of a data store": "draw/svg/test_map.py: def test_texts_on_a_data_store_stand_clear_of_its_lid_and_its_foot",
    "settings are not watched": "publish/test_serve.py: def test_what_is_made_later_or_comes_back_is_seen",
    "mkdocs.yaml": "project/test_site_config.py: def test_another_name_another_configuration_and_what_a_build_says",
    "macros with the same braces": "publish/test_plugins.py: def test_a_plugin_that_needs_a_setting_is_refused_without_it",
    "a control character in a name": "check/rules/control_character.yml: control character",
    "abbreviations": "publish/test_site_words.py: docs/index.md#*[SLA]",
    "another theme": "publish/test_plugins.py: def test_another_theme_is_refused_by_name",
    "samples of a new project are deleted": "project/test_init_samples.py: def test_a_site_is_built_strictly_without_samples",
}


@pytest.mark.parametrize("situation", TRIED)
def test_a_situation_is_tried(situation: str) -> None:
    file, _, text = TRIED[situation].partition(": ")
    assert text in (TESTS / file).read_text(encoding="utf-8")
