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
CREATE INDEX one_time_code_device ON one_time_code (device_id, expires_at);

-- The primary key makes a code good for one certificate.
CREATE TABLE one_time_code_use (
  code_id       uuid        PRIMARY KEY REFERENCES one_time_code (id),
  serial_number bytea       NOT NULL REFERENCES issuance_intent (serial_number),
  used_at       timestamptz NOT NULL
);

CREATE TABLE manufacturer_root (
  fingerprint bytea       PRIMARY KEY CHECK (octet_length(fingerprint) = 32),
  name        text        NOT NULL CHECK (length(name) <= 200),
  encoded     bytea       NOT NULL CHECK (octet_length(encoded) <= 8192),
  attested    boolean     NOT NULL,
  added_at    timestamptz NOT NULL,
  added_by    text        NOT NULL CHECK (length(added_by) <= 255)
);

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
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON one_time_code_use
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON manufacturer_root
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON submission
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON site_review
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON issuance_intent, certificate, revocation, revocation_list, one_time_code,
  one_time_code_use, manufacturer_root TO ${applicationRole};
