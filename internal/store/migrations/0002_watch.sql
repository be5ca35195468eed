-- Sources that are followed, what they brought until it is coded, and what was
-- told to whom. Times are milliseconds since 1970, 0 for never.

CREATE TABLE source (
  id       $TEXT PRIMARY KEY, -- digest of the address
  url      $TEXT NOT NULL UNIQUE,
  host     $TEXT NOT NULL,
  name     $TEXT NOT NULL, -- given, or "" for the title
  title    $TEXT NOT NULL, -- as the feed calls itself
  kind     $TEXT NOT NULL, -- rss or sitemap, "" before the first answer
  language $TEXT NOT NULL,
  listed   $TEXT NOT NULL, -- where it is listed; what leaves its list rests
  active   BIGINT NOT NULL, -- 0: rests, or is gone
  options  $TEXT NOT NULL, -- JSON
  next_at  BIGINT NOT NULL, -- next try; while it is read, when its lease ends
  holder   $TEXT NOT NULL, -- who reads it, "" when nobody does
  last_try BIGINT NOT NULL,
  last_ok  BIGINT NOT NULL,
  last_new BIGINT NOT NULL, -- when it last brought an item
  failures BIGINT NOT NULL, -- in a row
  error    $TEXT NOT NULL, -- of the last try
  polls    BIGINT NOT NULL
);
CREATE INDEX source_next ON source (active, next_at);

-- What is remembered of an address that is asked again.
CREATE TABLE visit (
  url      $TEXT PRIMARY KEY,
  etag     $TEXT NOT NULL,
  modified $TEXT NOT NULL,
  moved    $TEXT NOT NULL -- where it has moved for good
) $CLUSTERED;

-- A host is asked by one worker at a time, and not before free_at.
CREATE TABLE host (
  host    $TEXT PRIMARY KEY,
  free_at BIGINT NOT NULL
) $CLUSTERED;

CREATE TABLE item (
  n         $KEY,
  source    $TEXT NOT NULL,
  host      $TEXT NOT NULL,
  url       $TEXT NOT NULL,
  title     $TEXT NOT NULL,
  published BIGINT NOT NULL,
  stamp     BIGINT NOT NULL, -- when its source says it last changed
  revision  BIGINT NOT NULL, -- how often it was read anew
  state     $TEXT NOT NULL, -- found, fetched, coded, passed, failed
  why       $TEXT NOT NULL, -- of passed and failed, and of the last try
  attempts  BIGINT NOT NULL,
  next_at   BIGINT NOT NULL, -- next try; while it is worked on, when its lease ends
  holder    $TEXT NOT NULL,
  language  $TEXT NOT NULL,
  report    $TEXT NOT NULL, -- id in the record once it is coded
  found     BIGINT NOT NULL,
  changed   BIGINT NOT NULL,
  body      $TEXT NOT NULL -- JSON: the feed's own words, then the report; empty once it is coded
);
CREATE INDEX item_work ON item (state, host, next_at, n);
CREATE INDEX item_fetched ON item (next_at, n) WHERE state = 'fetched';
CREATE INDEX item_source ON item (source, state);

-- What an item is known by: its id in its feed, its address, its words.
CREATE TABLE item_key (
  key  $TEXT PRIMARY KEY,
  item BIGINT NOT NULL
) $CLUSTERED;

-- Alerts have read the reports up to upto (report.n).
CREATE TABLE alert (
  name $TEXT PRIMARY KEY,
  upto BIGINT NOT NULL
);

CREATE TABLE delivery (
  id       $TEXT PRIMARY KEY, -- digest of alert, channel and event: the same after a restart
  n        BIGINT NOT NULL, -- report.n: the order of delivery
  alert    $TEXT NOT NULL,
  channel  $TEXT NOT NULL, -- webhook, mail or feed
  event    $TEXT NOT NULL,
  report   $TEXT NOT NULL,
  body     $TEXT NOT NULL, -- the event as it was found, JSON
  happened $TEXT NOT NULL, -- digest of what happened, whatever report tells it
  state    $TEXT NOT NULL, -- pending, sent, failed
  batch    $TEXT NOT NULL, -- of the letter that carries it
  attempts BIGINT NOT NULL,
  next_at  BIGINT NOT NULL,
  holder   $TEXT NOT NULL,
  error    $TEXT NOT NULL,
  found    BIGINT NOT NULL,
  sent     BIGINT NOT NULL
);
CREATE INDEX delivery_work ON delivery (state, alert, channel, next_at);
CREATE INDEX delivery_happened ON delivery (alert, channel, happened);
CREATE INDEX delivery_event ON delivery (event);
