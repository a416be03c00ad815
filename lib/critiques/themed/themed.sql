-- One row per critique with the theme in force: what a person moved, else what its words say; merges followed.
select
    placed.* exclude (theme_id),
    coalesce(merged.into_id, moved.theme_id, placed.theme_id) as theme_id
from placed
left join moved on placed.key = moved.key
left join merged on coalesce(moved.theme_id, placed.theme_id) = merged.theme_id
