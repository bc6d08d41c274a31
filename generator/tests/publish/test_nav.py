from groundplan.publish.nav import pages, pruned

NAV = ["index.md", {"Security": [{"Connections": "connections.md"}, {"Deep": ["secret.md"]}]}, {"Elsewhere": "https://example.com/"}]


def test_pages_leave_with_the_sections_that_they_alone_filled() -> None:
    assert pruned(NAV, {"secret.md"}) == [
        "index.md",
        {"Security": [{"Connections": "connections.md"}]},
        {"Elsewhere": "https://example.com/"},
    ]
    assert pruned(NAV, {"secret.md", "connections.md", "index.md"}) == [{"Elsewhere": "https://example.com/"}]


def test_pages_of_a_navigation() -> None:
    assert list(pages(NAV)) == ["index.md", "connections.md", "secret.md"]
    assert list(pages(None)) == []
