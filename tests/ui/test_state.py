"""The address is the truth, and one property is chosen whoever chose it."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

LABELS = {"first": "The first", "second": "The second"}


def page() -> None:
    import streamlit as st

    from ui import state

    state.arrive("Page")
    st.write(f"chosen {state.selected({'a', 'b'})}")
    st.write(f"order {state.choose('order', 'Order', {'first': 'The first', 'second': 'Second'})}")
    st.write(f"back {state.way_back('Page')}")
    st.button("choose b", on_click=state.select, args=("b",), kwargs={"origin": "list"})
    st.button("choose none", on_click=state.select, args=(None,), kwargs={"origin": "list"})
    st.write(f"map is out of date {state.choices_elsewhere('map')}")


def said(app: AppTest, about: str) -> str:
    return next(t.value for t in app.markdown if t.value.startswith(about)).removeprefix(
        about + " "
    )


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def land(**query: Any) -> AppTest:
    app = AppTest.from_function(page)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def address(app: AppTest) -> dict[str, list[str]]:
    asked = dict(app.query_params)
    return {name: [v] if isinstance(v, str) else list(v) for name, v in asked.items()}


def test_a_link_chooses() -> None:
    app = land(property_id="a", order="second")
    assert said(app, "chosen") == "a"
    assert said(app, "order") == "second"


def test_nothing_chosen_leaves_the_address_alone() -> None:
    app = land()
    assert said(app, "chosen") == "None"
    assert address(app) == {}


@pytest.mark.parametrize("unknown", ["gone", "", "<b>"])
def test_an_unknown_property_chooses_none_and_says_so(unknown: str) -> None:
    app = land(property_id=unknown)
    assert said(app, "chosen") == "None"
    assert "not in this snapshot" in app.toast[0].value
    assert address(app) == {}


def test_what_is_chosen_is_written_into_the_address() -> None:
    app = press(land(snapshot="s1"), "choose b")
    assert said(app, "chosen") == "b"
    assert address(app) == {"snapshot": ["s1"], "property_id": ["b"]}
    app = press(app, "choose none")
    assert address(app) == {"snapshot": ["s1"]}


def test_going_back_in_the_browser_undoes_a_choice() -> None:
    app = press(land(property_id="a"), "choose b")
    app.query_params["property_id"] = "a"
    assert said(app.run(), "chosen") == "a"


def test_a_code_that_is_no_option_is_the_first_one() -> None:
    app = land(order="sideways")
    assert said(app, "order") == "first"
    assert address(app) == {}


def test_the_first_option_is_not_said() -> None:
    app = land(order="second")
    app.selectbox[0].select("first").run()
    assert address(app) == {}


def test_the_menu_leads_back_to_how_a_page_was_left() -> None:
    app = land(order="second", property_id="a", snapshot="s1")
    assert said(app, "back") == str({"order": ["second"], "snapshot": ["s1"]})


def test_a_choice_made_elsewhere_puts_the_map_out_of_date() -> None:
    app = land()
    before = int(said(app, "map is out of date"))
    assert int(said(press(app, "choose b"), "map is out of date")) == before + 1
