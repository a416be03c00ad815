"""`python -m lib.personas.sampling WORKSPACE [COUNT]`: quotes drawn at random, to be judged by a person who reads them.

Prints one JSON line a quote (with its text: keep that to yourself); a sheet of judgements keeps ids and judgement
alone, and its precision is what `data/personas/README.md` states.
"""

import random
import sys
from pathlib import Path

import pandas as pd

from lib import console
from lib.personas.mentions import persona_mentions
from lib.personas.settings import INTEREST, own_text
from lib.storage.read_model import ReadModel
from lib.storage.workspace import Workspace

_SEED = 7


def drawn_quotes(workspace: Workspace, count: int = 50, seed: int = _SEED) -> pd.DataFrame:
    """`count` first-person quotes at random: channel, message_id, field, value, stance, text."""
    model = ReadModel.current(workspace)
    mentions = persona_mentions.of(workspace, model, own=own_text(workspace)).to_pandas()
    said = mentions[(mentions["stance"] != "mentions") & (mentions["field"] != INTEREST)]
    said = said.sort_values(["channel", "message_id", "field", "key"]).reset_index(drop=True)
    places = random.Random(seed).sample(range(len(said)), min(count, len(said)))
    texts = model.frame("select channel, message_id, text from messages where not is_brand")
    model.close()
    return said.iloc[places].merge(texts, on=["channel", "message_id"], how="left")


def main(arguments: list[str]) -> None:
    """Print the quotes drawn."""
    count = int(arguments[1]) if len(arguments) > 1 else 50
    found = drawn_quotes(Workspace.opened(Path(arguments[0])), count)
    for row in found[["channel", "message_id", "field", "value", "stance", "text"]].to_dict("records"):
        console.show_json_line(row)


if __name__ == "__main__":
    main(sys.argv[1:])
