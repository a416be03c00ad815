-- One row per critique with the theme in force: what a person moved, else what its words say; merges followed.
select
    placed.* exclude (theme_id),
    hash(placed.author_id, placed.wave) as voice,
    coalesce(merged.into_id, moved.theme_id, placed.theme_id) as theme_id
from placed
left join moved on placed.channel = moved.channel and placed.message_id = moved.message_id
left join merged on coalesce(moved.theme_id, placed.theme_id) = merged.theme_id
