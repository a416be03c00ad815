-- One row per post of ours and stretch after it (hour, day, week, all): what others said below it in that time.
-- key: channel, conversation_id
-- Where a conversation holds several posts of ours, what was said belongs to the newest before it. What is dated before
-- the first of them (clocks) is `early_count` and belongs to no stretch. `part`: 0 night, 1 morning, 2 afternoon,
-- 3 evening, where the community lives. `next_at`: our next post in that conversation.
with
posts as (
    select
        channel,
        conversation_id,
        message_id,
        created_at,
        day,
        language,
        (hour(created_at at time zone getvariable('time_zone')) // 6)::integer as part,
        coalesce(likes, 0) + coalesce(shares, 0) as reactions,
        likes is not null or shares is not null as has_reactions,
        views,
        case
            when
                regexp_matches(
                    text,
                    '(?is)\b(quiz|sondaggio|indovina|indovinate|indovinello|poll|guess|vota|votate)\b|\bA[).].*\bB[).]'
                )
                then 'quiz'
            when channel in ('youtube', 'tiktok') or regexp_matches(coalesce(url, ''), '(?i)/(reels?|videos?|shorts)/')
                then 'video'
            when
                regexp_matches(
                    text, '(?i)\d ?%|\b(sconto|sconti|offerta|promo|concorso|discount|voucher|coupon|giveaway)\b'
                )
                then 'offer'
            when regexp_matches(text, '(?i)https?://|www\.') then 'link'
            when regexp_matches(text, '\?') then 'question'
            else 'statement'
        end as format,
        lead(created_at) over (partition by channel, conversation_id order by created_at, message_id) as next_at,
        row_number() over (partition by channel, conversation_id order by created_at, message_id) as place
    from scope
    where is_brand and kind = 'post'
),

inbound as (
    select
        scope.channel,
        scope.conversation_id,
        scope.author_id,
        scope.created_at,
        scope.sentiment,
        scope.is_critique,
        scope.intent
    from scope
    semi join posts on scope.channel = posts.channel and scope.conversation_id = posts.conversation_id
    where not scope.is_brand
),

below as (
    select
        inbound.*,
        coalesce(posts.place, 1) as place,
        case
            when posts.place is null then -1
            when inbound.created_at < posts.created_at + interval 1 hour then 0
            when inbound.created_at < posts.created_at + interval 24 hour then 1
            when inbound.created_at < posts.created_at + interval 168 hour then 2
            else 3
        end as stretch
    from inbound
    asof left join posts
        on
            inbound.channel = posts.channel
            and inbound.conversation_id = posts.conversation_id
            and inbound.created_at >= posts.created_at
),

counted as (
    select
        channel,
        conversation_id,
        place,
        stretch,
        count(*) as comments,
        count(sentiment) as analysed,
        count(*) filter (where sentiment = 'positive') as positive,
        count(*) filter (where sentiment = 'negative') as negative,
        count(*) filter (where is_critique) as critiques,
        count(*) filter (where list_contains(intent, 'question')) as questions
    from below
    group by channel, conversation_id, place, stretch
),

arrived as (
    select
        channel,
        conversation_id,
        place,
        author_id,
        min(stretch) as stretch
    from below
    where author_id is not null and stretch >= 0
    group by channel, conversation_id, place, author_id
),

came as (
    select
        channel,
        conversation_id,
        place,
        stretch,
        count(*) as people
    from arrived
    group by channel, conversation_id, place, stretch
),

stretches as (
    select
        unnest([0, 1, 2, 3]) as stretch,
        unnest(['hour', 'day', 'week', 'all']) as span
),

summed as (
    select
        posts.channel,
        posts.conversation_id,
        posts.place,
        stretches.span,
        coalesce(sum(counted.comments) filter (where counted.stretch between 0 and stretches.stretch), 0) as comments,
        coalesce(sum(came.people) filter (where counted.stretch between 0 and stretches.stretch), 0) as people,
        coalesce(sum(counted.analysed) filter (where counted.stretch between 0 and stretches.stretch), 0) as analysed,
        coalesce(sum(counted.positive) filter (where counted.stretch between 0 and stretches.stretch), 0) as positive,
        coalesce(sum(counted.negative) filter (where counted.stretch between 0 and stretches.stretch), 0) as negative,
        coalesce(sum(counted.critiques) filter (where counted.stretch between 0 and stretches.stretch), 0) as critiques,
        coalesce(sum(counted.questions) filter (where counted.stretch between 0 and stretches.stretch), 0) as questions,
        coalesce(sum(counted.comments) filter (where counted.stretch = -1), 0) as early_count
    from posts
    cross join stretches
    left join counted
        on
            posts.channel = counted.channel
            and posts.conversation_id = counted.conversation_id
            and posts.place = counted.place
    left join came
        on
            counted.channel = came.channel
            and counted.conversation_id = came.conversation_id
            and counted.place = came.place
            and counted.stretch = came.stretch
    group by posts.channel, posts.conversation_id, posts.place, stretches.span
)

select
    posts.channel,
    posts.conversation_id,
    posts.message_id,
    posts.created_at,
    posts.next_at,
    posts.day,
    posts.language,
    posts.part,
    posts.format,
    posts.reactions,
    posts.has_reactions,
    posts.views,
    summed.span,
    summed.comments::bigint as comments,
    summed.people::bigint as people,
    summed.analysed::bigint as analysed,
    summed.positive::bigint as positive,
    summed.negative::bigint as negative,
    summed.critiques::bigint as critiques,
    summed.questions::bigint as questions,
    summed.early_count::bigint as early_count
from posts
inner join summed
    on
        posts.channel = summed.channel
        and posts.conversation_id = summed.conversation_id
        and posts.place = summed.place
order by posts.created_at, posts.channel, posts.message_id, summed.span
