"""The house stays as it was drawn: arrows, doors and sizes, read from the syntax trees."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = sorted((ROOT / "housing").rglob("*.py"))
UI = sorted((ROOT / "ui").rglob("*.py"))
PAGES = [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]

#: Modules of `ui` that draw; the others turn frames into charts, maps and words.
DRAWING = {
    "backtests",
    "frame",
    "data",
    "state",
    "filters",
    "tables",
    "triage",
    "cards",
    "comparison",
    "quality_report",
    "sections",
    "overview",
    "warned",
    "whatif",
    "owners",
    "review",
    "verdict_form",
    "expirations",
    "areas",
    "bringing",
    "column_form",
    "drafts",
    "going_back",
    "refreshing",
    "work_box",
}

#: What speaks to other machines; `urllib.parse` only reads addresses.
HTTP = {
    "aiohttp", "ftplib", "http", "httpx", "requests", "requests_cache", "socket", "tenacity",
    "urllib", "urllib3",
}  # fmt: skip


def imports(path: Path) -> set[str]:
    """Every module a file imports, those inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def tops(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", LIBRARY, ids=named)
def test_the_library_never_imports_the_app(path: Path) -> None:
    assert not tops(path) & {"streamlit", "ui", "pydeck", "altair", "app", "pages"}


@pytest.mark.parametrize("path", [*LIBRARY, *UI, *PAGES], ids=named)
def test_only_the_download_module_speaks_http(path: Path) -> None:
    spoken = {name for name in imports(path) if name.split(".")[0] in HTTP} - {"urllib.parse"}
    is_the_door = path == ROOT / "housing" / "sources" / "download.py"
    assert bool(spoken) == is_the_door, spoken


@pytest.mark.parametrize("path", UI, ids=named)
def test_only_drawing_modules_import_streamlit(path: Path) -> None:
    if path.stem not in DRAWING:
        assert "streamlit" not in tops(path)


@pytest.mark.parametrize("path", LIBRARY, ids=named)
def test_only_the_command_line_reads_the_clock(path: Path) -> None:
    if path.stem == "cli" or path.stem.startswith("cli_"):
        return
    calls = {
        f"{node.func.value.id}.{node.func.attr}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
    }
    clocks = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time"}
    assert not calls & (clocks | {"Timestamp.now", "Timestamp.today"})


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_open_page_is_the_first_statement_of_every_page(path: Path) -> None:
    statements = [
        node
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if not isinstance(node, ast.Import | ast.ImportFrom)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    first = statements[0]
    call = first.value if isinstance(first, ast.Expr | ast.Assign) else None
    assert isinstance(call, ast.Call)
    assert isinstance(call.func, ast.Name)
    assert call.func.id == "open_page"


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_pages_are_thin(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize("path", [*LIBRARY, *UI], ids=named)
def test_modules_fit_in_a_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", [*LIBRARY, *UI], ids=named)
def test_functions_fit_on_a_screen(path: Path) -> None:
    long = [
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > 60
    ]
    assert not long


@pytest.mark.parametrize(
    "path", [path for path in LIBRARY if path.name != "__init__.py"], ids=named
)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", [*LIBRARY, *UI, *PAGES], ids=named)
def test_no_broad_except(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None
            assert "Exception" not in {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}


@pytest.mark.parametrize("path", [*LIBRARY, *UI], ids=named)
def test_no_room_for_leftovers(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "common", "misc", "manager"}


def test_help_does_not_wait_for_geography() -> None:
    """`python -m housing --help` answers without importing geopandas."""
    code = (
        "import sys; sys.argv=['housing','--help']\n"
        "from housing.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'geopandas','pandas','shapely','pyogrio','pyarrow'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_build_waits_for_no_library_that_it_rarely_needs() -> None:
    """What only a bad table or a giant group of owners needs is imported when it comes up."""
    code = (
        "import sys, housing.pipeline\n"
        "rare = {'pandera','networkx','scipy','sklearn'} & set(sys.modules)\n"
        "assert not rare, rare\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
