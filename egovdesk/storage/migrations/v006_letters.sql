CREATE TABLE report_letter (
    id INTEGER NOT NULL,
    report_id INTEGER NOT NULL,
    digest TEXT NOT NULL CONSTRAINT report_letter_digest_given CHECK (digest <> ''),
    size INTEGER DEFAULT 0 NOT NULL CONSTRAINT report_letter_size_not_negative CHECK (size >= 0),
    name TEXT NOT NULL CONSTRAINT report_letter_name_given CHECK (name <> ''),
    signer TEXT DEFAULT '' NOT NULL,
    at TEXT NOT NULL CONSTRAINT report_letter_at_given CHECK (at <> ''),
    PRIMARY KEY (id),
    CONSTRAINT report_letter_report_id_unique UNIQUE (report_id),
    FOREIGN KEY(report_id) REFERENCES report (id) ON DELETE RESTRICT
)
 STRICT
--
CREATE TRIGGER report_letter_insert_journal AFTER INSERT ON report_letter BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'report_letter', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'report_letter', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'report_id', NEW.report_id, 'digest', NEW.digest, 'size', NEW.size, 'name', NEW.name, 'signer', NEW.signer, 'at', NEW.at) AS became); END
--
CREATE TRIGGER report_letter_update_journal AFTER UPDATE ON report_letter BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'report_letter', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'report_letter', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'report_id', OLD.report_id, 'digest', OLD.digest, 'size', OLD.size, 'name', OLD.name, 'signer', OLD.signer, 'at', OLD.at) AS was, json_object('id', NEW.id, 'report_id', NEW.report_id, 'digest', NEW.digest, 'size', NEW.size, 'name', NEW.name, 'signer', NEW.signer, 'at', NEW.at) AS became); END
--
CREATE TRIGGER report_letter_delete_journal AFTER DELETE ON report_letter BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'report_letter', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'report_letter', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'report_id', OLD.report_id, 'digest', OLD.digest, 'size', OLD.size, 'name', OLD.name, 'signer', OLD.signer, 'at', OLD.at) AS was, NULL AS became); END
