-- Mails that came back about the person $1 (uuid), newest first, without the mails themselves, which are other people's.
SELECT kind, source, received_at AS "receivedAt", length(raw) AS bytes FROM inbound_mail WHERE subscriber_id = $1::uuid ORDER BY received_at DESC, id DESC
