"""Icons are files of the package `diagrams`, or the project's own."""

from pathlib import Path

from groundplan.draw import asset_name, icon_file


def test_a_class_path_is_a_picture(tmp_path: Path) -> None:
    found = icon_file("aws.network.NLB", tmp_path)
    assert found is not None
    assert found.read_bytes().startswith(b"\x89PNG")


def test_a_file_of_the_project_comes_first(tmp_path: Path) -> None:
    own = tmp_path / "model" / "icons" / "tailscale.svg"
    own.parent.mkdir(parents=True)
    own.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    assert icon_file("tailscale.svg", tmp_path) == own


def test_what_there_is_not_is_none(tmp_path: Path) -> None:
    for icon in ("aws.network.Nothing", "nowhere.at.All", "EKS", "../secret.png", "", "tailscale.svg"):
        assert icon_file(icon, tmp_path) is None


def test_names_of_shared_files_are_distinct() -> None:
    assert asset_name("aws.network.NLB") == "aws.network.nlb.png"
    assert asset_name("tailscale.svg") == "tailscale.svg"
