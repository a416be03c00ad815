-- One row per person who spoke of us or with our members once or twice and has no answer of ours, the likeliest first.
-- Score: topic × tie × recency, each 0 to 1. Topic: cosine between what they speak of and what members speak of who are
-- regular (0.1 at least). Tie: (1 + answers between them and members) / (2 + the same). Recency: halves in 60 days.
with
archive as (
    select max(archive_day) as last_day from standing
),

few as (
    select
        standing.author_id,
        standing.channel,
        standing.language,
        standing.message_count,
        standing.last_day,
        date_diff('day', standing.last_day, archive.last_day) as silent_days
    from standing
    cross join archive
    where
        standing.message_count <= $most
        and standing.answered_by_us = 0
        and standing.last_day > archive.last_day - $days
        and ($channels is null or list_contains($channels, standing.channel))
        and ($languages is null or list_contains($languages, standing.language))
),

said as (
    select
        few.author_id,
        messages.rowid as place,
        messages.created_at,
        messages.aspects,
        coalesce(conversations.brand_count, 0) > 0 as is_with_us
    from messages
    inner join few on messages.author_id = few.author_id
    left join conversations
        on messages.channel = conversations.channel and messages.conversation_id = conversations.conversation_id
    where messages.day > (select archive.last_day from archive) - $days - 30
),

regular_topics as (
    select
        topic,
        count(*)::double as weight
    from (
        select unnest(messages.aspects) as topic
        from messages
        inner join standing on messages.author_id = standing.author_id
        where standing.last90 >= $least and messages.day > standing.archive_day - 90
    )
    group by topic
),

topics as (
    select
        author_id,
        topic,
        count(*)::double as weight
    from (
        select
            said.author_id,
            unnest(said.aspects) as topic
        from said
    )
    group by author_id, topic
),

overlap as (
    select
        topics.author_id,
        arg_max(topics.topic, coalesce(regular_topics.weight, 0)) as topic,
        coalesce(sum(topics.weight * regular_topics.weight), 0)
        / sqrt(sum(topics.weight ** 2))
        / (select sqrt(sum(everyone.weight ** 2)) from regular_topics as everyone) as alike
    from topics
    left join regular_topics on topics.topic = regular_topics.topic
    group by topics.author_id
),

tied as (
    select
        author_id,
        sum(answers) as answers,
        arg_max(member_id, last_day) as member_id,
        arg_max(is_by_member, last_day) as is_by_member
    from (
        select
            ties.to_author_id as author_id,
            ties.author_id as member_id,
            ties.answers,
            ties.last_day,
            true as is_by_member
        from ties
        where not ties.is_ours and ties.to_author_id in (select few.author_id from few)
        union all
        select
            ties.author_id,
            ties.to_author_id as member_id,
            ties.answers,
            ties.last_day,
            false as is_by_member
        from ties
        where not ties.is_to_us and ties.author_id in (select few.author_id from few)
    )
    group by author_id
),

newest as (
    select
        author_id,
        max(created_at) as last_at,
        arg_max(place, created_at) as place,
        bool_and(not is_with_us) as is_outside
    from said
    group by author_id
),

page as (
    select
        few.*,
        newest.last_at,
        newest.place,
        newest.is_outside,
        tied.member_id,
        coalesce(overlap.topic, '') as topic,
        greatest(coalesce(overlap.alike, 0), 0.1) as topic_score,
        coalesce(tied.answers, 0)::bigint as tie_answers,
        coalesce(tied.is_by_member, false) as is_tie_by_member,
        (1 + coalesce(tied.answers, 0)) / (2 + coalesce(tied.answers, 0)) as tie_score,
        0.5 ** (few.silent_days / 60.0) as recency_score,
        topic_score * tie_score * recency_score as score,
        count(*) over () as total
    from few
    inner join newest on few.author_id = newest.author_id
    left join overlap on few.author_id = overlap.author_id
    left join tied on few.author_id = tied.author_id
    where not $outside or newest.is_outside
    order by score desc, newest.last_at desc, few.author_id asc
    limit $count offset $first
)

-- words and names of those shown alone
select
    page.author_id,
    page.channel,
    page.language,
    coalesce(people.shown_name, '') as shown_name,
    page.message_count,
    page.last_at,
    page.silent_days,
    page.place,
    messages.conversation_id,
    messages.message_id,
    messages.text,
    coalesce(list_contains(messages.intent, 'question') or list_contains(messages.intent, 'request'), false)
        as is_asking,
    messages.sentiment,
    page.is_outside,
    page.topic,
    page.topic_score,
    page.tie_answers,
    page.is_tie_by_member,
    coalesce(page.member_id, '') as tie_author_id,
    coalesce(others.shown_name, '') as tie_name,
    page.tie_score,
    page.recency_score,
    page.score,
    page.total
from page
inner join messages on page.place = messages.rowid
left join people on page.author_id = people.author_id
left join people as others on page.member_id = others.author_id
order by page.score desc, page.last_at desc, page.author_id asc
