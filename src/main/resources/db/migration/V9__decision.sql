-- By what the policy decided. An entry of the log says what was asked and by which rules it was
-- decided, and has the digests of the policy and of the facts; here is what they are the digests of,
-- each once, so that a decision can be explained and repeated (docs/decisions/0041).

-- Every policy file that ever was in force or waited for it, by the SHA-256 of its bytes.
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

-- Which files come into force together: nearly always one (policy.Edition).
CREATE TABLE policy_edition (
  edition bytea NOT NULL CHECK (octet_length(edition) = 32),
  version bytea NOT NULL REFERENCES policy_version,
  PRIMARY KEY (edition, version)
);

-- Which edition was in force, one after the other; the last one is (docs/decisions/0042).
CREATE TABLE policy_enactment (
  step       integer     PRIMARY KEY CHECK (step >= 1),
  edition    bytea       NOT NULL CHECK (octet_length(edition) = 32),
  enacted_at timestamptz NOT NULL
);

-- Which were to be the next one. Another may have come first: then they are to be the one after.
CREATE TABLE policy_proposal (
  step        integer     NOT NULL CHECK (step >= 2),
  edition     bytea       NOT NULL CHECK (octet_length(edition) = 32),
  proposed_at timestamptz NOT NULL,
  PRIMARY KEY (step, edition)
);

-- Who agreed. The database itself refuses the same person twice.
CREATE TABLE policy_agreement (
  step      integer     NOT NULL,
  edition   bytea       NOT NULL,
  person    text        NOT NULL CHECK (length(person) BETWEEN 1 AND 255),
  agreed_at timestamptz NOT NULL,
  PRIMARY KEY (step, edition, person),
  FOREIGN KEY (step, edition) REFERENCES policy_proposal
);

CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_edition
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_enactment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_proposal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_agreement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON policy_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON decision_facts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

GRANT SELECT, INSERT ON policy_version, policy_edition, policy_enactment, policy_proposal,
  policy_agreement, decision_facts TO ${applicationRole};
