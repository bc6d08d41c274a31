"""Icons of a project are published as files, which readers may open by themselves: they only show something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundplan.project.passive import active_part
from groundplan.sites import open_site

if TYPE_CHECKING:
    from projects import Project

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"'
ACTIVE = {
    f"{HEAD}><script>alert(1)</script></svg>": "the element `script`",
    f'{HEAD} onload="alert(1)"/>': "the attribute `onload`",
    f'{HEAD}><rect OnClick="alert(1)"/></svg>': "the attribute `onclick`",
    f'{HEAD}><a href="javascript:alert(1)"><rect/></a></svg>': "the element `a`",
    f'{HEAD}><set attributeName="href" to="javascript:alert(1)"/></svg>': "the element `set`",
    f"{HEAD}><foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject></svg>": "the element `foreignObject`",
    f"{HEAD}><h:script xmlns:h='http://www.w3.org/1999/xhtml'>alert(1)</h:script></svg>": "the element `script`",
    f"{HEAD}><s:script xmlns:s='http://www.w3.org/2000/svg'>alert(1)</s:script></svg>": "the element `script`",
    f'{HEAD}><image href="https://x.example/a.png"/></svg>': "a reference to `https://x.example/a.png`",
    f'{HEAD}><use xlink:href="other.svg#a"/></svg>': "a reference to `other.svg#a`",
    f'{HEAD}><use xlink:href="data:image/svg+xml,x"/></svg>': "a reference to `data:image/svg+xml,x`",
    f"{HEAD}><style>@import 'https://x.example/a.css'</style></svg>": "an import",
    f'{HEAD}><rect style="fill: url(https://x.example/a)"/></svg>': "a reference to `https://x.example/a`",
    f"<!DOCTYPE svg [<!ENTITY a 'x'>]>{HEAD}>&a;</svg>": "entities of its own",
    f"<?xml-stylesheet href='a.css'?>{HEAD}/>": "the instruction `xml-stylesheet`",
    "<html><script>alert(1)</script></html>": "the element `html`",
    "GIF89a": "what is no XML",
    "": "what is no XML",
}
DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
PASSIVE = [
    f"{HEAD}/>",
    f'<?xml version="1.0" encoding="UTF-8"?>{DOCTYPE}{HEAD}><title>On</title><defs><mask id="a"/></defs><path mask="url(#a)"/></svg>',
    f'{HEAD} xmlns:i="http://www.inkscape.org/namespaces/inkscape"><i:grid/><g i:label="x"><use xlink:href="#b"/></g></svg>',
    f'{HEAD}><style>.a {{ fill: red }}</style><image href="data:image/png;base64,AA=="/></svg>',
]


@pytest.mark.parametrize(("svg", "found"), ACTIVE.items())
def test_an_icon_that_does_more_than_show_something_is_known(svg: str, found: str) -> None:
    assert active_part(svg.encode()) == found


@pytest.mark.parametrize("svg", PASSIVE)
def test_a_picture_passes(svg: str) -> None:
    assert active_part(svg.encode()) == ""


def test_an_active_icon_is_a_finding_and_not_published(shop: Project) -> None:
    shop.write("model/icons/own.svg", next(iter(ACTIVE)))
    shop.edit("model/shop.yaml", "{name: Database, kind: datastore,", "{name: Database, icon: own.svg, kind: datastore,")
    [found] = [finding for finding in shop.findings() if finding["check"] == "bad-icon"]
    assert found["message"] == "the icon `own.svg` holds the element `script`, which is more than a picture"
    site = open_site(shop.root)
    site.render("any.md", '{{ diagram("overview") }}', site.locales[0], str)
    assert [path for path, content in site.assets(lambda path, _: path).items() if "own" in path or b"alert(1)" in content] == []
