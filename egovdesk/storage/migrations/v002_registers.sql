CREATE TABLE activities (
    id INTEGER NOT NULL,
    held_on TEXT NOT NULL CONSTRAINT activities_held_on_is_date CHECK (held_on IS date(held_on)),
    kind TEXT NOT NULL CONSTRAINT activities_kind_given CHECK (kind <> ''),
    name TEXT NOT NULL CONSTRAINT activities_name_given CHECK (name <> ''),
    participants INTEGER CONSTRAINT activities_participants_not_negative CHECK (participants IS NULL OR participants >= 0),
    clause TEXT DEFAULT '' NOT NULL,
    document TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id)
)
 STRICT
--
CREATE TABLE databases (
    id INTEGER NOT NULL,
    code TEXT NOT NULL CONSTRAINT databases_code_given CHECK (code <> ''),
    name TEXT NOT NULL CONSTRAINT databases_name_given CHECK (name <> ''),
    kind TEXT DEFAULT '' NOT NULL,
    owner TEXT DEFAULT '' NOT NULL,
    stage TEXT DEFAULT '' NOT NULL,
    updating TEXT DEFAULT '' NOT NULL,
    updated_on TEXT CONSTRAINT databases_updated_on_is_date CHECK (updated_on IS NULL OR updated_on IS date(updated_on)),
    records INTEGER CONSTRAINT databases_records_not_negative CHECK (records IS NULL OR records >= 0),
    regulation TEXT DEFAULT '' NOT NULL,
    regulation_on TEXT CONSTRAINT databases_regulation_on_is_date CHECK (regulation_on IS NULL OR regulation_on IS date(regulation_on)),
    lgsp_on TEXT CONSTRAINT databases_lgsp_on_is_date CHECK (lgsp_on IS NULL OR lgsp_on IS date(lgsp_on)),
    national_database TEXT DEFAULT '' NOT NULL,
    national_on TEXT CONSTRAINT databases_national_on_is_date CHECK (national_on IS NULL OR national_on IS date(national_on)),
    note TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT databases_code_unique UNIQUE (code)
)
 STRICT
--
CREATE TABLE directive (
    id INTEGER NOT NULL,
    number TEXT NOT NULL CONSTRAINT directive_number_given CHECK (number <> ''),
    issued_on TEXT CONSTRAINT directive_issued_on_is_date CHECK (issued_on IS NULL OR issued_on IS date(issued_on)),
    issuer TEXT DEFAULT '' NOT NULL,
    subject TEXT NOT NULL CONSTRAINT directive_subject_given CHECK (subject <> ''),
    replaces TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT directive_number_unique UNIQUE (number)
)
 STRICT
--
CREATE TABLE listing (
    register TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    folded TEXT NOT NULL,
    k0 TEXT DEFAULT '' NOT NULL,
    k1 TEXT DEFAULT '' NOT NULL,
    k2 TEXT DEFAULT '' NOT NULL,
    k3 TEXT DEFAULT '' NOT NULL,
    k4 TEXT DEFAULT '' NOT NULL,
    k5 TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (register, row_id)
)
 WITHOUT ROWID,
 STRICT
--
CREATE TABLE projects (
    id INTEGER NOT NULL,
    code TEXT NOT NULL CONSTRAINT projects_code_given CHECK (code <> ''),
    name TEXT NOT NULL CONSTRAINT projects_name_given CHECK (name <> ''),
    stage TEXT DEFAULT '' NOT NULL,
    funding TEXT DEFAULT '' NOT NULL,
    budget INTEGER CONSTRAINT projects_budget_not_negative CHECK (budget IS NULL OR budget >= 0),
    spent INTEGER CONSTRAINT projects_spent_not_negative CHECK (spent IS NULL OR spent >= 0),
    decision TEXT DEFAULT '' NOT NULL,
    started_on TEXT CONSTRAINT projects_started_on_is_date CHECK (started_on IS NULL OR started_on IS date(started_on)),
    due_on TEXT CONSTRAINT projects_due_on_is_date CHECK (due_on IS NULL OR due_on IS date(due_on)),
    accepted_on TEXT CONSTRAINT projects_accepted_on_is_date CHECK (accepted_on IS NULL OR accepted_on IS date(accepted_on)),
    regulation TEXT DEFAULT '' NOT NULL,
    focal_point TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT projects_code_unique UNIQUE (code)
)
 STRICT
--
CREATE TABLE remark (
    id INTEGER NOT NULL,
    register TEXT NOT NULL CONSTRAINT remark_register_given CHECK (register <> ''),
    row_id INTEGER NOT NULL,
    field TEXT DEFAULT '' NOT NULL,
    text TEXT NOT NULL CONSTRAINT remark_text_given CHECK (text <> ''),
    follow_up INTEGER DEFAULT 0 NOT NULL CONSTRAINT remark_follow_up_is_flag CHECK (follow_up IN (0, 1)),
    at TEXT NOT NULL CONSTRAINT remark_at_given CHECK (at <> ''),
    PRIMARY KEY (id)
)
 STRICT
--
CREATE INDEX remark_register_row_id_index ON remark (register, row_id)
--
CREATE TABLE report_forms (
    id INTEGER NOT NULL,
    code TEXT NOT NULL CONSTRAINT report_forms_code_given CHECK (code <> ''),
    name TEXT NOT NULL CONSTRAINT report_forms_name_given CHECK (name <> ''),
    basis TEXT DEFAULT '' NOT NULL,
    frequency TEXT DEFAULT '' NOT NULL,
    recipient TEXT DEFAULT '' NOT NULL,
    online INTEGER DEFAULT 0 NOT NULL CONSTRAINT report_forms_online_is_flag CHECK (online IN (0, 1)),
    online_on TEXT CONSTRAINT report_forms_online_on_is_date CHECK (online_on IS NULL OR online_on IS date(online_on)),
    system TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT report_forms_code_unique UNIQUE (code)
)
 STRICT
--
CREATE TABLE saved_view (
    id INTEGER NOT NULL,
    register TEXT NOT NULL CONSTRAINT saved_view_register_given CHECK (register <> ''),
    name TEXT NOT NULL CONSTRAINT saved_view_name_given CHECK (name <> ''),
    definition TEXT NOT NULL CONSTRAINT saved_view_definition_given CHECK (definition <> ''),
    PRIMARY KEY (id),
    CONSTRAINT saved_view_register_name_unique UNIQUE (register, name)
)
 STRICT
--
CREATE TABLE security_duties (
    id INTEGER NOT NULL,
    code TEXT NOT NULL CONSTRAINT security_duties_code_given CHECK (code <> ''),
    name TEXT NOT NULL CONSTRAINT security_duties_name_given CHECK (name <> ''),
    kind TEXT DEFAULT '' NOT NULL,
    system TEXT DEFAULT '' NOT NULL,
    level INTEGER CONSTRAINT security_duties_level_not_negative CHECK (level IS NULL OR level >= 0),
    due_on TEXT CONSTRAINT security_duties_due_on_is_date CHECK (due_on IS NULL OR due_on IS date(due_on)),
    done_on TEXT CONSTRAINT security_duties_done_on_is_date CHECK (done_on IS NULL OR done_on IS date(done_on)),
    document TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT security_duties_code_unique UNIQUE (code)
)
 STRICT
--
CREATE TABLE attachment (
    id INTEGER NOT NULL,
    register TEXT NOT NULL CONSTRAINT attachment_register_given CHECK (register <> ''),
    row_id INTEGER NOT NULL,
    evidence_id INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT attachment_register_row_id_evidence_id_unique UNIQUE (register, row_id, evidence_id),
    FOREIGN KEY(evidence_id) REFERENCES evidence (id) ON DELETE RESTRICT
)
 STRICT
--
CREATE TABLE directive_clause (
    id INTEGER NOT NULL,
    directive_id INTEGER NOT NULL,
    label TEXT NOT NULL CONSTRAINT directive_clause_label_given CHECK (label <> ''),
    place INTEGER DEFAULT 0 NOT NULL CONSTRAINT directive_clause_place_not_negative CHECK (place >= 0),
    text TEXT DEFAULT '' NOT NULL,
    is_duty INTEGER DEFAULT 0 NOT NULL CONSTRAINT directive_clause_is_duty_is_flag CHECK (is_duty IN (0, 1)),
    PRIMARY KEY (id),
    CONSTRAINT directive_clause_directive_id_label_unique UNIQUE (directive_id, label),
    FOREIGN KEY(directive_id) REFERENCES directive (id) ON DELETE RESTRICT
)
 STRICT
--
ALTER TABLE task ADD COLUMN priority TEXT DEFAULT 'normal' NOT NULL
--
ALTER TABLE task ADD COLUMN directive_id INTEGER REFERENCES directive (id) ON DELETE RESTRICT
--
ALTER TABLE task_event ADD COLUMN document TEXT DEFAULT '' NOT NULL
--
DROP TRIGGER task_event_insert_journal
--
DROP TRIGGER task_event_update_journal
--
DROP TRIGGER task_event_delete_journal
--
DROP TRIGGER task_insert_journal
--
DROP TRIGGER task_update_journal
--
DROP TRIGGER task_delete_journal
--
CREATE TRIGGER activities_insert_journal AFTER INSERT ON activities BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'activities', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'activities', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'held_on', NEW.held_on, 'kind', NEW.kind, 'name', NEW.name, 'participants', NEW.participants, 'clause', NEW.clause, 'document', NEW.document, 'note', NEW.note) AS became); END
--
CREATE TRIGGER activities_update_journal AFTER UPDATE ON activities BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'activities', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'activities', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'held_on', OLD.held_on, 'kind', OLD.kind, 'name', OLD.name, 'participants', OLD.participants, 'clause', OLD.clause, 'document', OLD.document, 'note', OLD.note) AS was, json_object('id', NEW.id, 'held_on', NEW.held_on, 'kind', NEW.kind, 'name', NEW.name, 'participants', NEW.participants, 'clause', NEW.clause, 'document', NEW.document, 'note', NEW.note) AS became); END
--
CREATE TRIGGER activities_delete_journal AFTER DELETE ON activities BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'activities', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'activities', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'held_on', OLD.held_on, 'kind', OLD.kind, 'name', OLD.name, 'participants', OLD.participants, 'clause', OLD.clause, 'document', OLD.document, 'note', OLD.note) AS was, NULL AS became); END
--
CREATE TRIGGER databases_insert_journal AFTER INSERT ON databases BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'databases', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'databases', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'code', NEW.code, 'name', NEW.name, 'kind', NEW.kind, 'owner', NEW.owner, 'stage', NEW.stage, 'updating', NEW.updating, 'updated_on', NEW.updated_on, 'records', NEW.records, 'regulation', NEW.regulation, 'regulation_on', NEW.regulation_on, 'lgsp_on', NEW.lgsp_on, 'national_database', NEW.national_database, 'national_on', NEW.national_on, 'note', NEW.note) AS became); END
--
CREATE TRIGGER databases_update_journal AFTER UPDATE ON databases BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'databases', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'databases', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'name', OLD.name, 'kind', OLD.kind, 'owner', OLD.owner, 'stage', OLD.stage, 'updating', OLD.updating, 'updated_on', OLD.updated_on, 'records', OLD.records, 'regulation', OLD.regulation, 'regulation_on', OLD.regulation_on, 'lgsp_on', OLD.lgsp_on, 'national_database', OLD.national_database, 'national_on', OLD.national_on, 'note', OLD.note) AS was, json_object('id', NEW.id, 'code', NEW.code, 'name', NEW.name, 'kind', NEW.kind, 'owner', NEW.owner, 'stage', NEW.stage, 'updating', NEW.updating, 'updated_on', NEW.updated_on, 'records', NEW.records, 'regulation', NEW.regulation, 'regulation_on', NEW.regulation_on, 'lgsp_on', NEW.lgsp_on, 'national_database', NEW.national_database, 'national_on', NEW.national_on, 'note', NEW.note) AS became); END
--
CREATE TRIGGER databases_delete_journal AFTER DELETE ON databases BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'databases', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'databases', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'name', OLD.name, 'kind', OLD.kind, 'owner', OLD.owner, 'stage', OLD.stage, 'updating', OLD.updating, 'updated_on', OLD.updated_on, 'records', OLD.records, 'regulation', OLD.regulation, 'regulation_on', OLD.regulation_on, 'lgsp_on', OLD.lgsp_on, 'national_database', OLD.national_database, 'national_on', OLD.national_on, 'note', OLD.note) AS was, NULL AS became); END
--
CREATE TRIGGER directive_insert_journal AFTER INSERT ON directive BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'directive', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'directive', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'number', NEW.number, 'issued_on', NEW.issued_on, 'issuer', NEW.issuer, 'subject', NEW.subject, 'replaces', NEW.replaces, 'note', NEW.note) AS became); END
--
CREATE TRIGGER directive_update_journal AFTER UPDATE ON directive BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'directive', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'directive', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'number', OLD.number, 'issued_on', OLD.issued_on, 'issuer', OLD.issuer, 'subject', OLD.subject, 'replaces', OLD.replaces, 'note', OLD.note) AS was, json_object('id', NEW.id, 'number', NEW.number, 'issued_on', NEW.issued_on, 'issuer', NEW.issuer, 'subject', NEW.subject, 'replaces', NEW.replaces, 'note', NEW.note) AS became); END
--
CREATE TRIGGER directive_delete_journal AFTER DELETE ON directive BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'directive', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'directive', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'number', OLD.number, 'issued_on', OLD.issued_on, 'issuer', OLD.issuer, 'subject', OLD.subject, 'replaces', OLD.replaces, 'note', OLD.note) AS was, NULL AS became); END
--
CREATE TRIGGER projects_insert_journal AFTER INSERT ON projects BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'projects', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'projects', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'code', NEW.code, 'name', NEW.name, 'stage', NEW.stage, 'funding', NEW.funding, 'budget', NEW.budget, 'spent', NEW.spent, 'decision', NEW.decision, 'started_on', NEW.started_on, 'due_on', NEW.due_on, 'accepted_on', NEW.accepted_on, 'regulation', NEW.regulation, 'focal_point', NEW.focal_point, 'note', NEW.note) AS became); END
--
CREATE TRIGGER projects_update_journal AFTER UPDATE ON projects BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'projects', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'projects', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'name', OLD.name, 'stage', OLD.stage, 'funding', OLD.funding, 'budget', OLD.budget, 'spent', OLD.spent, 'decision', OLD.decision, 'started_on', OLD.started_on, 'due_on', OLD.due_on, 'accepted_on', OLD.accepted_on, 'regulation', OLD.regulation, 'focal_point', OLD.focal_point, 'note', OLD.note) AS was, json_object('id', NEW.id, 'code', NEW.code, 'name', NEW.name, 'stage', NEW.stage, 'funding', NEW.funding, 'budget', NEW.budget, 'spent', NEW.spent, 'decision', NEW.decision, 'started_on', NEW.started_on, 'due_on', NEW.due_on, 'accepted_on', NEW.accepted_on, 'regulation', NEW.regulation, 'focal_point', NEW.focal_point, 'note', NEW.note) AS became); END
--
CREATE TRIGGER projects_delete_journal AFTER DELETE ON projects BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'projects', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'projects', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'name', OLD.name, 'stage', OLD.stage, 'funding', OLD.funding, 'budget', OLD.budget, 'spent', OLD.spent, 'decision', OLD.decision, 'started_on', OLD.started_on, 'due_on', OLD.due_on, 'accepted_on', OLD.accepted_on, 'regulation', OLD.regulation, 'focal_point', OLD.focal_point, 'note', OLD.note) AS was, NULL AS became); END
--
CREATE TRIGGER remark_insert_journal AFTER INSERT ON remark BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'remark', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'remark', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'register', NEW.register, 'row_id', NEW.row_id, 'field', NEW.field, 'text', NEW.text, 'follow_up', NEW.follow_up, 'at', NEW.at) AS became); END
--
CREATE TRIGGER remark_update_journal AFTER UPDATE ON remark BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'remark', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'remark', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'register', OLD.register, 'row_id', OLD.row_id, 'field', OLD.field, 'text', OLD.text, 'follow_up', OLD.follow_up, 'at', OLD.at) AS was, json_object('id', NEW.id, 'register', NEW.register, 'row_id', NEW.row_id, 'field', NEW.field, 'text', NEW.text, 'follow_up', NEW.follow_up, 'at', NEW.at) AS became); END
--
CREATE TRIGGER remark_delete_journal AFTER DELETE ON remark BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'remark', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'remark', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'register', OLD.register, 'row_id', OLD.row_id, 'field', OLD.field, 'text', OLD.text, 'follow_up', OLD.follow_up, 'at', OLD.at) AS was, NULL AS became); END
--
CREATE TRIGGER report_forms_insert_journal AFTER INSERT ON report_forms BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'report_forms', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'report_forms', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'code', NEW.code, 'name', NEW.name, 'basis', NEW.basis, 'frequency', NEW.frequency, 'recipient', NEW.recipient, 'online', NEW.online, 'online_on', NEW.online_on, 'system', NEW.system, 'note', NEW.note) AS became); END
--
CREATE TRIGGER report_forms_update_journal AFTER UPDATE ON report_forms BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'report_forms', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'report_forms', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'name', OLD.name, 'basis', OLD.basis, 'frequency', OLD.frequency, 'recipient', OLD.recipient, 'online', OLD.online, 'online_on', OLD.online_on, 'system', OLD.system, 'note', OLD.note) AS was, json_object('id', NEW.id, 'code', NEW.code, 'name', NEW.name, 'basis', NEW.basis, 'frequency', NEW.frequency, 'recipient', NEW.recipient, 'online', NEW.online, 'online_on', NEW.online_on, 'system', NEW.system, 'note', NEW.note) AS became); END
--
CREATE TRIGGER report_forms_delete_journal AFTER DELETE ON report_forms BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'report_forms', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'report_forms', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'name', OLD.name, 'basis', OLD.basis, 'frequency', OLD.frequency, 'recipient', OLD.recipient, 'online', OLD.online, 'online_on', OLD.online_on, 'system', OLD.system, 'note', OLD.note) AS was, NULL AS became); END
--
CREATE TRIGGER saved_view_insert_journal AFTER INSERT ON saved_view BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'saved_view', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'saved_view', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'register', NEW.register, 'name', NEW.name, 'definition', NEW.definition) AS became); END
--
CREATE TRIGGER saved_view_update_journal AFTER UPDATE ON saved_view BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'saved_view', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'saved_view', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'register', OLD.register, 'name', OLD.name, 'definition', OLD.definition) AS was, json_object('id', NEW.id, 'register', NEW.register, 'name', NEW.name, 'definition', NEW.definition) AS became); END
--
CREATE TRIGGER saved_view_delete_journal AFTER DELETE ON saved_view BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'saved_view', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'saved_view', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'register', OLD.register, 'name', OLD.name, 'definition', OLD.definition) AS was, NULL AS became); END
--
CREATE TRIGGER security_duties_insert_journal AFTER INSERT ON security_duties BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'security_duties', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'security_duties', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'code', NEW.code, 'name', NEW.name, 'kind', NEW.kind, 'system', NEW.system, 'level', NEW.level, 'due_on', NEW.due_on, 'done_on', NEW.done_on, 'document', NEW.document, 'note', NEW.note) AS became); END
--
CREATE TRIGGER security_duties_update_journal AFTER UPDATE ON security_duties BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'security_duties', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'security_duties', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'name', OLD.name, 'kind', OLD.kind, 'system', OLD.system, 'level', OLD.level, 'due_on', OLD.due_on, 'done_on', OLD.done_on, 'document', OLD.document, 'note', OLD.note) AS was, json_object('id', NEW.id, 'code', NEW.code, 'name', NEW.name, 'kind', NEW.kind, 'system', NEW.system, 'level', NEW.level, 'due_on', NEW.due_on, 'done_on', NEW.done_on, 'document', NEW.document, 'note', NEW.note) AS became); END
--
CREATE TRIGGER security_duties_delete_journal AFTER DELETE ON security_duties BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'security_duties', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'security_duties', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'name', OLD.name, 'kind', OLD.kind, 'system', OLD.system, 'level', OLD.level, 'due_on', OLD.due_on, 'done_on', OLD.done_on, 'document', OLD.document, 'note', OLD.note) AS was, NULL AS became); END
--
CREATE TRIGGER attachment_insert_journal AFTER INSERT ON attachment BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'attachment', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'attachment', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'register', NEW.register, 'row_id', NEW.row_id, 'evidence_id', NEW.evidence_id) AS became); END
--
CREATE TRIGGER attachment_update_journal AFTER UPDATE ON attachment BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'attachment', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'attachment', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'register', OLD.register, 'row_id', OLD.row_id, 'evidence_id', OLD.evidence_id) AS was, json_object('id', NEW.id, 'register', NEW.register, 'row_id', NEW.row_id, 'evidence_id', NEW.evidence_id) AS became); END
--
CREATE TRIGGER attachment_delete_journal AFTER DELETE ON attachment BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'attachment', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'attachment', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'register', OLD.register, 'row_id', OLD.row_id, 'evidence_id', OLD.evidence_id) AS was, NULL AS became); END
--
CREATE TRIGGER directive_clause_insert_journal AFTER INSERT ON directive_clause BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'directive_clause', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'directive_clause', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'directive_id', NEW.directive_id, 'label', NEW.label, 'place', NEW.place, 'text', NEW.text, 'is_duty', NEW.is_duty) AS became); END
--
CREATE TRIGGER directive_clause_update_journal AFTER UPDATE ON directive_clause BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'directive_clause', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'directive_clause', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'directive_id', OLD.directive_id, 'label', OLD.label, 'place', OLD.place, 'text', OLD.text, 'is_duty', OLD.is_duty) AS was, json_object('id', NEW.id, 'directive_id', NEW.directive_id, 'label', NEW.label, 'place', NEW.place, 'text', NEW.text, 'is_duty', NEW.is_duty) AS became); END
--
CREATE TRIGGER directive_clause_delete_journal AFTER DELETE ON directive_clause BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'directive_clause', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'directive_clause', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'directive_id', OLD.directive_id, 'label', OLD.label, 'place', OLD.place, 'text', OLD.text, 'is_duty', OLD.is_duty) AS was, NULL AS became); END
--
CREATE TRIGGER task_event_insert_journal AFTER INSERT ON task_event BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task_event', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task_event', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'task_id', NEW.task_id, 'kind', NEW.kind, 'on_day', NEW.on_day, 'due', NEW.due, 'percent', NEW.percent, 'note', NEW.note, 'document', NEW.document) AS became); END
--
CREATE TRIGGER task_event_update_journal AFTER UPDATE ON task_event BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task_event', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task_event', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'task_id', OLD.task_id, 'kind', OLD.kind, 'on_day', OLD.on_day, 'due', OLD.due, 'percent', OLD.percent, 'note', OLD.note, 'document', OLD.document) AS was, json_object('id', NEW.id, 'task_id', NEW.task_id, 'kind', NEW.kind, 'on_day', NEW.on_day, 'due', NEW.due, 'percent', NEW.percent, 'note', NEW.note, 'document', NEW.document) AS became); END
--
CREATE TRIGGER task_event_delete_journal AFTER DELETE ON task_event BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task_event', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task_event', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'task_id', OLD.task_id, 'kind', OLD.kind, 'on_day', OLD.on_day, 'due', OLD.due, 'percent', OLD.percent, 'note', OLD.note, 'document', OLD.document) AS was, NULL AS became); END
--
CREATE TRIGGER task_insert_journal AFTER INSERT ON task BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'code', NEW.code, 'clause', NEW.clause, 'title', NEW.title, 'kind', NEW.kind, 'lead', NEW.lead, 'focal_point', NEW.focal_point, 'deliverable', NEW.deliverable, 'priority', NEW.priority, 'directive_id', NEW.directive_id) AS became); END
--
CREATE TRIGGER task_update_journal AFTER UPDATE ON task BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'clause', OLD.clause, 'title', OLD.title, 'kind', OLD.kind, 'lead', OLD.lead, 'focal_point', OLD.focal_point, 'deliverable', OLD.deliverable, 'priority', OLD.priority, 'directive_id', OLD.directive_id) AS was, json_object('id', NEW.id, 'code', NEW.code, 'clause', NEW.clause, 'title', NEW.title, 'kind', NEW.kind, 'lead', NEW.lead, 'focal_point', NEW.focal_point, 'deliverable', NEW.deliverable, 'priority', NEW.priority, 'directive_id', NEW.directive_id) AS became); END
--
CREATE TRIGGER task_delete_journal AFTER DELETE ON task BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'clause', OLD.clause, 'title', OLD.title, 'kind', OLD.kind, 'lead', OLD.lead, 'focal_point', OLD.focal_point, 'deliverable', OLD.deliverable, 'priority', OLD.priority, 'directive_id', OLD.directive_id) AS was, NULL AS became); END
--
CREATE TRIGGER directive_update_directives_listing AFTER UPDATE ON directive BEGIN DELETE FROM listing WHERE register = 'directives' AND row_id = NEW.id; END
--
CREATE TRIGGER directive_delete_directives_listing AFTER DELETE ON directive BEGIN DELETE FROM listing WHERE register = 'directives' AND row_id = OLD.id; END
--
CREATE TRIGGER task_update_tasks_listing AFTER UPDATE ON task BEGIN DELETE FROM listing WHERE register = 'tasks' AND row_id = NEW.id; END
--
CREATE TRIGGER task_delete_tasks_listing AFTER DELETE ON task BEGIN DELETE FROM listing WHERE register = 'tasks' AND row_id = OLD.id; END
--
CREATE TRIGGER signer_update_signers_listing AFTER UPDATE ON signer BEGIN DELETE FROM listing WHERE register = 'signers' AND row_id = NEW.id; END
--
CREATE TRIGGER signer_delete_signers_listing AFTER DELETE ON signer BEGIN DELETE FROM listing WHERE register = 'signers' AND row_id = OLD.id; END
--
CREATE TRIGGER signer_event_insert_signers_listing AFTER INSERT ON signer_event BEGIN DELETE FROM listing WHERE register = 'signers' AND row_id = NEW.signer_id; END
--
CREATE TRIGGER signer_event_update_signers_listing AFTER UPDATE ON signer_event BEGIN DELETE FROM listing WHERE register = 'signers' AND row_id = NEW.signer_id; END
--
CREATE TRIGGER signer_event_delete_signers_listing AFTER DELETE ON signer_event BEGIN DELETE FROM listing WHERE register = 'signers' AND row_id = OLD.signer_id; END
--
CREATE TRIGGER procedure_update_procedures_listing AFTER UPDATE ON procedure BEGIN DELETE FROM listing WHERE register = 'procedures' AND row_id = NEW.id; END
--
CREATE TRIGGER procedure_delete_procedures_listing AFTER DELETE ON procedure BEGIN DELETE FROM listing WHERE register = 'procedures' AND row_id = OLD.id; END
--
CREATE TRIGGER procedure_count_update_procedure_counts_listing AFTER UPDATE ON procedure_count BEGIN DELETE FROM listing WHERE register = 'procedure_counts' AND row_id = NEW.id; END
--
CREATE TRIGGER procedure_count_delete_procedure_counts_listing AFTER DELETE ON procedure_count BEGIN DELETE FROM listing WHERE register = 'procedure_counts' AND row_id = OLD.id; END
--
CREATE TRIGGER procedure_insert_procedure_counts_listing AFTER INSERT ON procedure BEGIN DELETE FROM listing WHERE register = 'procedure_counts' AND row_id IN (SELECT id FROM procedure_count WHERE procedure_id = NEW.id); END
--
CREATE TRIGGER procedure_update_procedure_counts_listing AFTER UPDATE ON procedure BEGIN DELETE FROM listing WHERE register = 'procedure_counts' AND row_id IN (SELECT id FROM procedure_count WHERE procedure_id = NEW.id); END
--
CREATE TRIGGER procedure_delete_procedure_counts_listing AFTER DELETE ON procedure BEGIN DELETE FROM listing WHERE register = 'procedure_counts' AND row_id IN (SELECT id FROM procedure_count WHERE procedure_id = OLD.id); END
--
CREATE TRIGGER databases_update_databases_listing AFTER UPDATE ON databases BEGIN DELETE FROM listing WHERE register = 'databases' AND row_id = NEW.id; END
--
CREATE TRIGGER databases_delete_databases_listing AFTER DELETE ON databases BEGIN DELETE FROM listing WHERE register = 'databases' AND row_id = OLD.id; END
--
CREATE TRIGGER projects_update_projects_listing AFTER UPDATE ON projects BEGIN DELETE FROM listing WHERE register = 'projects' AND row_id = NEW.id; END
--
CREATE TRIGGER projects_delete_projects_listing AFTER DELETE ON projects BEGIN DELETE FROM listing WHERE register = 'projects' AND row_id = OLD.id; END
--
CREATE TRIGGER report_forms_update_report_forms_listing AFTER UPDATE ON report_forms BEGIN DELETE FROM listing WHERE register = 'report_forms' AND row_id = NEW.id; END
--
CREATE TRIGGER report_forms_delete_report_forms_listing AFTER DELETE ON report_forms BEGIN DELETE FROM listing WHERE register = 'report_forms' AND row_id = OLD.id; END
--
CREATE TRIGGER security_duties_update_security_duties_listing AFTER UPDATE ON security_duties BEGIN DELETE FROM listing WHERE register = 'security_duties' AND row_id = NEW.id; END
--
CREATE TRIGGER security_duties_delete_security_duties_listing AFTER DELETE ON security_duties BEGIN DELETE FROM listing WHERE register = 'security_duties' AND row_id = OLD.id; END
--
CREATE TRIGGER activities_update_activities_listing AFTER UPDATE ON activities BEGIN DELETE FROM listing WHERE register = 'activities' AND row_id = NEW.id; END
--
CREATE TRIGGER activities_delete_activities_listing AFTER DELETE ON activities BEGIN DELETE FROM listing WHERE register = 'activities' AND row_id = OLD.id; END
--
CREATE TRIGGER entered_value_update_entered_values_listing AFTER UPDATE ON entered_value BEGIN DELETE FROM listing WHERE register = 'entered_values' AND row_id = NEW.id; END
--
CREATE TRIGGER entered_value_delete_entered_values_listing AFTER DELETE ON entered_value BEGIN DELETE FROM listing WHERE register = 'entered_values' AND row_id = OLD.id; END
--
CREATE TRIGGER baseline_update_baselines_listing AFTER UPDATE ON baseline BEGIN DELETE FROM listing WHERE register = 'baselines' AND row_id = NEW.id; END
--
CREATE TRIGGER baseline_delete_baselines_listing AFTER DELETE ON baseline BEGIN DELETE FROM listing WHERE register = 'baselines' AND row_id = OLD.id; END
