ALTER TABLE task ADD COLUMN recurrence TEXT
--
DROP TRIGGER task_insert_journal
--
DROP TRIGGER task_update_journal
--
DROP TRIGGER task_delete_journal
--
CREATE TRIGGER task_insert_journal AFTER INSERT ON task BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task', NEW.id, 'insert', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task', NEW.id, 'insert', was, became) FROM (SELECT NULL AS was, json_object('id', NEW.id, 'code', NEW.code, 'clause', NEW.clause, 'title', NEW.title, 'kind', NEW.kind, 'recurrence', NEW.recurrence, 'lead', NEW.lead, 'focal_point', NEW.focal_point, 'deliverable', NEW.deliverable, 'priority', NEW.priority, 'directive_id', NEW.directive_id) AS became); END
--
CREATE TRIGGER task_update_journal AFTER UPDATE ON task BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task', NEW.id, 'update', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task', NEW.id, 'update', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'clause', OLD.clause, 'title', OLD.title, 'kind', OLD.kind, 'recurrence', OLD.recurrence, 'lead', OLD.lead, 'focal_point', OLD.focal_point, 'deliverable', OLD.deliverable, 'priority', OLD.priority, 'directive_id', OLD.directive_id) AS was, json_object('id', NEW.id, 'code', NEW.code, 'clause', NEW.clause, 'title', NEW.title, 'kind', NEW.kind, 'recurrence', NEW.recurrence, 'lead', NEW.lead, 'focal_point', NEW.focal_point, 'deliverable', NEW.deliverable, 'priority', NEW.priority, 'directive_id', NEW.directive_id) AS became); END
--
CREATE TRIGGER task_delete_journal AFTER DELETE ON task BEGIN INSERT INTO journal(change_id, table_name, row_id, operation, before, after, hash) SELECT current_change(), 'task', OLD.id, 'delete', was, became, chain(coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), ''), current_change(), 'task', OLD.id, 'delete', was, became) FROM (SELECT json_object('id', OLD.id, 'code', OLD.code, 'clause', OLD.clause, 'title', OLD.title, 'kind', OLD.kind, 'recurrence', OLD.recurrence, 'lead', OLD.lead, 'focal_point', OLD.focal_point, 'deliverable', OLD.deliverable, 'priority', OLD.priority, 'directive_id', OLD.directive_id) AS was, NULL AS became); END
