"""The app in the process of the tests: what one leaves behind is taken away before the next."""

from collections.abc import Iterator

import pytest
import streamlit as st

from lib import words


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    """After each test: no read model open, nothing kept, and English is spoken again."""
    yield
    from lib.ui.session import readers

    readers().close()
    st.cache_data.clear()
    st.cache_resource.clear()
    words.ask_language_of(lambda: "en")
