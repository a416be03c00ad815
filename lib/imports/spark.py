"""A Spark cluster that hears: `mapInArrow` over the lake's Parquet files, with the batch function of one machine.

Needs requirements-spark.txt and Java. Every node needs Earshot's folder at the same path, and the lake's files within
reach under the same name.
"""

import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from lib.errors import EarshotError
from lib.imports.hearing import heard_batch
from lib.schema import MESSAGES
from lib.settings import ROOT
from lib.signals import Ear

_ROWS = 4_096


@dataclass(frozen=True)
class Spark:
    """A cluster by its master: "local[2]", "spark://host:7077", "local-cluster[2,1,1024]"."""

    master: str

    def hear(self, files: list[str], root: Path, ear: Ear, into: Path) -> None:
        """Read these files, hear what is stale in them, and write folders `month=…` of Parquet into `into`.

        Raises EarshotError where Spark or Java is not installed, or the work breaks off.
        """
        try:
            from pyspark.sql import SparkSession
            from pyspark.sql.pandas.types import from_arrow_schema
        except ImportError as error:
            raise EarshotError(
                "Spark is not installed: `pip install -r requirements-spark.txt` (it needs Java 17 or newer)."
            ) from error
        try:
            session = self._session(SparkSession.builder)
        except Exception as error:
            raise EarshotError(f"Spark could not be started at {self.master}: {_first_line(error)}") from error
        version = ear.version
        # It warns of pandas 3, which has no part in this: batches are Arrow from file to file.
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")

        def heard(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                yield heard_batch(_unheard(batch, version), ear)

        try:
            rows = session.read.option("basePath", str(root)).parquet(*files).select(*MESSAGES.names)
            done = rows.mapInArrow(heard, from_arrow_schema(MESSAGES))
            done.write.partitionBy("month").parquet(str(into))
        except Exception as error:
            raise EarshotError(f"Spark broke off, and nothing was changed: {_first_line(error)}") from error
        finally:
            session.stop()

    def _session(self, builder: Any) -> Any:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        settings = {
            "spark.sql.session.timeZone": "UTC",
            "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
            "spark.sql.execution.arrow.maxRecordsPerBatch": str(_ROWS),
            "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
            "spark.executorEnv.PYTHONPATH": str(ROOT),
            "spark.ui.enabled": "false",
            "spark.driver.bindAddress": "127.0.0.1" if self.master.startswith("local") else "0.0.0.0",
        }
        if self.master.startswith("local"):
            settings["spark.driver.host"] = "127.0.0.1"
        builder = builder.master(self.master).appName("Earshot")
        for name, value in settings.items():
            builder = builder.config(name, value)
        return builder.getOrCreate()


def _unheard(batch: pa.RecordBatch, version: str) -> pa.RecordBatch:
    """The batch with no `signals_version` where another ear labelled: those rows are heard anew."""
    place = batch.schema.get_field_index("signals_version")
    kept = [said if said == version else None for said in batch.column(place).to_pylist()]
    return batch.set_column(place, batch.schema.field(place), pa.array(kept, pa.string()))


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:300]
