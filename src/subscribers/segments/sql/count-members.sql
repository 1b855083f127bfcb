-- How many are in a segment and would be mailed now. Its filter stands in the place of the last condition with parameters from $1 on. Always a row.
SELECT count(*)::int AS many FROM mailable_subscriber() s WHERE true /* segment */
