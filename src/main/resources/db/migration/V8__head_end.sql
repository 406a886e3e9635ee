-- Identities that survive renewal, and what head-ends are told of them.
-- An LFDI is 20 octets (IEEE 2030.5-2018 §6.3.4).

-- Which identity took over from which.
CREATE VIEW succession AS
  SELECT i.device_id, f.profile, c.ordinal, c.predecessor, before.serial_number AS predecessor_serial,
    c.lfdi AS successor, c.serial_number, c.issued_at AS since, c.overlap_until
  FROM certificate c
  JOIN issuance_intent i ON i.serial_number = c.serial_number
  JOIN draft_form f ON f.id = i.form
  LEFT JOIN certificate before ON before.lfdi = c.predecessor
  WHERE c.predecessor IS NOT NULL;

-- The private enterprise number under which an aggregator forms the LFDIs of the devices it speaks
-- for.
ALTER TABLE aggregator
  ADD enterprise_number bigint UNIQUE CHECK (enterprise_number BETWEEN 1 AND 4294967295);

-- LFDIs with no certificate behind them: sixteen octets of the aggregator's choice and four of its
-- enterprise number.
CREATE TABLE virtual_identity (
  lfdi          bytea       PRIMARY KEY CHECK (octet_length(lfdi) = 20),
  device_id     uuid        NOT NULL UNIQUE REFERENCES device (id),
  aggregator_id uuid        NOT NULL REFERENCES aggregator (id),
  assigned_at   timestamptz NOT NULL,
  assigned_by   text        NOT NULL CHECK (length(assigned_by) <= 255)
);
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON virtual_identity
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- LFDIs that the utility does not let in: SUSPENDED, or DENIED. The last step counts.
CREATE VIEW lfdi_standing AS
  SELECT lfdi, state AS standing, decided_at AS since
  FROM lfdi_authorisation l
  WHERE state <> 'ALLOWED' AND NOT EXISTS (
    SELECT FROM lfdi_authorisation n WHERE n.lfdi = l.lfdi AND n.step = l.step + 1);

-- What changed for head-ends, in the order of the audit log, from which it is derived. Places are
-- contiguous from 1: whoever holds the row below gives them. What follows for ever from a
-- certificate is not written again; the rest is as it was at that moment.
CREATE TABLE head_end_change (
  place         bigint      PRIMARY KEY CHECK (place > 0),
  at            timestamptz NOT NULL,
  -- Of a renewal: when the end of its overlap is to be told, which is never before what was told.
  end_due       timestamptz CHECK ((end_due IS NOT NULL) = (kind = 'RENEWED')),
  kind          text        NOT NULL CHECK (length(kind) <= 16),
  -- Of the certificate behind the LFDI.
  serial_number bytea       CHECK (octet_length(serial_number) BETWEEN 1 AND 20),
  -- Where there is none.
  device_id     uuid        REFERENCES device (id),
  lfdi          bytea       CHECK (octet_length(lfdi) = 20),
  managed_by    uuid,
  reason        text        CHECK (length(reason) <= 32),
  CHECK (num_nonnulls(serial_number, lfdi) = 1 AND num_nonnulls(lfdi, device_id) <> 1)
);
CREATE INDEX head_end_change_end ON head_end_change (end_due, place) WHERE end_due IS NOT NULL;
CREATE INDEX head_end_change_device ON head_end_change (device_id) WHERE device_id IS NOT NULL;
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON head_end_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- How far the log has been read for that, and up to which renewal, in the order of (end_due,
-- place), the ends of overlaps have been told: one row.
CREATE TABLE head_end_progress (
  one         boolean     PRIMARY KEY DEFAULT true CHECK (one),
  -- Log entries below this place have been read.
  log_place   bigint      NOT NULL CHECK (log_place >= 0),
  last_change bigint      NOT NULL CHECK (last_change >= 0),
  ended_due   timestamptz NOT NULL,
  ended_place bigint      NOT NULL CHECK (ended_place >= 0)
);
INSERT INTO head_end_progress VALUES (true, 0, 0, 'epoch', 0);

-- Who is told, and how far.
CREATE TABLE webhook (
  id              uuid        PRIMARY KEY,
  url             text        NOT NULL CHECK (length(url) BETWEEN 9 AND 2048),
  -- Of changes; none means every kind.
  kinds           text[]      NOT NULL CHECK (cardinality(kinds) <= 16),
  -- The secret follows from the service's key, the id and this (docs/decisions/0034).
  secret_generation integer   NOT NULL DEFAULT 1 CHECK (secret_generation > 0),
  -- When that one was made; the one before signs beside it for a day.
  secret_since    timestamptz NOT NULL DEFAULT now(),
  created_at      timestamptz NOT NULL,
  created_by      text        NOT NULL CHECK (length(created_by) <= 255),
  -- The receiver said 410: nothing is sent any more until somebody replays.
  gone            boolean     NOT NULL DEFAULT false,
  -- The last change that was delivered, passed over or given up.
  position        bigint      NOT NULL CHECK (position >= 0),
  -- Of the change after it.
  attempts        integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  first_attempt_at timestamptz,
  next_attempt_at timestamptz NOT NULL,
  -- How the last attempt ended; said to operators.
  last_attempt_at timestamptz,
  last_outcome    text        CHECK (length(last_outcome) <= 200),
  last_delivery_at timestamptz,
  -- Whoever sends holds it until then.
  lease           uuid,
  leased_until    timestamptz
);
CREATE INDEX webhook_due ON webhook (next_attempt_at) WHERE NOT gone;

-- Changes that a receiver did not take within 72 hours.
CREATE TABLE webhook_dead (
  webhook_id       uuid        NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  place            bigint      NOT NULL REFERENCES head_end_change (place),
  attempts         integer     NOT NULL CHECK (attempts > 0),
  first_attempt_at timestamptz NOT NULL,
  given_up_at      timestamptz NOT NULL,
  last_outcome     text        NOT NULL CHECK (length(last_outcome) <= 200),
  PRIMARY KEY (webhook_id, place)
);

GRANT SELECT ON succession, lfdi_standing TO ${applicationRole};
GRANT SELECT, INSERT ON virtual_identity, head_end_change TO ${applicationRole};
GRANT UPDATE (enterprise_number) ON aggregator TO ${applicationRole};
GRANT SELECT, UPDATE ON head_end_progress TO ${applicationRole};
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook, webhook_dead TO ${applicationRole};
