"""What columns are called in tables of messages: English and Italian, and the common exports of social tools.

Names are in lower case with words joined by "_". Within a field the likelier name stands first.
"""


def _words(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "message_id": _words(
        "message_id comment_id tweet_id review_id post_id reply_id status_id msg_id id_messaggio id_commento id_tweet"
        " id_recensione id_post native_id universal_message_id source_message_id mention_id resource_id external_id"
        " id_str id uid guid uuid cid codice identificativo uri permalink url link"
    ),
    "parent_id": _words(
        "parent_id parent_comment_id parent_message_id parent_post_id in_reply_to_id in_reply_to_status_id"
        " in_reply_to_tweet_id in_response_to_tweet_id replied_to_tweet_id reply_to_id reply_to_message_id"
        " in_reply_to reply_to replyto parent id_padre id_genitore id_commento_padre commento_padre in_risposta_a"
        " risposta_a"
    ),
    "source_conversation_id": _words(
        "conversation_id thread_id discussion_id topic_id root_id ticket_id case_id case_number id_conversazione"
        " id_discussione conversazione discussione"
    ),
    "created_at": _words(
        "created_at created_time created_date createdat created published_at published_time published_date publishedat"
        " publish_time publish_date posted_at posted_date post_date sent_at sent_time timestamp datetime date_time"
        " date_utc message_created_date comment_date tweet_date review_date date_created date_posted date_published"
        " data_e_ora data_ora dataora data_creazione data_pubblicazione data_di_pubblicazione data_commento"
        " data_messaggio data_recensione data_invio creato_il pubblicato_il date data giorno published created_utc"
        " at time quando when"
    ),
    "edited_at": _words(
        "edited_at edited last_edited last_edited_at updated_at updated_time updatedat last_updated modified_at"
        " last_modified modificato_il data_modifica ultima_modifica"
    ),
    "author_key": _words(
        "author_id user_id from_id sender_id account_id author_channel_id profile_id owner_id from_user_id id_autore"
        " id_utente id_mittente senderuserid"
    ),
    "author_handle": _words(
        "author_handle handle username user_name screen_name user_screen_name author_username nickname nick"
        " nome_utente account login"
    ),
    "author_name": _words(
        "author_name author display_name author_display_name full_name from_name sender_name user_display_name"
        " reviewer_name customer_name user sender from name reviewer contact autore nome_autore utente mittente"
        " nome cliente recensore profile profilo"
    ),
    "text": _words(
        "text message_text comment_text tweet_text review_text post_text full_text text_display text_original message"
        " content body comment tweet review caption mention_content snippet full_message testo testo_commento"
        " testo_messaggio testo_recensione messaggio commento contenuto recensione corpo didascalia description"
        " descrizione title"
    ),
    "likes": _words(
        "likes like_count likes_count num_likes favorite_count favorites favourites reactions reaction_count"
        " total_reactions upvotes score ups mi_piace numero_mi_piace reazioni votes voti"
    ),
    "shares": _words(
        "shares share_count shares_count retweet_count retweets reposts repost_count reblogs_count condivisioni"
    ),
    "replies": _words(
        "replies reply_count replies_count num_replies total_reply_count comment_count comments_count num_comments"
        " comments risposte numero_risposte numero_commenti commenti"
    ),
    "views": _words("views view_count impressions impression_count reach visualizzazioni copertura visite"),
    "rating": _words("rating stars star_rating review_rating score_rating valutazione stelle voto punteggio"),
    "url": _words("url link permalink permalink_url post_url comment_url tweet_url message_url indirizzo collegamento"),
    "language": _words("language lang language_code locale lingua"),
    "channel": _words(
        "channel network platform social_network source_network media_type source page_type canale piattaforma rete"
        " social fonte"
    ),
    "kind": _words("kind message_type post_type type content_type tipo tipologia"),
}
BRAND = _words(
    "is_brand from_brand by_brand brand_reply is_brand_reply is_official is_owner author_is_uploader is_page"
    " author_is_channel_owner is_company outbound is_outbound da_brand e_brand del_brand ufficiale is_staff is_agent"
)
OTHERS = _words("inbound is_inbound is_customer from_customer is_user da_cliente in_entrata")
"""Columns whose "true" means that somebody other than the brand wrote it."""
RUNNING = _words("position index number row rank n nr no num idx posizione indice numero riga progressivo sequence seq")
"""Columns that number messages within something else, and make an id together with its id."""

PLACES: tuple[tuple[str, str], ...] = (
    (r"youtu\.?be|\bvideo_id|yt_", "youtube"),
    (r"instagram|\big_", "instagram"),
    (r"facebook|\bfb_|fb\.com", "facebook"),
    (r"twitter|tweet|//x\.com", "x"),
    (r"tiktok", "tiktok"),
    (r"reddit|subreddit", "reddit"),
    (r"linkedin", "linkedin"),
    (r"trustpilot", "trustpilot"),
    (r"play\.google|google_play", "google_play"),
    (r"apps\.apple|app_store", "app_store"),
    (r"amazon", "amazon"),
    (r"tripadvisor", "tripadvisor"),
    (r"telegram|t\.me/", "telegram"),
    (r"whatsapp", "whatsapp"),
    (r"discord", "discord"),
    (r"bsky|bluesky", "bluesky"),
    (r"mastodon", "mastodon"),
    (r"threads\.(net|com)", "threads"),
)
"""What a header, a link or a file's name gives away about the channel."""
CHANNELS = tuple(channel for _, channel in PLACES if channel != "x") + ("twitter", "forum", "google", "threads")
