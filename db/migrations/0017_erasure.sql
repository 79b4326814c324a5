DROP INDEX `outbox_farewell`;--> statement-breakpoint
ALTER TABLE `outbox` ADD `brief` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_brief` ON `outbox` (`state`) WHERE "outbox"."brief" = 1 and "outbox"."text" <> '';--> statement-breakpoint
CREATE INDEX `attempt_subject` ON `attempt` (`subject`);--> statement-breakpoint
CREATE INDEX `audit_event_actor` ON `audit_event` (`actor`);