DROP INDEX `account_person`;--> statement-breakpoint
CREATE UNIQUE INDEX `account_identity` ON `account` (`provider_id`,`account_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `account_person` ON `account` (`user_id`,`provider_id`);--> statement-breakpoint
ALTER TABLE `session` ADD `authenticated_at` integer;