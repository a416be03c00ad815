"""What a forked server finds in memory: the modules of every page. Imported for that alone, by the process it is of."""

import streamlit.web.cli  # noqa: F401

from tests.browser.server import bring

bring()
