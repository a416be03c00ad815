"""Ids that a spreadsheet destroyed are told from ids that only look like numbers."""

import pyarrow as pa
import pytest

from lib.ingest.numbers import ids


@pytest.mark.parametrize("text", ["1.23457E+17", "1,23457E+17", "1e+21", "9E15", "-1.5e+18"])
def test_scientific_notation_is_destroyed(text: str) -> None:
    assert ids(pa.array([text]), repair=False)[1].tolist() == [True]


@pytest.mark.parametrize("text", ["530165e1046119", "12e45", "123456789e12345678901234", "1234567890123456789", "e5"])
def test_hexadecimal_ids_are_ids(text: str) -> None:
    found, destroyed = ids(pa.array([text]), repair=False)
    assert destroyed.tolist() == [False]
    assert found.to_pylist() == [text]
