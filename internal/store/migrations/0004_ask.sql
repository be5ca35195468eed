-- What makes a record of millions of events quick to ask. All of it follows
-- from event and party, is kept in the transaction that writes them, and can be
-- made anew (store.Reindex).

CREATE INDEX event_day ON event (lead, day, n);
CREATE INDEX event_type ON event (lead, type, day, n);
CREATE INDEX event_mode ON event (lead, mode, day, n);
CREATE INDEX event_country ON event (lead, country, day, n);

-- The events of a party, by day.
CREATE TABLE posting (
  code       $TEXT NOT NULL,
  lead       BIGINT NOT NULL,
  day        $TEXT NOT NULL,
  event      BIGINT NOT NULL,
  quad       BIGINT NOT NULL,
  scale      DOUBLE PRECISION NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  type       $TEXT NOT NULL,
  standing   $TEXT NOT NULL,
  actor      $TEXT NOT NULL, -- its sectors among the actors, " GOV MIL ", " - " without one; "" when it is none of them
  recipient  $TEXT NOT NULL, -- and among the recipients
  PRIMARY KEY (code, lead, day, event)
) $CLUSTERED;

-- The events between two parties: an actor and a recipient, or two actors
-- where nobody is the recipient. a stands before b in the alphabet.
CREATE TABLE dyad (
  a          $TEXT NOT NULL,
  b          $TEXT NOT NULL,
  lead       BIGINT NOT NULL,
  day        $TEXT NOT NULL,
  event      BIGINT NOT NULL,
  quad       BIGINT NOT NULL,
  scale      DOUBLE PRECISION NOT NULL,
  confidence DOUBLE PRECISION NOT NULL,
  type       $TEXT NOT NULL,
  standing   $TEXT NOT NULL,
  PRIMARY KEY (a, b, lead, day, event)
) $CLUSTERED;

-- Events that lead, counted. Without a and b all of them, by type and together;
-- with a those of a party, by type only over years and all times; with both
-- those of a dyad. The period is a day, a month, a year,
-- or "" for all times.
CREATE TABLE tally (
  a        $TEXT NOT NULL,
  b        $TEXT NOT NULL,
  period   $TEXT NOT NULL,
  quad     BIGINT NOT NULL,
  standing $TEXT NOT NULL,
  type     $TEXT NOT NULL, -- "" for all types together; dyads have no other
  events   BIGINT NOT NULL,
  scale    BIGINT NOT NULL, -- sum, in thousandths, so that it can be taken back exactly
  acted    BIGINT NOT NULL, -- a among the actors
  received BIGINT NOT NULL, -- a among the recipients
  last     $TEXT NOT NULL,  -- latest day; not taken back
  PRIMARY KEY (a, b, type, period, quad, standing)
) $CLUSTERED;
CREATE INDEX tally_rank ON tally (period, b, a, quad, standing, events, scale, acted, received, last) WHERE type = '';
