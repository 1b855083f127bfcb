-- Where link $1 int leads. No row: there is no such link.
SELECT url FROM tracked_link WHERE id = $1::int
