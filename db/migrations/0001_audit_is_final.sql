CREATE TRIGGER `audit_event_is_never_changed` BEFORE UPDATE ON `audit_event` BEGIN SELECT RAISE(ABORT, 'audit events are never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_event_is_never_deleted` BEFORE DELETE ON `audit_event` BEGIN SELECT RAISE(ABORT, 'audit events are never deleted'); END;
