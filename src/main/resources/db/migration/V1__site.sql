-- What is registered. Quantities are SI integers: W, VA, var, Wh, tenths of a volt, mA, mHz, ms.

CREATE TABLE aggregator (
  id uuid PRIMARY KEY,
  organisation text NOT NULL CHECK (char_length(organisation) BETWEEN 1 AND 64),
  name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  lfdi bytea UNIQUE CHECK (octet_length(lfdi) = 20),
  active boolean NOT NULL,
  since timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE site (
  id uuid PRIMARY KEY,
  version bigint NOT NULL,
  organisation text NOT NULL CHECK (char_length(organisation) BETWEEN 1 AND 64),
  state text NOT NULL
    CHECK (state IN ('SUBMITTED', 'RETURNED', 'APPROVED', 'REFUSED', 'SUSPENDED', 'RETIRED')),
  revision integer NOT NULL CHECK (revision >= 1),
  size_va bigint NOT NULL CHECK (size_va > 0),
  tier text NOT NULL CHECK (char_length(tier) BETWEEN 1 AND 32),
  approvals_needed integer NOT NULL CHECK (approvals_needed >= 1),
  approvals_given integer NOT NULL CHECK (approvals_given >= 0),
  submitted_by text NOT NULL CHECK (char_length(submitted_by) BETWEEN 1 AND 255),
  submitted_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,

  application_ref text NOT NULL CHECK (char_length(application_ref) BETWEEN 1 AND 32),
  connection_point_scheme text NOT NULL CHECK (connection_point_scheme IN ('NMI', 'OTHER')),
  connection_point_id text NOT NULL CHECK (char_length(connection_point_id) BETWEEN 1 AND 32),
  service_account_no text CHECK (char_length(service_account_no) BETWEEN 1 AND 32),
  meter_no text CHECK (char_length(meter_no) BETWEEN 1 AND 32),

  address_line text NOT NULL CHECK (char_length(address_line) BETWEEN 1 AND 100),
  address_city text NOT NULL CHECK (char_length(address_city) BETWEEN 1 AND 100),
  address_region text NOT NULL CHECK (char_length(address_region) BETWEEN 1 AND 100),
  address_postcode text NOT NULL CHECK (char_length(address_postcode) BETWEEN 1 AND 16),
  address_country text NOT NULL CHECK (address_country ~ '^[A-Z]{2}$'),
  lat numeric(9, 6) CHECK (lat BETWEEN -90 AND 90),
  lon numeric(9, 6) CHECK (lon BETWEEN -180 AND 180),

  customer_name text NOT NULL CHECK (char_length(customer_name) BETWEEN 1 AND 100),
  customer_email text NOT NULL CHECK (char_length(customer_email) <= 254),
  customer_phone text NOT NULL CHECK (char_length(customer_phone) <= 32),
  customer_licence_no text CHECK (char_length(customer_licence_no) BETWEEN 1 AND 32),
  customer_licence_expires date,

  operator_name text NOT NULL CHECK (char_length(operator_name) BETWEEN 1 AND 100),
  operator_email text NOT NULL CHECK (char_length(operator_email) <= 254),
  operator_phone text NOT NULL CHECK (char_length(operator_phone) <= 32),
  operator_licence_no text CHECK (char_length(operator_licence_no) BETWEEN 1 AND 32),
  operator_licence_expires date,

  installer_name text NOT NULL CHECK (char_length(installer_name) BETWEEN 1 AND 100),
  installer_email text NOT NULL CHECK (char_length(installer_email) <= 254),
  installer_phone text NOT NULL CHECK (char_length(installer_phone) <= 32),
  installer_licence_no text CHECK (char_length(installer_licence_no) BETWEEN 1 AND 32),
  installer_licence_expires date,

  pcc_voltage bigint NOT NULL CHECK (pcc_voltage > 0),
  phases_available integer NOT NULL CHECK (phases_available BETWEEN 0 AND 3),
  phases_installed integer NOT NULL CHECK (phases_installed BETWEEN 0 AND phases_available),
  approved_capacity_va bigint NOT NULL CHECK (approved_capacity_va > 0),
  export_limit_w bigint CHECK (export_limit_w BETWEEN 0 AND approved_capacity_va),
  import_limit_w bigint CHECK (import_limit_w BETWEEN 0 AND approved_capacity_va),
  islandable boolean NOT NULL,
  central_protection boolean NOT NULL,

  -- Settings of the central protection; all empty without one.
  nominal_frequency bigint CHECK (nominal_frequency IN (50000, 60000)),
  under_frequency_threshold bigint CHECK (under_frequency_threshold >= 0),
  under_frequency_delay bigint CHECK (under_frequency_delay >= 0),
  over_frequency_threshold bigint CHECK (over_frequency_threshold >= 0),
  over_frequency_delay bigint CHECK (over_frequency_delay >= 0),
  under_voltage_threshold bigint CHECK (under_voltage_threshold >= 0),
  under_voltage_delay bigint CHECK (under_voltage_delay >= 0),
  over_voltage_threshold bigint CHECK (over_voltage_threshold >= 0),
  over_voltage_delay bigint CHECK (over_voltage_delay >= 0),
  sustained_over_voltage_threshold bigint CHECK (sustained_over_voltage_threshold >= 0),
  sustained_over_voltage_delay bigint CHECK (sustained_over_voltage_delay >= 0),
  frequency_rate_of_change bigint CHECK (frequency_rate_of_change >= 0),
  vector_shift integer CHECK (vector_shift BETWEEN 0 AND 180000),
  inter_trip boolean,
  neutral_displacement bigint CHECK (neutral_displacement >= 0),
  CHECK (central_protection = (nominal_frequency IS NOT NULL)),

  topology_system text CHECK (char_length(topology_system) BETWEEN 1 AND 32),
  topology_sub_transmission text CHECK (char_length(topology_sub_transmission) BETWEEN 1 AND 32),
  topology_substation text CHECK (char_length(topology_substation) BETWEEN 1 AND 32),
  topology_feeder text CHECK (char_length(topology_feeder) BETWEEN 1 AND 32),
  topology_segment text CHECK (char_length(topology_segment) BETWEEN 1 AND 32),
  topology_transformer text CHECK (char_length(topology_transformer) BETWEEN 1 AND 32),
  topology_service_point text CHECK (char_length(topology_service_point) BETWEEN 1 AND 32),

  comm_path text NOT NULL CHECK (comm_path IN ('DIRECT', 'AGGREGATOR', 'GFEMS')),
  wan text NOT NULL CHECK (
    wan IN ('BROADBAND', 'LTE_M', 'NB_IOT', 'LTE', 'VSAT', 'PRIVATE_APN', 'FIBRE')),
  poll_rate_s integer NOT NULL CHECK (poll_rate_s BETWEEN 10 AND 86400),
  post_rate_s integer NOT NULL CHECK (post_rate_s BETWEEN 10 AND 86400),

  declared_by text NOT NULL CHECK (char_length(declared_by) BETWEEN 1 AND 100),
  declared_as text NOT NULL CHECK (char_length(declared_as) BETWEEN 1 AND 64),
  declared_text text NOT NULL CHECK (char_length(declared_text) BETWEEN 1 AND 32),
  declared_at timestamptz NOT NULL,
  declared_signature text CHECK (char_length(declared_signature) BETWEEN 1 AND 8192),

  UNIQUE (organisation, application_ref)
);

-- The queue reads one state, the installer's list one organisation, both in the order of ids.
CREATE INDEX site_by_state ON site (state, id);
CREATE INDEX site_by_organisation ON site (organisation, id);

CREATE TABLE der_unit (
  id uuid PRIMARY KEY,
  site_id uuid NOT NULL REFERENCES site,
  position integer NOT NULL CHECK (position >= 0),
  released boolean NOT NULL,
  der_type integer NOT NULL CHECK (der_type IN (0, 1, 2, 3, 4, 5, 6, 80, 81, 82, 83)),
  mf_id bigint NOT NULL CHECK (mf_id BETWEEN 1 AND 4294967295),
  manufacturer text NOT NULL CHECK (char_length(manufacturer) BETWEEN 1 AND 32),
  model text NOT NULL CHECK (char_length(model) BETWEEN 1 AND 32),
  serial text NOT NULL CHECK (char_length(serial) BETWEEN 1 AND 32),
  hw_ver text NOT NULL CHECK (char_length(hw_ver) BETWEEN 1 AND 32),
  sw_ver text NOT NULL CHECK (char_length(sw_ver) BETWEEN 1 AND 32),
  mf_date date,
  commissioning_date date NOT NULL CHECK (commissioning_date >= mf_date),
  rtg_max_w bigint NOT NULL CHECK (rtg_max_w BETWEEN 1 AND rtg_max_va),
  rtg_max_va bigint NOT NULL,
  rtg_max_var bigint CHECK (rtg_max_var BETWEEN 0 AND rtg_max_va),
  rtg_max_var_neg bigint CHECK (rtg_max_var_neg BETWEEN -rtg_max_va AND 0),
  rtg_max_charge_rate_w bigint CHECK (rtg_max_charge_rate_w >= 0),
  rtg_max_charge_rate_va bigint CHECK (rtg_max_charge_rate_va >= 0),
  rtg_max_discharge_rate_w bigint CHECK (rtg_max_discharge_rate_w >= 0),
  rtg_max_discharge_rate_va bigint CHECK (rtg_max_discharge_rate_va >= 0),
  rtg_max_wh bigint CHECK (rtg_max_wh > 0),
  rtg_max_ah bigint CHECK (rtg_max_ah > 0),
  rtg_v_nom bigint NOT NULL CHECK (rtg_v_nom > 0),
  rtg_max_v bigint CHECK (rtg_max_v > rtg_v_nom),
  rtg_min_v bigint CHECK (rtg_min_v < rtg_v_nom),
  rtg_max_a bigint CHECK (rtg_max_a >= 0),
  rtg_over_excited_w bigint CHECK (rtg_over_excited_w >= 0),
  rtg_over_excited_pf integer CHECK (rtg_over_excited_pf BETWEEN 1 AND 1000),
  rtg_under_excited_w bigint CHECK (rtg_under_excited_w >= 0),
  rtg_under_excited_pf integer CHECK (rtg_under_excited_pf BETWEEN 1 AND 1000),
  rtg_min_pf_over_excited integer CHECK (rtg_min_pf_over_excited BETWEEN 1 AND 1000),
  rtg_min_pf_under_excited integer CHECK (rtg_min_pf_under_excited BETWEEN 1 AND 1000),
  rtg_normal_category integer NOT NULL CHECK (rtg_normal_category BETWEEN 0 AND 2),
  rtg_abnormal_category integer NOT NULL CHECK (rtg_abnormal_category BETWEEN 0 AND 3),
  modes_supported bigint NOT NULL CHECK (modes_supported BETWEEN 0 AND 134217727),
  doe_modes_supported bigint CHECK (doe_modes_supported BETWEEN 0 AND 15),
  device_category bigint CHECK (device_category BETWEEN 0 AND 4294967295),
  -- Checked at commit, because a corrected site is written before its former rows are deleted.
  CONSTRAINT unit_held_once
    EXCLUDE (mf_id WITH =, model WITH =, serial WITH =) WHERE (NOT released)
    DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX der_unit_by_site ON der_unit (site_id);

CREATE TABLE device (
  id uuid PRIMARY KEY,
  site_id uuid NOT NULL REFERENCES site,
  position integer NOT NULL CHECK (position >= 0),
  released boolean NOT NULL,
  -- Not let in for now, though its site is.
  suspended boolean NOT NULL DEFAULT false,
  hw_type text NOT NULL CHECK (char_length(hw_type) BETWEEN 3 AND 600),
  hw_serial bytea NOT NULL CHECK (octet_length(hw_serial) BETWEEN 1 AND 64),
  profile text NOT NULL CHECK (char_length(profile) BETWEEN 1 AND 64),
  lfdi bytea CHECK (octet_length(lfdi) = 20),
  pin_verifier bytea CHECK (octet_length(pin_verifier) = 48),
  managed_by uuid REFERENCES aggregator,
  CONSTRAINT device_held_once
    EXCLUDE (hw_type WITH =, hw_serial WITH =) WHERE (NOT released)
    DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX device_by_site ON device (site_id);
CREATE INDEX device_by_lfdi ON device (lfdi);
CREATE INDEX device_by_aggregator ON device (managed_by) WHERE managed_by IS NOT NULL;

-- What a policy may ask about a site beside its size and voltage, as FactsText reads it.
CREATE VIEW site_setting AS
  SELECT s.id AS site_id, json_build_object(
    'utility', coalesce(s.topology_system, ''),
    'feeder', coalesce(s.topology_feeder, ''),
    'profiles', ARRAY(SELECT DISTINCT d.profile FROM device d WHERE d.site_id = s.id),
    'units', coalesce((
      SELECT json_agg(json_build_array(u.der_type, u.rtg_max_va) ORDER BY u.position)
      FROM der_unit u WHERE u.site_id = s.id), '[]'))::text AS setting
  FROM site s;

-- What was submitted, word for word; the log holds its salted hash.
CREATE TABLE submission (
  site_id uuid NOT NULL REFERENCES site DEFERRABLE INITIALLY DEFERRED,
  revision integer NOT NULL CHECK (revision >= 1),
  content text NOT NULL CHECK (octet_length(content) <= 4194304),
  salt bytea NOT NULL CHECK (octet_length(salt) = 16),
  submitted_by text NOT NULL CHECK (char_length(submitted_by) BETWEEN 1 AND 255),
  submitted_at timestamptz NOT NULL,
  PRIMARY KEY (site_id, revision)
);

CREATE TABLE site_review (
  id uuid PRIMARY KEY,
  site_id uuid NOT NULL REFERENCES site,
  revision integer NOT NULL CHECK (revision >= 1),
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  reviewer text NOT NULL CHECK (char_length(reviewer) BETWEEN 1 AND 255),
  roles text NOT NULL CHECK (char_length(roles) <= 1024),
  verdict text NOT NULL CHECK (verdict IN ('APPROVED', 'RETURNED', 'REFUSED')),
  note text CHECK (char_length(note) BETWEEN 1 AND 2000),
  note_salt bytea CHECK (octet_length(note_salt) = 16),
  reviewed_at timestamptz NOT NULL,
  -- Nobody counts twice, and no two are the same ordinal, even when both decide at once.
  UNIQUE (site_id, revision, verdict, reviewer),
  UNIQUE (site_id, revision, verdict, ordinal)
);

GRANT SELECT ON aggregator, site_setting TO ${applicationRole};
GRANT SELECT, INSERT, UPDATE ON site TO ${applicationRole};
GRANT SELECT, INSERT, UPDATE, DELETE ON der_unit, device TO ${applicationRole};
-- Evidence: added to, never changed.
GRANT SELECT, INSERT ON submission, site_review TO ${applicationRole};
