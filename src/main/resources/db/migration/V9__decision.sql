-- By what the policy decided. An entry of the log says what was asked and by which rules it was
-- decided, and has the digests of the policy and of the facts; here is what they are the digests of,
-- each once, so that a decision can be explained and repeated (docs/decisions/0041).

-- Every policy file that was ever in force, by the SHA-256 of its bytes.
CREATE TABLE policy_version (
  version bytea       PRIMARY KEY CHECK (octet_length(version) = 32),
  content bytea       NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 1048576),
  kept_at timestamptz NOT NULL
);

-- What was so of a site or an aggregator, as FactsText writes it, by the leftmost 160 bits of its
-- SHA-256. A row serves every decision for which nothing has changed, of any site that is alike.
CREATE TABLE decision_facts (
  digest bytea PRIMARY KEY CHECK (octet_length(digest) = 20),
  facts  text  NOT NULL CHECK (octet_length(facts) BETWEEN 1 AND 65536)
);

CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON decision_facts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON policy_version, decision_facts TO ${applicationRole};
