-- The map of the whole record is counted from this index alone.
CREATE INDEX event_place ON event (lead, place, country, lat, lon, quad) WHERE lat IS NOT NULL;
