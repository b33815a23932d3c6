"""The documentation is true: it names what exists, and what exists is named."""

import re
import tomllib
from pathlib import Path

import pytest
import typer

from housing import __version__, cli, terms
from housing.config import REFERENCE_DIR
from housing.sources.registry import SOURCES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]


def commands() -> set[str]:
    group = typer.main.get_command(cli.app)
    return set(group.commands)  # type: ignore[attr-defined]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_command_a_page_shows_exists(page: Path) -> None:
    shown = set(re.findall(r"-m housing ([a-z-]+)", page.read_text(encoding="utf-8")))
    assert shown <= commands()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_local_link_and_picture_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8"))
    local = [link for link in links if not link.startswith(("http:", "https:", "mailto:"))]
    missing = [link for link in local if not (page.parent / link).exists()]
    assert not missing


def test_the_refreshing_page_shows_every_command() -> None:
    text = (DOCS / "refreshing.md").read_text(encoding="utf-8")
    missing = {name for name in commands() - {"sample"} if f"housing {name}" not in text}
    assert not missing


@pytest.mark.parametrize("source_id", SOURCES)
def test_every_source_has_a_page_and_an_excerpt(source_id: str) -> None:
    page = DOCS / "sources" / f"{source_id}.md"
    assert page.exists()
    assert len(page.read_text(encoding="utf-8").split()) > 60
    assert any((ROOT / "tests" / "excerpts" / source_id).iterdir())


@pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.id)
def test_every_source_says_what_it_is(source: object) -> None:
    for fact in ("title", "publisher", "url", "license", "cadence"):
        assert getattr(source, fact)


def test_the_glossary_explains_every_kind_and_scenario() -> None:
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    words = [kind.value for kind in terms.CovenantKind if kind is not terms.CovenantKind.UNKNOWN]
    assert all(f"`{word}`" in text for word in words)
    assert all(band.value in text for band in terms.Band)


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", sorted(REFERENCE_DIR.glob("*.csv")), ids=lambda path: path.stem)
def test_every_reference_row_names_its_source(path: Path) -> None:
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert {"basis", "source"} & set(header)


def test_the_version_is_said_once() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["version"] == __version__
