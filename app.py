"""Earshot in the browser: `streamlit run app.py`. The frame does the rest."""

from lib.ui import frame

frame.run()
