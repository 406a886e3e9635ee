-- The audit log (docs/audit-log.md). Everything here is written once: the service may read and
-- add, a trigger refuses the owner too, and only log_head and audit_pending ever change.

-- Refuses to change or remove what has been recorded; other migrations guard their tables with it.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: its rows are written once', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

-- What happened. The entry is what is believed; the columns before it are only for finding, and
-- hold nothing that can be found otherwise: the id, a UUID of version 7, tells the time; the device
-- tells the site; and where no actor stands, the device itself acted.
CREATE TABLE audit_event (
  id     uuid  PRIMARY KEY,
  type   text  NOT NULL CHECK (length(type) BETWEEN 1 AND 64),
  actor  text  CHECK (length(actor) BETWEEN 1 AND 255),
  site   uuid,
  device uuid,
  serial bytea CHECK (octet_length(serial) BETWEEN 1 AND 20),
  -- 65,535 octets is what the length of an entry bundle can say (C2SP tlog-tiles).
  entry  bytea NOT NULL CHECK (octet_length(entry) BETWEEN 1 AND 65535),
  CHECK (actor IS NOT NULL OR device IS NOT NULL)
);
-- Ids sort by time, so most of these also answer "the latest of".
CREATE INDEX audit_event_by_type   ON audit_event (type);
CREATE INDEX audit_event_by_actor  ON audit_event (actor, id)  WHERE actor IS NOT NULL;
CREATE INDEX audit_event_by_site   ON audit_event (site, id)   WHERE site IS NOT NULL;
CREATE INDEX audit_event_by_device ON audit_event (device, id) WHERE device IS NOT NULL;
CREATE INDEX audit_event_by_serial ON audit_event (serial)     WHERE serial IS NOT NULL;

-- Events without a place in the log yet. Rows come with their event in one statement and go when
-- the sequencer gives it a place, so the table stays nearly empty: vacuum it early and often. They
-- bring the leaf hash, so that placing an event needs no second look at it.
-- No foreign keys here and in log_leaf: nothing can remove an event, and checking each row would
-- lock and dirty the page of every event once more.
CREATE TABLE audit_pending (
  event_id  uuid  PRIMARY KEY,
  leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_cost_delay = 0);

-- The place of each event: contiguous from 0, each event once.
CREATE TABLE log_leaf (
  seq       bigint PRIMARY KEY CHECK (seq >= 0),
  event_id  uuid   NOT NULL UNIQUE,
  leaf_hash bytea  NOT NULL CHECK (octet_length(leaf_hash) = 32)
);

-- Full tiles of 256 hashes. Partial ones are put together when they are read.
CREATE TABLE log_tile (
  level  smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  idx    bigint   NOT NULL CHECK (idx >= 0),
  hashes bytea    NOT NULL CHECK (octet_length(hashes) = 8192),
  root   bytea    NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (level, idx)
);

-- How far the log has grown: one row, the only one that is updated. Whoever holds its lock appends.
CREATE TABLE log_head (
  one  boolean PRIMARY KEY DEFAULT true CHECK (one),
  size bigint  NOT NULL CHECK (size >= 0),
  root bytea   NOT NULL CHECK (octet_length(root) = 32)
);
-- The root of the empty tree is SHA-256 of nothing (RFC 9162 §2.1.1).
INSERT INTO log_head (size, root) VALUES (0, sha256(''));

-- What was signed. One row a size, so one size never has two roots.
CREATE TABLE log_checkpoint (
  size         bigint      PRIMARY KEY CHECK (size >= 0),
  root         bytea       NOT NULL CHECK (octet_length(root) = 32),
  note         bytea       NOT NULL,
  published_at timestamptz NOT NULL
);

CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON log_leaf
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON log_tile
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON log_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON log_head
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A log that shrinks is a log that was rewritten.
CREATE FUNCTION refuse_shrinking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size < OLD.size THEN
    RAISE EXCEPTION 'the log has % entries and cannot shrink to %', OLD.size, NEW.size
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER only_grows BEFORE UPDATE ON log_head
  FOR EACH ROW EXECUTE FUNCTION refuse_shrinking();

GRANT SELECT, INSERT ON audit_event, log_leaf, log_tile, log_checkpoint TO ${applicationRole};
GRANT SELECT, INSERT, DELETE ON audit_pending TO ${applicationRole};
GRANT SELECT, UPDATE ON log_head TO ${applicationRole};
