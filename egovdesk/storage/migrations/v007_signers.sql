ALTER TABLE package_signature ADD COLUMN signer TEXT DEFAULT '' NOT NULL
--
ALTER TABLE package_signature ADD COLUMN is_trial INTEGER DEFAULT 0 NOT NULL CONSTRAINT package_signature_is_trial_is_flag CHECK (is_trial IN (0, 1))
--
DROP TRIGGER package_signature_insert_journal
--
DROP TRIGGER package_signature_update_journal
--
DROP TRIGGER package_signature_delete_journal
--
CREATE TRIGGER package_signature_insert_journal AFTER INSERT ON package_signature BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'package_signature', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'package_signature', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'package_id', NEW.package_id, 'number', NEW.number, 'role', NEW.role, 'signer_serial', NEW.signer_serial, 'digest', NEW.digest, 'created_at', NEW.created_at, 'signer', NEW.signer, 'is_trial', NEW.is_trial) AS became); END
--
CREATE TRIGGER package_signature_update_journal AFTER UPDATE ON package_signature BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'package_signature', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'package_signature', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'package_id', OLD.package_id, 'number', OLD.number, 'role', OLD.role, 'signer_serial', OLD.signer_serial, 'digest', OLD.digest, 'created_at', OLD.created_at, 'signer', OLD.signer, 'is_trial', OLD.is_trial) AS was, json_object('id', NEW.id, 'package_id', NEW.package_id, 'number', NEW.number, 'role', NEW.role, 'signer_serial', NEW.signer_serial, 'digest', NEW.digest, 'created_at', NEW.created_at, 'signer', NEW.signer, 'is_trial', NEW.is_trial) AS became); END
--
CREATE TRIGGER package_signature_delete_journal AFTER DELETE ON package_signature BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'package_signature', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'package_signature', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'package_id', OLD.package_id, 'number', OLD.number, 'role', OLD.role, 'signer_serial', OLD.signer_serial, 'digest', OLD.digest, 'created_at', OLD.created_at, 'signer', OLD.signer, 'is_trial', OLD.is_trial) AS was, NULL AS became); END
