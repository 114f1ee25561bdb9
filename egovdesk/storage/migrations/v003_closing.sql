CREATE TABLE finding_answer (
    id INTEGER NOT NULL,
    period TEXT NOT NULL CONSTRAINT finding_answer_period_given CHECK (period <> ''),
    rule TEXT NOT NULL CONSTRAINT finding_answer_rule_given CHECK (rule <> ''),
    subject TEXT NOT NULL CONSTRAINT finding_answer_subject_given CHECK (subject <> ''),
    "key" TEXT NOT NULL CONSTRAINT finding_answer_key_given CHECK (key <> ''),
    figures TEXT DEFAULT '' NOT NULL,
    reason TEXT NOT NULL CONSTRAINT finding_answer_reason_given CHECK (reason <> ''),
    PRIMARY KEY (id),
    CONSTRAINT finding_answer_period_rule_subject_key_unique UNIQUE (period, rule, subject, "key")
)
 STRICT
--
CREATE TABLE narrative (
    id INTEGER NOT NULL,
    period TEXT NOT NULL CONSTRAINT narrative_period_given CHECK (period <> ''),
    section TEXT NOT NULL CONSTRAINT narrative_section_given CHECK (section <> ''),
    text TEXT DEFAULT '' NOT NULL,
    quotes TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT narrative_period_section_unique UNIQUE (period, section)
)
 STRICT
--
CREATE TABLE report_recall (
    id INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    at TEXT NOT NULL CONSTRAINT report_recall_at_given CHECK (at <> ''),
    reason TEXT NOT NULL CONSTRAINT report_recall_reason_given CHECK (reason <> ''),
    PRIMARY KEY (id),
    CONSTRAINT report_recall_report_id_unique UNIQUE (report_id),
    FOREIGN KEY(report_id) REFERENCES report (id) ON DELETE RESTRICT
)
 STRICT
--
CREATE TRIGGER finding_answer_insert_journal AFTER INSERT ON finding_answer BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'finding_answer', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'finding_answer', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'period', NEW.period, 'rule', NEW.rule, 'subject', NEW.subject, 'key', NEW.key, 'figures', NEW.figures, 'reason', NEW.reason) AS became); END
--
CREATE TRIGGER finding_answer_update_journal AFTER UPDATE ON finding_answer BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'finding_answer', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'finding_answer', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'period', OLD.period, 'rule', OLD.rule, 'subject', OLD.subject, 'key', OLD.key, 'figures', OLD.figures, 'reason', OLD.reason) AS was, json_object('id', NEW.id, 'period', NEW.period, 'rule', NEW.rule, 'subject', NEW.subject, 'key', NEW.key, 'figures', NEW.figures, 'reason', NEW.reason) AS became); END
--
CREATE TRIGGER finding_answer_delete_journal AFTER DELETE ON finding_answer BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'finding_answer', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'finding_answer', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'period', OLD.period, 'rule', OLD.rule, 'subject', OLD.subject, 'key', OLD.key, 'figures', OLD.figures, 'reason', OLD.reason) AS was, NULL AS became); END
--
CREATE TRIGGER narrative_insert_journal AFTER INSERT ON narrative BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'narrative', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'narrative', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'period', NEW.period, 'section', NEW.section, 'text', NEW.text, 'quotes', NEW.quotes) AS became); END
--
CREATE TRIGGER narrative_update_journal AFTER UPDATE ON narrative BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'narrative', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'narrative', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'period', OLD.period, 'section', OLD.section, 'text', OLD.text, 'quotes', OLD.quotes) AS was, json_object('id', NEW.id, 'period', NEW.period, 'section', NEW.section, 'text', NEW.text, 'quotes', NEW.quotes) AS became); END
--
CREATE TRIGGER narrative_delete_journal AFTER DELETE ON narrative BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'narrative', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'narrative', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'period', OLD.period, 'section', OLD.section, 'text', OLD.text, 'quotes', OLD.quotes) AS was, NULL AS became); END
--
CREATE TRIGGER report_recall_insert_journal AFTER INSERT ON report_recall BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'report_recall', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'report_recall', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'report_id', NEW.report_id, 'at', NEW.at, 'reason', NEW.reason) AS became); END
--
CREATE TRIGGER report_recall_update_journal AFTER UPDATE ON report_recall BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'report_recall', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'report_recall', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'report_id', OLD.report_id, 'at', OLD.at, 'reason', OLD.reason) AS was, json_object('id', NEW.id, 'report_id', NEW.report_id, 'at', NEW.at, 'reason', NEW.reason) AS became); END
--
CREATE TRIGGER report_recall_delete_journal AFTER DELETE ON report_recall BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'report_recall', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'report_recall', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'report_id', OLD.report_id, 'at', OLD.at, 'reason', OLD.reason) AS was, NULL AS became); END
