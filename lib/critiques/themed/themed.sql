-- One row per critique with the theme in force: what a person moved, else what its words say; merges followed.
-- is_chained: the days its voice and author were heard before hold for its theme, as nobody moved messages in or out.
with
known as (
    select
        placed.* exclude (theme_id),
        moved.key is not null as is_moved,
        coalesce(merged.into_id, moved.theme_id, placed.theme_id) as theme_id
    from placed
    left join moved on placed.key = moved.key
    left join merged on coalesce(moved.theme_id, placed.theme_id) = merged.theme_id
)

select
    known.*,
    touched.theme_id is null as is_chained
from known
left join touched on known.theme_id = touched.theme_id
