-- The audit log (docs/audit-log.md). Everything here is written once: the service may read and
-- add, and triggers refuse the owner too. What has its place for ever never changes. An event on
-- its way there is in exactly one of audit_pending, log_tail and log_bundle, and leaves the first
-- two only for the next (docs/decisions/0018).

-- Refuses to change or remove what has been recorded; other migrations guard their tables with it.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: its rows are written once', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

-- Events without a place in the log yet. They go when the sequencer gives them one.
--
-- The leaf hash comes with the event, so that placing it needs no second look at its entry; so do
-- the keys that it is found by: 32 bits of a hash of each (LookupKey.java). Keys are hints: they
-- may collide, and what they lead to is compared with what was asked for.
CREATE TABLE audit_pending (
  id        uuid  PRIMARY KEY,
  -- 65,535 octets is what the length of an entry bundle can say (C2SP tlog-tiles).
  entry     bytea NOT NULL CHECK (octet_length(entry) BETWEEN 1 AND 65535),
  leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32),
  keys      int[] NOT NULL
);

-- Events with a place in the log whose bundle is not full yet: less than 256, contiguous, the end of
-- the log.
CREATE TABLE log_tail (
  seq       bigint PRIMARY KEY CHECK (seq >= 0),
  id        uuid   NOT NULL,
  entry     bytea  NOT NULL CHECK (octet_length(entry) BETWEEN 1 AND 65535),
  leaf_hash bytea  NOT NULL CHECK (octet_length(leaf_hash) = 32),
  keys      int[]  NOT NULL
);

-- Every row of these two is soon dead, and they have to stay small. The sequencer vacuums them as it
-- works; this is for the time when it cannot.
ALTER TABLE audit_pending SET (autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2500, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE log_tail SET (autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 2500, autovacuum_vacuum_cost_delay = 0);

-- 256 entries for ever: number idx holds the places from 256 * idx on.
CREATE TABLE log_bundle (
  idx      bigint PRIMARY KEY CHECK (idx >= 0),
  -- The entry bundle of C2SP tlog-tiles, packed with gzip (RFC 1952) and served so.
  entries  bytea  NOT NULL,
  -- The smallest and the greatest id inside. Places follow commits and not ids, so the ranges of
  -- neighbours overlap a little.
  first_id uuid   NOT NULL,
  last_id  uuid   NOT NULL CHECK (last_id >= first_id),
  -- What any of its events is found by, sorted, each once.
  keys     int[]  NOT NULL
);
-- It is packed; PostgreSQL need not try again.
ALTER TABLE log_bundle ALTER entries SET STORAGE EXTERNAL;
CREATE INDEX log_bundle_by_id ON log_bundle (last_id, first_id);
-- Without the list of pending entries, which readers would have to go through, and whose end comes
-- all at once to somebody.
CREATE INDEX log_bundle_by_key ON log_bundle USING gin (keys) WITH (fastupdate = off);

-- Full tiles of 256 hashes. Partial ones are put together when they are read.
CREATE TABLE log_tile (
  level  smallint NOT NULL CHECK (level BETWEEN 0 AND 7),
  idx    bigint   NOT NULL CHECK (idx >= 0),
  hashes bytea    NOT NULL CHECK (octet_length(hashes) = 8192),
  root   bytea    NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (level, idx)
);
-- Hashes cannot be packed.
ALTER TABLE log_tile ALTER hashes SET STORAGE EXTERNAL;

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

CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON log_bundle
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

-- An event leaves the tail only when its bundle is there and its leaf hash stands at its place in
-- the tile beside it, where neither can ever be changed. That the bundle holds the entry with this
-- hash is not looked at: unpacking is not for a trigger, and whoever verifies the log finds out.
CREATE FUNCTION refuse_leaving_the_tail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM gone
    LEFT JOIN (
      -- The concatenation reads the tile from its chunks once, not once for each of its hashes.
      SELECT tile.idx, tile.hashes || ''::bytea AS hashes
      FROM log_tile tile JOIN log_bundle bundle ON bundle.idx = tile.idx
      WHERE tile.level = 0 AND tile.idx IN (SELECT seq / 256 FROM gone) OFFSET 0) AS full_tile
      ON full_tile.idx = gone.seq / 256
    WHERE substr(full_tile.hashes, 1 + 32 * (gone.seq % 256)::int, 32)
      IS DISTINCT FROM gone.leaf_hash)
  THEN
    RAISE EXCEPTION 'an event would leave the tail of the log without being in a bundle'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER only_into_bundles AFTER DELETE ON log_tail REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_leaving_the_tail();
CREATE TRIGGER never_changed BEFORE UPDATE OR TRUNCATE ON log_tail
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- As many events as leave must stand, by their leaf hashes, in as many places at the end of the log:
-- in the tail, or in a full tile whose bundle is there. They leave in the statement that gives them
-- these places. Of the bundle the same is true as above.
CREATE FUNCTION refuse_leaving_without_a_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  place bigint := (SELECT size FROM log_head) - (SELECT count(*) FROM gone);
BEGIN
  IF EXISTS (
    SELECT FROM gone
    WHERE leaf_hash NOT IN (SELECT leaf_hash FROM log_tail WHERE seq >= place)
      AND leaf_hash NOT IN (
        SELECT substr(hashes, 1 + 32 * n, 32)
        FROM (SELECT hashes || ''::bytea AS hashes FROM log_tile JOIN log_bundle USING (idx)
              WHERE level = 0 AND idx >= place / 256 OFFSET 0) AS full_tile,
          generate_series(0, 255) AS n))
  THEN
    RAISE EXCEPTION 'an event would leave without a place in the log'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER only_into_the_log AFTER DELETE ON audit_pending REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_leaving_without_a_place();
CREATE TRIGGER never_changed BEFORE UPDATE OR TRUNCATE ON audit_pending
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON log_bundle, log_tile, log_checkpoint TO ${applicationRole};
-- MAINTAIN is the right to vacuum.
GRANT SELECT, INSERT, DELETE, MAINTAIN ON audit_pending, log_tail TO ${applicationRole};
GRANT SELECT, UPDATE ON log_head TO ${applicationRole};
