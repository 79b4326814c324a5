CREATE TABLE `unwanted` (
	`mailbox_hash` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `outbox` ADD `mailbox` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `causer` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `causer_domain` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `outside` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `outbox` ADD `invitation` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_operation` ON `outbox` (`operation_id`);--> statement-breakpoint
CREATE INDEX `outbox_mailbox` ON `outbox` (`mailbox`,`created_at`);--> statement-breakpoint
CREATE INDEX `outbox_causer` ON `outbox` (`causer`,`created_at`);--> statement-breakpoint
CREATE INDEX `outbox_company` ON `outbox` (`causer_domain`,`created_at`);