-- Who is in a segment and would be mailed now. Its filter stands in the place of the last condition with parameters from $1 on. Only planned, for its estimate.
SELECT s.id FROM mailable_subscriber() s WHERE true /* segment */
