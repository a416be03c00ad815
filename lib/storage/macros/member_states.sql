-- One row per author who is not the brand: the mart `standing` with the state that holds under these thresholds.
-- parameters: least, warm, helps
-- `least`: messages in 90 days that make somebody regular; `warm`: share of positive messages, and `helps`: answers to
-- other members, that make an advocate. The first that holds: newcomer (first seen in the last 30 days); returned (was
-- regular, silent for 30 days or more, seen again in the last 30); gone quiet (was regular, unseen for 30); occasional
-- (under the least); advocate; drifting (half as active in the last 30 days as in the 90 before them); regular.
select
    *,
    case
        when silent_days < 30 and first_day > archive_day - 30 then 'newcomer'
        when silent_days < 30 and gap_days >= 30 and until_left90 >= least then 'returned'
        when silent_days >= 30 and until_last90 >= least then 'gone_quiet'
        when last90 < least then 'occasional'
        when helped >= helps and analysed > 0 and positive >= warm * analysed then 'advocate'
        when before30 >= least and last30 * 6 < before30 then 'drifting'
        else 'regular'
    end as state
from standing
