DROP INDEX `subscription_digest`;--> statement-breakpoint
ALTER TABLE `subscription` ADD `digest_due` text;--> statement-breakpoint
CREATE INDEX `subscription_due` ON `subscription` (`person_id`,`organization_id`) WHERE "subscription"."digest_due" is not null;--> statement-breakpoint
CREATE INDEX `subscription_digest` ON `subscription` (`digest`) WHERE "subscription"."digest" is not null;--> statement-breakpoint
ALTER TABLE `inventory_summary` ADD `revision` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `inventory_summary` ADD `linked_to` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `unsubscribe` text;