-- What of the CAs is in the log already: certificates by the leaf hash of their encoding, ceremonies
-- by the SHA-256 of their record. Written together with the entry, so each is there once, whichever
-- replica sees it first.
CREATE TABLE authority_entry (
  hash bytea PRIMARY KEY CHECK (octet_length(hash) = 32)
);

CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON authority_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON authority_entry TO ${applicationRole};
