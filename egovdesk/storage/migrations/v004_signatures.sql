CREATE TABLE package_signature (
    id INTEGER NOT NULL,
    package_id INTEGER NOT NULL,
    number INTEGER DEFAULT 0 NOT NULL CONSTRAINT package_signature_number_not_negative CHECK (number >= 0),
    role TEXT NOT NULL CONSTRAINT package_signature_role_given CHECK (role <> ''),
    signer_serial TEXT NOT NULL CONSTRAINT package_signature_signer_serial_given CHECK (signer_serial <> ''),
    digest TEXT NOT NULL CONSTRAINT package_signature_digest_given CHECK (digest <> ''),
    created_at TEXT NOT NULL CONSTRAINT package_signature_created_at_given CHECK (created_at <> ''),
    PRIMARY KEY (id),
    CONSTRAINT package_signature_package_id_number_unique UNIQUE (package_id, number),
    FOREIGN KEY(package_id) REFERENCES package (id) ON DELETE RESTRICT
)
 STRICT
--
CREATE TRIGGER package_signature_insert_journal AFTER INSERT ON package_signature BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'package_signature', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'package_signature', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'package_id', NEW.package_id, 'number', NEW.number, 'role', NEW.role, 'signer_serial', NEW.signer_serial, 'digest', NEW.digest, 'created_at', NEW.created_at) AS became); END
--
CREATE TRIGGER package_signature_update_journal AFTER UPDATE ON package_signature BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'package_signature', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'package_signature', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'package_id', OLD.package_id, 'number', OLD.number, 'role', OLD.role, 'signer_serial', OLD.signer_serial, 'digest', OLD.digest, 'created_at', OLD.created_at) AS was, json_object('id', NEW.id, 'package_id', NEW.package_id, 'number', NEW.number, 'role', NEW.role, 'signer_serial', NEW.signer_serial, 'digest', NEW.digest, 'created_at', NEW.created_at) AS became); END
--
CREATE TRIGGER package_signature_delete_journal AFTER DELETE ON package_signature BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'package_signature', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'package_signature', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'package_id', OLD.package_id, 'number', OLD.number, 'role', OLD.role, 'signer_serial', OLD.signer_serial, 'digest', OLD.digest, 'created_at', OLD.created_at) AS was, NULL AS became); END
