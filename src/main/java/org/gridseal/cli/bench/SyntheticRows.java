package org.gridseal.cli.bench;

import java.util.List;

/// The SQL of [SyntheticHistory]: rows that follow from a number, so that no two are alike and the
/// same number gives the same rows.
final class SyntheticRows {
  /// The certificate that is the pattern: not the one whose draft the others are packed against,
  /// because its own is packed to nothing.
  static final String PATTERN =
      """
      SELECT c.serial_number FROM certificate c
      JOIN issuance_intent i ON i.serial_number = c.serial_number
      ORDER BY octet_length(i.draft) DESC, c.issued_at LIMIT 1
      """;

  /// What each connection needs first, beside the entries of the pattern: no triggers, and the one
  /// real enrollment as a pattern.
  static final List<String> PREPARATION =
      List.of(
          "SET session_replication_role = replica",
          "SET synchronous_commit = off",
          "SET maintenance_work_mem = '512MB'",
          """
          CREATE TEMP TABLE pattern AS
          SELECT i.*, c.signature, c.not_after, c.issued_at,
            d.position, d.hw_type, d.profile AS device_profile,
            before.entry AS before, before.entry::jsonb ->> 'id' AS before_id,
            before.entry::jsonb #>> '{data,content}' AS before_hash,
            after.entry AS after, after.entry::jsonb ->> 'id' AS after_id,
            after.entry::jsonb #>> '{data,certificate}' AS after_hash
          FROM certificate c
          JOIN issuance_intent i ON i.serial_number = c.serial_number
          JOIN device d ON d.id = i.device_id
          JOIN pattern_entry before ON before.type = 'issuance-intended'
          JOIN pattern_entry after ON after.type = 'certificate-issued'
          ORDER BY octet_length(i.draft) DESC, c.issued_at LIMIT 1
          """,
          // 32 octets that look random.
          """
          CREATE FUNCTION pg_temp.octets(what text, number bigint) RETURNS bytea
          LANGUAGE sql IMMUTABLE AS $$ SELECT sha256(convert_to(what || number, 'UTF8')) $$
          """,
          """
          CREATE FUNCTION pg_temp.device_id(number bigint) RETURNS uuid
          LANGUAGE sql IMMUTABLE AS $$ SELECT md5('device' || number)::uuid $$
          """,
          """
          CREATE FUNCTION pg_temp.site_id(number bigint) RETURNS uuid
          LANGUAGE sql IMMUTABLE AS $$ SELECT md5('site' || number)::uuid $$
          """,
          // Version 7, a millisecond apart, from 2024 on: they sort by time, as real ones do.
          """
          CREATE FUNCTION pg_temp.event_id(kind text, number bigint) RETURNS uuid
          LANGUAGE sql IMMUTABLE AS $$
            SELECT (lpad(to_hex(1704067200000 + number), 12, '0') || '7' || kind || '8'
              || left(md5(kind || number), 15))::uuid
          $$
          """,
          // Of the pattern's length, and positive.
          """
          CREATE FUNCTION pg_temp.serial(pattern bytea, number bigint) RETURNS bytea
          LANGUAGE sql IMMUTABLE AS $$
            SELECT set_byte(substr(pg_temp.octets('serial', number), 1, octet_length(pattern)), 0,
              1 + (number % 127)::int)
          $$
          """);

  /// A home for each device, as in the field: what a policy looks at grows with the devices of a
  /// site.
  static final String SITES = Register.sites("pg_temp.site_id(number)", "COPY-");

  /// Hardware serials of twelve octets, which no device of a fleet has.
  static final String DEVICES =
      """
      INSERT INTO device (id, site_id, position, released, hw_type, hw_serial, profile)
      SELECT pg_temp.device_id(n), pg_temp.site_id(n), position, false, hw_type,
        substr(pg_temp.octets('hardware', n), 1, 12), device_profile
      FROM pattern, generate_series(?, ?) AS n
      """;

  /// Returns the entries, in the order of their places.
  static final String CERTIFICATES =
      """
      WITH made AS MATERIALIZED (
        SELECT n, pattern.*, pg_temp.device_id(n) AS device,
          pg_temp.serial(serial_number, n) AS serial,
          pg_temp.event_id('001', n) AS first, pg_temp.event_id('002', n) AS second
        FROM pattern, generate_series(?, ?) AS n),
      intents AS (
        INSERT INTO issuance_intent (serial_number, device_id, form, key_fingerprint, generation,
          predecessor, draft, intended_at)
        SELECT serial, device, form, pg_temp.octets('key', n), 1, NULL,
          overlay(draft PLACING pg_temp.octets('point', n) FROM octet_length(draft) - 40),
          intended_at
        FROM made),
      certificates AS (
        INSERT INTO certificate (serial_number, lfdi, signature, not_after, issued_at)
        SELECT serial, substr(pg_temp.octets('lfdi', n), 1, 20),
          overlay(signature PLACING pg_temp.octets('signature', n) FROM 8), not_after, issued_at
        FROM made),
      heads AS (
        INSERT INTO chain_head (device_id, profile, serial_number)
        SELECT device, device_profile, serial FROM made),
      events AS (
        SELECT 0 AS step, n,
          convert_to(replace(replace(replace(replace(before, before_id, first::text),
            device_id::text, device::text), encode(serial_number, 'hex'), encode(serial, 'hex')),
            before_hash, encode(pg_temp.octets('content', n), 'hex')), 'UTF8') AS entry
        FROM made
        UNION ALL
        SELECT 1, n,
          convert_to(replace(replace(replace(replace(after, after_id, second::text),
            device_id::text, device::text), encode(serial_number, 'hex'), encode(serial, 'hex')),
            after_hash, encode(pg_temp.octets('certificate', n), 'hex')), 'UTF8')
        FROM made)
      SELECT entry FROM events ORDER BY n, step
      """;

  private SyntheticRows() {}
}
