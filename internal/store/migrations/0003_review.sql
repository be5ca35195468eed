-- What people say of events: the last word on each. A review stands alone, so
-- that it outlives the coding that it was made on.
CREATE TABLE review (
  event    $TEXT PRIMARY KEY, -- id of the event
  report   $TEXT NOT NULL, -- id of the report
  type     $TEXT NOT NULL, -- as coded
  rule     $TEXT NOT NULL, -- line of the codebook that made it
  verdict  $TEXT NOT NULL, -- confirmed, corrected, rejected
  sampled  BIGINT NOT NULL, -- 1: drawn by chance, not chosen
  reviewer $TEXT NOT NULL,
  note     $TEXT NOT NULL,
  at       $TEXT NOT NULL, -- RFC 3339, UTC
  body     $TEXT NOT NULL -- JSON: what was coded, and what is right
);
CREATE INDEX review_report ON review (report);
CREATE INDEX review_type ON review (type, verdict);
