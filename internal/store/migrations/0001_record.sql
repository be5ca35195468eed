-- Reports, their events under the coding that holds, and what was coded before.
-- Days are "2022-05-04" and "" when unknown; n is a key of this record only,
-- never shown: what leaves the record is named by its id.

-- A version is how reports were coded: program, codebook and settings.
CREATE TABLE version (
  n        $KEY,
  program  $TEXT NOT NULL,
  codebook $TEXT NOT NULL, -- digest of codebook and models
  settings $TEXT NOT NULL, -- "threshold=0.50", in a fixed order
  UNIQUE (program, codebook, settings)
);

CREATE TABLE story (
  n        $KEY,
  id       $TEXT NOT NULL UNIQUE,
  title    $TEXT NOT NULL, -- of the report that leads
  day      $TEXT NOT NULL, -- of the first report
  lastday  $TEXT NOT NULL,
  reports  BIGINT NOT NULL,
  tellings BIGINT NOT NULL, -- near duplicates count once
  sources  BIGINT NOT NULL
);
CREATE INDEX story_day ON story (lastday, n);

CREATE TABLE report (
  n          $KEY,
  id         $TEXT NOT NULL UNIQUE, -- digest of source, title, day and text
  name       $TEXT NOT NULL, -- the id that it came with
  source     $TEXT NOT NULL,
  url        $TEXT NOT NULL,
  title      $TEXT NOT NULL,
  author     $TEXT NOT NULL,
  day        $TEXT NOT NULL,
  published  $TEXT NOT NULL, -- RFC 3339, "" when unknown
  dated      $TEXT NOT NULL, -- how the day became known
  place      $TEXT NOT NULL, -- of the dateline
  mark       $TEXT NOT NULL, -- adds, recast, correction or update, when it says so
  version    BIGINT NOT NULL REFERENCES version (n),
  fault      $TEXT NOT NULL, -- why it has no events, when it could not be coded
  story      BIGINT REFERENCES story (n),
  copy_of    BIGINT, -- the first of its near duplicates
  superseded BIGINT, -- by this other report
  added      $TEXT NOT NULL, -- RFC 3339, UTC
  furniture  $TEXT NOT NULL, -- JSON; offsets are bytes
  text       $TEXT NOT NULL
);
CREATE INDEX report_name ON report (name);
CREATE INDEX report_day ON report (day, n);
CREATE INDEX report_story ON report (story);
CREATE INDEX report_version ON report (version);
CREATE INDEX report_source ON report (source, day);

CREATE TABLE event (
  n          $KEY,
  id         $TEXT NOT NULL UNIQUE,
  report     BIGINT NOT NULL REFERENCES report (n),
  day        $TEXT NOT NULL, -- first it can have been
  endday     $TEXT NOT NULL, -- last; day when it is one
  type       $TEXT NOT NULL,
  mode       $TEXT NOT NULL,
  standing   $TEXT NOT NULL,
  quad       BIGINT NOT NULL,
  scale      DOUBLE PRECISION NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  country    $TEXT NOT NULL, -- of the place
  lat        DOUBLE PRECISION,
  lon        DOUBLE PRECISION,
  place      $TEXT NOT NULL,
  contexts   $TEXT NOT NULL, -- " military diplomatic ", a space on either side of each
  repeat_of  $TEXT NOT NULL, -- id of the event of the same report that it tells again
  story      BIGINT REFERENCES story (n),
  told       BIGINT, -- n of the event of another report that stands for it, when one does
  lead       BIGINT NOT NULL, -- 1: it stands for all that tell it; 0: told again, or its report is superseded
  sources    BIGINT NOT NULL, -- different sources that tell it, when it leads
  tellings   BIGINT NOT NULL  -- reports that tell it, near duplicates once
);
CREATE INDEX event_report ON event (report);
CREATE INDEX event_story ON event (story);
CREATE INDEX event_told ON event (told);

-- The event as it leaves the program, apart so that a search over many events
-- reads little.
CREATE TABLE event_body (
  event $ROW,
  body  $TEXT NOT NULL -- JSON
);

CREATE TABLE party (
  event  BIGINT NOT NULL,
  side   BIGINT NOT NULL, -- 0 actor, 1 recipient, 2 who said it
  ord    BIGINT NOT NULL,
  code   $TEXT NOT NULL,
  sector $TEXT NOT NULL,
  name   $TEXT NOT NULL, -- canonical name, or the words where there is none
  PRIMARY KEY (event, side, ord)
) $CLUSTERED;

-- What a report's events were under a version that holds no more.
CREATE TABLE coding (
  report  BIGINT NOT NULL REFERENCES report (n),
  version BIGINT NOT NULL REFERENCES version (n),
  body    $BLOB NOT NULL, -- JSON lines, packed with zstd
  PRIMARY KEY (report, version)
);

-- What one report gives to the ledger, before the reports are joined.
CREATE TABLE ledger_page (
  report $ROW REFERENCES report (n),
  body   $BLOB NOT NULL
);

-- The ledger as it stands after the last report.
CREATE TABLE ledger_entry (
  n          $KEY,
  id         $TEXT NOT NULL UNIQUE,
  report     BIGINT NOT NULL REFERENCES report (n),
  day        $TEXT NOT NULL, -- of the report
  kind       $TEXT NOT NULL,
  status     $TEXT NOT NULL, -- where its life has brought it
  owed       BIGINT NOT NULL, -- 1: open, and no repetition
  over       $TEXT NOT NULL,
  due        $TEXT NOT NULL, -- first day
  lastdue    $TEXT NOT NULL,
  repeat_of  $TEXT NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  body       $TEXT NOT NULL -- JSON, a line of the ledger
);
CREATE INDEX ledger_day ON ledger_entry (day, n);
CREATE INDEX ledger_due ON ledger_entry (lastdue, n);
CREATE INDEX ledger_report ON ledger_entry (report);

CREATE TABLE ledger_party (
  entry  BIGINT NOT NULL,
  side   BIGINT NOT NULL, -- 0 by, 1 to, 2 who said it
  ord    BIGINT NOT NULL,
  code   $TEXT NOT NULL,
  sector $TEXT NOT NULL,
  name   $TEXT NOT NULL,
  PRIMARY KEY (entry, side, ord)
) $CLUSTERED;
CREATE INDEX ledger_party_code ON ledger_party (code, side, entry);

-- Where a report or an event that may be told again is found: keys are hashes
-- of a few words, or of type, parties and day.
CREATE TABLE sketch (
  report $ROW REFERENCES report (n),
  body   $BLOB NOT NULL
);
CREATE TABLE sketch_key (
  key    BIGINT NOT NULL,
  report BIGINT NOT NULL,
  PRIMARY KEY (key, report)
) $CLUSTERED;
CREATE TABLE event_key (
  key   BIGINT NOT NULL,
  event BIGINT NOT NULL,
  PRIMARY KEY (key, event)
) $CLUSTERED;
CREATE INDEX event_key_event ON event_key (event);

CREATE TABLE setting (
  name  $TEXT PRIMARY KEY,
  value $TEXT NOT NULL
);

-- Full text: words as store.words cuts and stems them, the same in both.
--sqlite CREATE VIRTUAL TABLE report_words USING fts5(words, content='', tokenize="ascii");
--postgres CREATE TABLE report_words (report BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
--postgres CREATE INDEX report_words_gin ON report_words USING GIN (words);
