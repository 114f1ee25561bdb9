CREATE TABLE baseline (
    id INTEGER NOT NULL,
    indicator TEXT NOT NULL CONSTRAINT baseline_indicator_given CHECK (indicator <> ''),
    on_day TEXT NOT NULL CONSTRAINT baseline_on_day_is_date CHECK (on_day IS date(on_day)),
    numerator INTEGER DEFAULT 0 NOT NULL CONSTRAINT baseline_numerator_not_negative CHECK (numerator >= 0),
    denominator INTEGER DEFAULT 0 NOT NULL CONSTRAINT baseline_denominator_not_negative CHECK (denominator >= 0),
    source TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT baseline_indicator_unique UNIQUE (indicator)
)
 STRICT
--
CREATE TABLE catalogue (
    id INTEGER NOT NULL,
    catalogue_id TEXT NOT NULL CONSTRAINT catalogue_catalogue_id_given CHECK (catalogue_id <> ''),
    version INTEGER DEFAULT 0 NOT NULL CONSTRAINT catalogue_version_not_negative CHECK (version >= 0),
    digest TEXT NOT NULL CONSTRAINT catalogue_digest_given CHECK (digest <> ''),
    document TEXT NOT NULL CONSTRAINT catalogue_document_given CHECK (document <> ''),
    PRIMARY KEY (id),
    CONSTRAINT catalogue_catalogue_id_version_unique UNIQUE (catalogue_id, version)
)
 STRICT
--
CREATE TABLE change (
    id INTEGER NOT NULL,
    at TEXT NOT NULL CONSTRAINT change_at_given CHECK (at <> ''),
    use_case TEXT NOT NULL CONSTRAINT change_use_case_given CHECK (use_case <> ''),
    subject TEXT DEFAULT '' NOT NULL,
    target INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(target) REFERENCES change (id) ON DELETE RESTRICT
)
 STRICT
--
CREATE TABLE entered_value (
    id INTEGER NOT NULL,
    measure TEXT NOT NULL CONSTRAINT entered_value_measure_given CHECK (measure <> ''),
    on_day TEXT NOT NULL CONSTRAINT entered_value_on_day_is_date CHECK (on_day IS date(on_day)),
    value INTEGER NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
)
 STRICT
--
CREATE TABLE evidence (
    id INTEGER NOT NULL,
    digest TEXT NOT NULL CONSTRAINT evidence_digest_given CHECK (digest <> ''),
    name TEXT NOT NULL CONSTRAINT evidence_name_given CHECK (name <> ''),
    size INTEGER DEFAULT 0 NOT NULL CONSTRAINT evidence_size_not_negative CHECK (size >= 0),
    document_number TEXT DEFAULT '' NOT NULL,
    document_date TEXT CONSTRAINT evidence_document_date_is_date CHECK (document_date IS NULL OR document_date IS date(document_date)),
    subject TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
)
 STRICT
--
CREATE TABLE procedure (
    id INTEGER NOT NULL,
    code TEXT NOT NULL CONSTRAINT procedure_code_given CHECK (code <> ''),
    name TEXT NOT NULL CONSTRAINT procedure_name_given CHECK (name <> ''),
    field TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT procedure_code_unique UNIQUE (code)
)
 STRICT
--
CREATE TABLE report (
    id INTEGER NOT NULL,
    period TEXT NOT NULL CONSTRAINT report_period_given CHECK (period <> ''),
    revision INTEGER DEFAULT 0 NOT NULL CONSTRAINT report_revision_not_negative CHECK (revision >= 0),
    action TEXT NOT NULL CONSTRAINT report_action_given CHECK (action <> ''),
    cut_off TEXT NOT NULL CONSTRAINT report_cut_off_is_date CHECK (cut_off IS date(cut_off)),
    frozen_at TEXT NOT NULL CONSTRAINT report_frozen_at_given CHECK (frozen_at <> ''),
    payload TEXT NOT NULL CONSTRAINT report_payload_given CHECK (payload <> ''),
    figures_digest TEXT NOT NULL CONSTRAINT report_figures_digest_given CHECK (figures_digest <> ''),
    PRIMARY KEY (id),
    CONSTRAINT report_period_revision_unique UNIQUE (period, revision)
)
 STRICT
--
CREATE TABLE setting (
    id INTEGER NOT NULL,
    name TEXT NOT NULL CONSTRAINT setting_name_given CHECK (name <> ''),
    value TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT setting_name_unique UNIQUE (name)
)
 STRICT
--
CREATE TABLE signer (
    id INTEGER NOT NULL,
    full_name TEXT NOT NULL CONSTRAINT signer_full_name_given CHECK (full_name <> ''),
    position TEXT DEFAULT '' NOT NULL,
    department TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
)
 STRICT
--
CREATE TABLE task (
    id INTEGER NOT NULL,
    code TEXT NOT NULL CONSTRAINT task_code_given CHECK (code <> ''),
    clause TEXT DEFAULT '' NOT NULL,
    title TEXT NOT NULL CONSTRAINT task_title_given CHECK (title <> ''),
    kind TEXT NOT NULL CONSTRAINT task_kind_given CHECK (kind <> ''),
    lead TEXT NOT NULL CONSTRAINT task_lead_given CHECK (lead <> ''),
    focal_point TEXT DEFAULT '' NOT NULL,
    deliverable TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT task_code_unique UNIQUE (code)
)
 STRICT
--
CREATE TABLE workload (
    id INTEGER NOT NULL,
    month TEXT NOT NULL CONSTRAINT workload_month_given CHECK (month <> ''),
    total INTEGER DEFAULT 0 NOT NULL CONSTRAINT workload_total_not_negative CHECK (total >= 0),
    online INTEGER DEFAULT 0 NOT NULL CONSTRAINT workload_online_not_negative CHECK (online >= 0),
    PRIMARY KEY (id),
    CONSTRAINT workload_month_unique UNIQUE (month)
)
 STRICT
--
CREATE TABLE journal (
    seq INTEGER NOT NULL,
    change_id INTEGER NOT NULL,
    table_name TEXT NOT NULL CONSTRAINT journal_table_name_given CHECK (table_name <> ''),
    row_id INTEGER NOT NULL,
    operation TEXT NOT NULL CONSTRAINT journal_operation_given CHECK (operation <> ''),
    "before" TEXT,
    "after" TEXT,
    hash TEXT NOT NULL CONSTRAINT journal_hash_given CHECK (hash <> ''),
    PRIMARY KEY (seq),
    FOREIGN KEY(change_id) REFERENCES change (id)
)
 STRICT
--
CREATE INDEX journal_change_id_index ON journal (change_id)
--
CREATE TABLE package (
    id INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    sequence INTEGER DEFAULT 0 NOT NULL CONSTRAINT package_sequence_not_negative CHECK (sequence >= 0),
    file_name TEXT NOT NULL CONSTRAINT package_file_name_given CHECK (file_name <> ''),
    digest TEXT NOT NULL CONSTRAINT package_digest_given CHECK (digest <> ''),
    previous_digest TEXT DEFAULT '' NOT NULL,
    signer_serial TEXT DEFAULT '' NOT NULL,
    created_at TEXT NOT NULL CONSTRAINT package_created_at_given CHECK (created_at <> ''),
    PRIMARY KEY (id),
    CONSTRAINT package_sequence_unique UNIQUE (sequence),
    FOREIGN KEY(report_id) REFERENCES report (id) ON DELETE RESTRICT
)
 STRICT
--
CREATE TABLE procedure_count (
    id INTEGER NOT NULL,
    procedure_id INTEGER NOT NULL,
    month TEXT NOT NULL CONSTRAINT procedure_count_month_given CHECK (month <> ''),
    received INTEGER DEFAULT 0 NOT NULL CONSTRAINT procedure_count_received_not_negative CHECK (received >= 0),
    received_online INTEGER DEFAULT 0 NOT NULL CONSTRAINT procedure_count_received_online_not_negative CHECK (received_online >= 0),
    payments INTEGER DEFAULT 0 NOT NULL CONSTRAINT procedure_count_payments_not_negative CHECK (payments >= 0),
    payments_portal INTEGER DEFAULT 0 NOT NULL CONSTRAINT procedure_count_payments_portal_not_negative CHECK (payments_portal >= 0),
    results INTEGER DEFAULT 0 NOT NULL CONSTRAINT procedure_count_results_not_negative CHECK (results >= 0),
    results_synced INTEGER DEFAULT 0 NOT NULL CONSTRAINT procedure_count_results_synced_not_negative CHECK (results_synced >= 0),
    one_stop INTEGER DEFAULT 0 NOT NULL CONSTRAINT procedure_count_one_stop_not_negative CHECK (one_stop >= 0),
    one_stop_synced INTEGER DEFAULT 0 NOT NULL CONSTRAINT procedure_count_one_stop_synced_not_negative CHECK (one_stop_synced >= 0),
    PRIMARY KEY (id),
    CONSTRAINT procedure_count_procedure_id_month_unique UNIQUE (procedure_id, month),
    FOREIGN KEY(procedure_id) REFERENCES procedure (id) ON DELETE RESTRICT
)
 STRICT
--
CREATE INDEX procedure_count_month_index ON procedure_count (month)
--
CREATE TABLE procedure_event (
    id INTEGER NOT NULL,
    procedure_id INTEGER NOT NULL,
    attribute TEXT NOT NULL CONSTRAINT procedure_event_attribute_given CHECK (attribute <> ''),
    on_day TEXT NOT NULL CONSTRAINT procedure_event_on_day_is_date CHECK (on_day IS date(on_day)),
    value TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(procedure_id) REFERENCES procedure (id) ON DELETE RESTRICT
)
 STRICT
--
CREATE INDEX procedure_event_procedure_id_index ON procedure_event (procedure_id)
--
CREATE TABLE signer_event (
    id INTEGER NOT NULL,
    signer_id INTEGER NOT NULL,
    kind TEXT NOT NULL CONSTRAINT signer_event_kind_given CHECK (kind <> ''),
    on_day TEXT NOT NULL CONSTRAINT signer_event_on_day_is_date CHECK (on_day IS date(on_day)),
    serial TEXT DEFAULT '' NOT NULL,
    issuer TEXT DEFAULT '' NOT NULL,
    valid_from TEXT CONSTRAINT signer_event_valid_from_is_date CHECK (valid_from IS NULL OR valid_from IS date(valid_from)),
    valid_to TEXT CONSTRAINT signer_event_valid_to_is_date CHECK (valid_to IS NULL OR valid_to IS date(valid_to)),
    PRIMARY KEY (id),
    FOREIGN KEY(signer_id) REFERENCES signer (id) ON DELETE RESTRICT
)
 STRICT
--
CREATE INDEX signer_event_signer_id_index ON signer_event (signer_id)
--
CREATE TABLE task_coordinator (
    id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    agency TEXT NOT NULL CONSTRAINT task_coordinator_agency_given CHECK (agency <> ''),
    PRIMARY KEY (id),
    CONSTRAINT task_coordinator_task_id_agency_unique UNIQUE (task_id, agency),
    FOREIGN KEY(task_id) REFERENCES task (id) ON DELETE RESTRICT
)
 STRICT
--
CREATE TABLE task_event (
    id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    kind TEXT NOT NULL CONSTRAINT task_event_kind_given CHECK (kind <> ''),
    on_day TEXT NOT NULL CONSTRAINT task_event_on_day_is_date CHECK (on_day IS date(on_day)),
    due TEXT CONSTRAINT task_event_due_is_date CHECK (due IS NULL OR due IS date(due)),
    percent INTEGER CONSTRAINT task_event_percent_range CHECK (percent BETWEEN 0 AND 100),
    note TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(task_id) REFERENCES task (id) ON DELETE RESTRICT
)
 STRICT
--
CREATE INDEX task_event_task_id_index ON task_event (task_id)
--
CREATE TABLE task_event_evidence (
    id INTEGER NOT NULL,
    task_event_id INTEGER NOT NULL,
    evidence_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT task_event_evidence_task_event_id_evidence_id_unique UNIQUE (task_event_id, evidence_id),
    FOREIGN KEY(task_event_id) REFERENCES task_event (id) ON DELETE RESTRICT,
    FOREIGN KEY(evidence_id) REFERENCES evidence (id) ON DELETE RESTRICT
)
 STRICT
--
CREATE INDEX task_event_evidence_evidence_id_index ON task_event_evidence (evidence_id)
--
CREATE TRIGGER baseline_insert_journal AFTER INSERT ON baseline BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'baseline', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'baseline', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'indicator', NEW.indicator, 'on_day', NEW.on_day, 'numerator', NEW.numerator, 'denominator', NEW.denominator, 'source', NEW.source) AS became); END
--
CREATE TRIGGER baseline_update_journal AFTER UPDATE ON baseline BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'baseline', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'baseline', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'indicator', OLD.indicator, 'on_day', OLD.on_day, 'numerator', OLD.numerator, 'denominator', OLD.denominator, 'source', OLD.source) AS was, json_object('id', NEW.id, 'indicator', NEW.indicator, 'on_day', NEW.on_day, 'numerator', NEW.numerator, 'denominator', NEW.denominator, 'source', NEW.source) AS became); END
--
CREATE TRIGGER baseline_delete_journal AFTER DELETE ON baseline BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'baseline', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'baseline', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'indicator', OLD.indicator, 'on_day', OLD.on_day, 'numerator', OLD.numerator, 'denominator', OLD.denominator, 'source', OLD.source) AS was, NULL AS became); END
--
CREATE TRIGGER catalogue_insert_journal AFTER INSERT ON catalogue BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'catalogue', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'catalogue', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'catalogue_id', NEW.catalogue_id, 'version', NEW.version, 'digest', NEW.digest, 'document', NEW.document) AS became); END
--
CREATE TRIGGER catalogue_update_journal AFTER UPDATE ON catalogue BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'catalogue', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'catalogue', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'catalogue_id', OLD.catalogue_id, 'version', OLD.version, 'digest', OLD.digest, 'document', OLD.document) AS was, json_object('id', NEW.id, 'catalogue_id', NEW.catalogue_id, 'version', NEW.version, 'digest', NEW.digest, 'document', NEW.document) AS became); END
--
CREATE TRIGGER catalogue_delete_journal AFTER DELETE ON catalogue BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'catalogue', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'catalogue', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'catalogue_id', OLD.catalogue_id, 'version', OLD.version, 'digest', OLD.digest, 'document', OLD.document) AS was, NULL AS became); END
--
CREATE TRIGGER change_insert_journal AFTER INSERT ON change BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT NEW.id, 'change', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), NEW.id, 'change', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'at', NEW.at, 'use_case', NEW.use_case, 'subject', NEW.subject, 'target', NEW.target) AS became); END
--
CREATE TRIGGER entered_value_insert_journal AFTER INSERT ON entered_value BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'entered_value', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'entered_value', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'measure', NEW.measure, 'on_day', NEW.on_day, 'value', NEW.value, 'note', NEW.note) AS became); END
--
CREATE TRIGGER entered_value_update_journal AFTER UPDATE ON entered_value BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'entered_value', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'entered_value', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'measure', OLD.measure, 'on_day', OLD.on_day, 'value', OLD.value, 'note', OLD.note) AS was, json_object('id', NEW.id, 'measure', NEW.measure, 'on_day', NEW.on_day, 'value', NEW.value, 'note', NEW.note) AS became); END
--
CREATE TRIGGER entered_value_delete_journal AFTER DELETE ON entered_value BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'entered_value', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'entered_value', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'measure', OLD.measure, 'on_day', OLD.on_day, 'value', OLD.value, 'note', OLD.note) AS was, NULL AS became); END
--
CREATE TRIGGER evidence_insert_journal AFTER INSERT ON evidence BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'evidence', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'evidence', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'digest', NEW.digest, 'name', NEW.name, 'size', NEW.size, 'document_number', NEW.document_number, 'document_date', NEW.document_date, 'subject', NEW.subject) AS became); END
--
CREATE TRIGGER evidence_update_journal AFTER UPDATE ON evidence BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'evidence', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'evidence', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'digest', OLD.digest, 'name', OLD.name, 'size', OLD.size, 'document_number', OLD.document_number, 'document_date', OLD.document_date, 'subject', OLD.subject) AS was, json_object('id', NEW.id, 'digest', NEW.digest, 'name', NEW.name, 'size', NEW.size, 'document_number', NEW.document_number, 'document_date', NEW.document_date, 'subject', NEW.subject) AS became); END
--
CREATE TRIGGER evidence_delete_journal AFTER DELETE ON evidence BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'evidence', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'evidence', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'digest', OLD.digest, 'name', OLD.name, 'size', OLD.size, 'document_number', OLD.document_number, 'document_date', OLD.document_date, 'subject', OLD.subject) AS was, NULL AS became); END
--
CREATE TRIGGER procedure_insert_journal AFTER INSERT ON procedure BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'procedure', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'procedure', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'code', NEW.code, 'name', NEW.name, 'field', NEW.field) AS became); END
--
CREATE TRIGGER procedure_update_journal AFTER UPDATE ON procedure BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'procedure', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'procedure', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'name', OLD.name, 'field', OLD.field) AS was, json_object('id', NEW.id, 'code', NEW.code, 'name', NEW.name, 'field', NEW.field) AS became); END
--
CREATE TRIGGER procedure_delete_journal AFTER DELETE ON procedure BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'procedure', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'procedure', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'name', OLD.name, 'field', OLD.field) AS was, NULL AS became); END
--
CREATE TRIGGER report_insert_journal AFTER INSERT ON report BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'report', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'report', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'period', NEW.period, 'revision', NEW.revision, 'action', NEW.action, 'cut_off', NEW.cut_off, 'frozen_at', NEW.frozen_at, 'payload', NEW.payload, 'figures_digest', NEW.figures_digest) AS became); END
--
CREATE TRIGGER report_update_journal AFTER UPDATE ON report BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'report', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'report', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'period', OLD.period, 'revision', OLD.revision, 'action', OLD.action, 'cut_off', OLD.cut_off, 'frozen_at', OLD.frozen_at, 'payload', OLD.payload, 'figures_digest', OLD.figures_digest) AS was, json_object('id', NEW.id, 'period', NEW.period, 'revision', NEW.revision, 'action', NEW.action, 'cut_off', NEW.cut_off, 'frozen_at', NEW.frozen_at, 'payload', NEW.payload, 'figures_digest', NEW.figures_digest) AS became); END
--
CREATE TRIGGER report_delete_journal AFTER DELETE ON report BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'report', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'report', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'period', OLD.period, 'revision', OLD.revision, 'action', OLD.action, 'cut_off', OLD.cut_off, 'frozen_at', OLD.frozen_at, 'payload', OLD.payload, 'figures_digest', OLD.figures_digest) AS was, NULL AS became); END
--
CREATE TRIGGER setting_insert_journal AFTER INSERT ON setting BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'setting', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'setting', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'name', NEW.name, 'value', NEW.value) AS became); END
--
CREATE TRIGGER setting_update_journal AFTER UPDATE ON setting BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'setting', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'setting', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'name', OLD.name, 'value', OLD.value) AS was, json_object('id', NEW.id, 'name', NEW.name, 'value', NEW.value) AS became); END
--
CREATE TRIGGER setting_delete_journal AFTER DELETE ON setting BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'setting', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'setting', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'name', OLD.name, 'value', OLD.value) AS was, NULL AS became); END
--
CREATE TRIGGER signer_insert_journal AFTER INSERT ON signer BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'signer', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'signer', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'full_name', NEW.full_name, 'position', NEW.position, 'department', NEW.department) AS became); END
--
CREATE TRIGGER signer_update_journal AFTER UPDATE ON signer BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'signer', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'signer', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'full_name', OLD.full_name, 'position', OLD.position, 'department', OLD.department) AS was, json_object('id', NEW.id, 'full_name', NEW.full_name, 'position', NEW.position, 'department', NEW.department) AS became); END
--
CREATE TRIGGER signer_delete_journal AFTER DELETE ON signer BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'signer', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'signer', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'full_name', OLD.full_name, 'position', OLD.position, 'department', OLD.department) AS was, NULL AS became); END
--
CREATE TRIGGER task_insert_journal AFTER INSERT ON task BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'code', NEW.code, 'clause', NEW.clause, 'title', NEW.title, 'kind', NEW.kind, 'lead', NEW.lead, 'focal_point', NEW.focal_point, 'deliverable', NEW.deliverable) AS became); END
--
CREATE TRIGGER task_update_journal AFTER UPDATE ON task BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'clause', OLD.clause, 'title', OLD.title, 'kind', OLD.kind, 'lead', OLD.lead, 'focal_point', OLD.focal_point, 'deliverable', OLD.deliverable) AS was, json_object('id', NEW.id, 'code', NEW.code, 'clause', NEW.clause, 'title', NEW.title, 'kind', NEW.kind, 'lead', NEW.lead, 'focal_point', NEW.focal_point, 'deliverable', NEW.deliverable) AS became); END
--
CREATE TRIGGER task_delete_journal AFTER DELETE ON task BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'clause', OLD.clause, 'title', OLD.title, 'kind', OLD.kind, 'lead', OLD.lead, 'focal_point', OLD.focal_point, 'deliverable', OLD.deliverable) AS was, NULL AS became); END
--
CREATE TRIGGER workload_insert_journal AFTER INSERT ON workload BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'workload', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'workload', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'month', NEW.month, 'total', NEW.total, 'online', NEW.online) AS became); END
--
CREATE TRIGGER workload_update_journal AFTER UPDATE ON workload BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'workload', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'workload', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'month', OLD.month, 'total', OLD.total, 'online', OLD.online) AS was, json_object('id', NEW.id, 'month', NEW.month, 'total', NEW.total, 'online', NEW.online) AS became); END
--
CREATE TRIGGER workload_delete_journal AFTER DELETE ON workload BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'workload', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'workload', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'month', OLD.month, 'total', OLD.total, 'online', OLD.online) AS was, NULL AS became); END
--
CREATE TRIGGER package_insert_journal AFTER INSERT ON package BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'package', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'package', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'report_id', NEW.report_id, 'sequence', NEW.sequence, 'file_name', NEW.file_name, 'digest', NEW.digest, 'previous_digest', NEW.previous_digest, 'signer_serial', NEW.signer_serial, 'created_at', NEW.created_at) AS became); END
--
CREATE TRIGGER package_update_journal AFTER UPDATE ON package BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'package', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'package', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'report_id', OLD.report_id, 'sequence', OLD.sequence, 'file_name', OLD.file_name, 'digest', OLD.digest, 'previous_digest', OLD.previous_digest, 'signer_serial', OLD.signer_serial, 'created_at', OLD.created_at) AS was, json_object('id', NEW.id, 'report_id', NEW.report_id, 'sequence', NEW.sequence, 'file_name', NEW.file_name, 'digest', NEW.digest, 'previous_digest', NEW.previous_digest, 'signer_serial', NEW.signer_serial, 'created_at', NEW.created_at) AS became); END
--
CREATE TRIGGER package_delete_journal AFTER DELETE ON package BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'package', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'package', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'report_id', OLD.report_id, 'sequence', OLD.sequence, 'file_name', OLD.file_name, 'digest', OLD.digest, 'previous_digest', OLD.previous_digest, 'signer_serial', OLD.signer_serial, 'created_at', OLD.created_at) AS was, NULL AS became); END
--
CREATE TRIGGER procedure_count_insert_journal AFTER INSERT ON procedure_count BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'procedure_count', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'procedure_count', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'procedure_id', NEW.procedure_id, 'month', NEW.month, 'received', NEW.received, 'received_online', NEW.received_online, 'payments', NEW.payments, 'payments_portal', NEW.payments_portal, 'results', NEW.results, 'results_synced', NEW.results_synced, 'one_stop', NEW.one_stop, 'one_stop_synced', NEW.one_stop_synced) AS became); END
--
CREATE TRIGGER procedure_count_update_journal AFTER UPDATE ON procedure_count BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'procedure_count', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'procedure_count', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'procedure_id', OLD.procedure_id, 'month', OLD.month, 'received', OLD.received, 'received_online', OLD.received_online, 'payments', OLD.payments, 'payments_portal', OLD.payments_portal, 'results', OLD.results, 'results_synced', OLD.results_synced, 'one_stop', OLD.one_stop, 'one_stop_synced', OLD.one_stop_synced) AS was, json_object('id', NEW.id, 'procedure_id', NEW.procedure_id, 'month', NEW.month, 'received', NEW.received, 'received_online', NEW.received_online, 'payments', NEW.payments, 'payments_portal', NEW.payments_portal, 'results', NEW.results, 'results_synced', NEW.results_synced, 'one_stop', NEW.one_stop, 'one_stop_synced', NEW.one_stop_synced) AS became); END
--
CREATE TRIGGER procedure_count_delete_journal AFTER DELETE ON procedure_count BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'procedure_count', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'procedure_count', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'procedure_id', OLD.procedure_id, 'month', OLD.month, 'received', OLD.received, 'received_online', OLD.received_online, 'payments', OLD.payments, 'payments_portal', OLD.payments_portal, 'results', OLD.results, 'results_synced', OLD.results_synced, 'one_stop', OLD.one_stop, 'one_stop_synced', OLD.one_stop_synced) AS was, NULL AS became); END
--
CREATE TRIGGER procedure_event_insert_journal AFTER INSERT ON procedure_event BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'procedure_event', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'procedure_event', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'procedure_id', NEW.procedure_id, 'attribute', NEW.attribute, 'on_day', NEW.on_day, 'value', NEW.value) AS became); END
--
CREATE TRIGGER procedure_event_update_journal AFTER UPDATE ON procedure_event BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'procedure_event', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'procedure_event', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'procedure_id', OLD.procedure_id, 'attribute', OLD.attribute, 'on_day', OLD.on_day, 'value', OLD.value) AS was, json_object('id', NEW.id, 'procedure_id', NEW.procedure_id, 'attribute', NEW.attribute, 'on_day', NEW.on_day, 'value', NEW.value) AS became); END
--
CREATE TRIGGER procedure_event_delete_journal AFTER DELETE ON procedure_event BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'procedure_event', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'procedure_event', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'procedure_id', OLD.procedure_id, 'attribute', OLD.attribute, 'on_day', OLD.on_day, 'value', OLD.value) AS was, NULL AS became); END
--
CREATE TRIGGER signer_event_insert_journal AFTER INSERT ON signer_event BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'signer_event', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'signer_event', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'signer_id', NEW.signer_id, 'kind', NEW.kind, 'on_day', NEW.on_day, 'serial', NEW.serial, 'issuer', NEW.issuer, 'valid_from', NEW.valid_from, 'valid_to', NEW.valid_to) AS became); END
--
CREATE TRIGGER signer_event_update_journal AFTER UPDATE ON signer_event BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'signer_event', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'signer_event', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'signer_id', OLD.signer_id, 'kind', OLD.kind, 'on_day', OLD.on_day, 'serial', OLD.serial, 'issuer', OLD.issuer, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to) AS was, json_object('id', NEW.id, 'signer_id', NEW.signer_id, 'kind', NEW.kind, 'on_day', NEW.on_day, 'serial', NEW.serial, 'issuer', NEW.issuer, 'valid_from', NEW.valid_from, 'valid_to', NEW.valid_to) AS became); END
--
CREATE TRIGGER signer_event_delete_journal AFTER DELETE ON signer_event BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'signer_event', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'signer_event', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'signer_id', OLD.signer_id, 'kind', OLD.kind, 'on_day', OLD.on_day, 'serial', OLD.serial, 'issuer', OLD.issuer, 'valid_from', OLD.valid_from, 'valid_to', OLD.valid_to) AS was, NULL AS became); END
--
CREATE TRIGGER task_coordinator_insert_journal AFTER INSERT ON task_coordinator BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task_coordinator', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task_coordinator', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'task_id', NEW.task_id, 'agency', NEW.agency) AS became); END
--
CREATE TRIGGER task_coordinator_update_journal AFTER UPDATE ON task_coordinator BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task_coordinator', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task_coordinator', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'task_id', OLD.task_id, 'agency', OLD.agency) AS was, json_object('id', NEW.id, 'task_id', NEW.task_id, 'agency', NEW.agency) AS became); END
--
CREATE TRIGGER task_coordinator_delete_journal AFTER DELETE ON task_coordinator BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task_coordinator', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task_coordinator', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'task_id', OLD.task_id, 'agency', OLD.agency) AS was, NULL AS became); END
--
CREATE TRIGGER task_event_insert_journal AFTER INSERT ON task_event BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task_event', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task_event', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'task_id', NEW.task_id, 'kind', NEW.kind, 'on_day', NEW.on_day, 'due', NEW.due, 'percent', NEW.percent, 'note', NEW.note) AS became); END
--
CREATE TRIGGER task_event_update_journal AFTER UPDATE ON task_event BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task_event', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task_event', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'task_id', OLD.task_id, 'kind', OLD.kind, 'on_day', OLD.on_day, 'due', OLD.due, 'percent', OLD.percent, 'note', OLD.note) AS was, json_object('id', NEW.id, 'task_id', NEW.task_id, 'kind', NEW.kind, 'on_day', NEW.on_day, 'due', NEW.due, 'percent', NEW.percent, 'note', NEW.note) AS became); END
--
CREATE TRIGGER task_event_delete_journal AFTER DELETE ON task_event BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task_event', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task_event', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'task_id', OLD.task_id, 'kind', OLD.kind, 'on_day', OLD.on_day, 'due', OLD.due, 'percent', OLD.percent, 'note', OLD.note) AS was, NULL AS became); END
--
CREATE TRIGGER task_event_evidence_insert_journal AFTER INSERT ON task_event_evidence BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task_event_evidence', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task_event_evidence', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'task_event_id', NEW.task_event_id, 'evidence_id', NEW.evidence_id) AS became); END
--
CREATE TRIGGER task_event_evidence_update_journal AFTER UPDATE ON task_event_evidence BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task_event_evidence', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task_event_evidence', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'task_event_id', OLD.task_event_id, 'evidence_id', OLD.evidence_id) AS was, json_object('id', NEW.id, 'task_event_id', NEW.task_event_id, 'evidence_id', NEW.evidence_id) AS became); END
--
CREATE TRIGGER task_event_evidence_delete_journal AFTER DELETE ON task_event_evidence BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task_event_evidence', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task_event_evidence', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'task_event_id', OLD.task_event_id, 'evidence_id', OLD.evidence_id) AS was, NULL AS became); END
--
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END
--
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END
--
CREATE TRIGGER change_no_update BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'change is append-only'); END
--
CREATE TRIGGER change_no_delete BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'change is append-only'); END
