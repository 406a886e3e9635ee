-- Certificates: what was intended, what was issued, what was revoked.
-- Serial numbers are the content octets of their ASN.1 INTEGER (RFC 5280 §4.1.2.2).

-- Written and committed before the key is used. It keeps the bytes to be signed, so that whoever
-- retries after a crash signs the same certificate and not a second one.
CREATE TABLE issuance_intent (
  serial_number   bytea       PRIMARY KEY CHECK (octet_length(serial_number) BETWEEN 1 AND 20),
  device_id       uuid        NOT NULL REFERENCES device (id),
  profile         text        NOT NULL CHECK (length(profile) <= 64),
  authority       text        NOT NULL CHECK (length(authority) <= 64),
  key_fingerprint bytea       NOT NULL CHECK (octet_length(key_fingerprint) = 32),
  -- The same key may be certified again when its certificate has aged; each time is a generation.
  generation      integer     NOT NULL CHECK (generation > 0),
  predecessor     bytea       CHECK (octet_length(predecessor) BETWEEN 1 AND 20),
  to_be_signed    bytea       NOT NULL CHECK (octet_length(to_be_signed) <= 8192),
  intended_at     timestamptz NOT NULL,
  -- Two replicas that get the same request at once: one of them writes the intent. Two devices
  -- with one key: one of them gets a certificate.
  UNIQUE (key_fingerprint, generation)
);
CREATE INDEX issuance_intent_device ON issuance_intent (device_id);

-- The intent, signed. Its bytes to be signed and this signature are the certificate (RFC 5280 §4.1).
CREATE TABLE certificate (
  serial_number   bytea       PRIMARY KEY REFERENCES issuance_intent (serial_number),
  lfdi            bytea       NOT NULL UNIQUE CHECK (octet_length(lfdi) = 20),
  signature       bytea       NOT NULL CHECK (octet_length(signature) <= 1024),
  not_after       timestamptz NOT NULL,
  issued_at       timestamptz NOT NULL
);

CREATE TABLE revocation (
  serial_number bytea       PRIMARY KEY REFERENCES certificate (serial_number),
  reason        text        NOT NULL CHECK (length(reason) <= 32),
  revoked_at    timestamptz NOT NULL,
  revoked_by    text        NOT NULL CHECK (length(revoked_by) <= 255)
);

CREATE TABLE revocation_list (
  authority   text        NOT NULL CHECK (length(authority) <= 64),
  number      bigint      NOT NULL CHECK (number > 0),
  this_update timestamptz NOT NULL,
  next_update timestamptz NOT NULL,
  encoded     bytea       NOT NULL,
  PRIMARY KEY (authority, number)
);

-- Only a slow hash is kept (PBKDF2-HMAC-SHA256); the code itself is shown once.
CREATE TABLE one_time_code (
  id         uuid        PRIMARY KEY,
  device_id  uuid        NOT NULL REFERENCES device (id),
  salt       bytea       NOT NULL CHECK (octet_length(salt) = 16),
  iterations integer     NOT NULL CHECK (iterations >= 10000),
  hash       bytea       NOT NULL CHECK (octet_length(hash) = 32),
  issued_at  timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  issued_by  text        NOT NULL CHECK (length(issued_by) <= 255)
);
-- Of a device's codes only the newest counts.
CREATE INDEX one_time_code_device ON one_time_code (device_id, issued_at, id);

-- A code ends once: spent on one certificate, or withdrawn by a person. The primary key decides
-- which, when both happen at the same moment.
CREATE TABLE one_time_code_end (
  code_id       uuid        PRIMARY KEY REFERENCES one_time_code (id),
  serial_number bytea       REFERENCES issuance_intent (serial_number),
  withdrawn_by  text        CHECK (length(withdrawn_by) <= 255),
  ended_at      timestamptz NOT NULL,
  CHECK (num_nonnulls(serial_number, withdrawn_by) = 1)
);

-- Manufacturers' roots as somebody added them; trusted is what a second person has confirmed and
-- nobody has retired (docs/decisions/0015). A retired root that comes back is another generation.
CREATE TABLE manufacturer_root (
  fingerprint bytea       NOT NULL CHECK (octet_length(fingerprint) = 32),
  generation  integer     NOT NULL DEFAULT 1 CHECK (generation > 0),
  name        text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  encoded     bytea       NOT NULL CHECK (octet_length(encoded) <= 8192),
  attested    boolean     NOT NULL,
  -- The root that this one is to take over from, by fingerprint and generation.
  succeeds            bytea,
  succeeds_generation integer,
  added_at    timestamptz NOT NULL,
  added_by    text        NOT NULL CHECK (length(added_by) <= 255),
  retired_generation integer
    CHECK (retired_generation IS NOT DISTINCT FROM nullif(generation - 1, 0)),
  PRIMARY KEY (fingerprint, generation),
  UNIQUE (fingerprint, generation, added_by),
  FOREIGN KEY (succeeds, succeeds_generation) REFERENCES manufacturer_root (fingerprint, generation),
  CHECK (succeeds <> fingerprint AND num_nonnulls(succeeds, succeeds_generation) <> 1),
  CHECK (fingerprint = sha256(encoded))
);

-- Two people: the database itself refuses the same one twice.
CREATE TABLE manufacturer_root_confirmation (
  fingerprint  bytea       NOT NULL,
  generation   integer     NOT NULL,
  added_by     text        NOT NULL,
  confirmed_at timestamptz NOT NULL,
  confirmed_by text        NOT NULL CHECK (length(confirmed_by) <= 255),
  PRIMARY KEY (fingerprint, generation),
  FOREIGN KEY (fingerprint, generation, added_by)
    REFERENCES manufacturer_root (fingerprint, generation, added_by),
  CHECK (confirmed_by <> added_by)
);

-- The end of a trusted root, or of one that was never confirmed.
CREATE TABLE manufacturer_root_retirement (
  fingerprint bytea       NOT NULL,
  generation  integer     NOT NULL,
  retired_at  timestamptz NOT NULL,
  retired_by  text        NOT NULL CHECK (length(retired_by) <= 255),
  PRIMARY KEY (fingerprint, generation),
  FOREIGN KEY (fingerprint, generation) REFERENCES manufacturer_root (fingerprint, generation)
);

-- The next generation begins after the end of the last, and not before.
ALTER TABLE manufacturer_root ADD FOREIGN KEY (fingerprint, retired_generation)
  REFERENCES manufacturer_root_retirement (fingerprint, generation);

-- Not even the owner of the tables changes what was written; V1 had no function for it yet.
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON issuance_intent
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON certificate
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON revocation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON revocation_list
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON one_time_code
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON one_time_code_end
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON manufacturer_root
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON manufacturer_root_confirmation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON manufacturer_root_retirement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON submission
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON site_review
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON issuance_intent, certificate, revocation, revocation_list, one_time_code,
  one_time_code_end, manufacturer_root, manufacturer_root_confirmation, manufacturer_root_retirement TO ${applicationRole};
