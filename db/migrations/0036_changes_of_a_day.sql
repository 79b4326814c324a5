ALTER TABLE `attempt` ADD `times` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `attempt_change` ON `attempt` (`kind`,`subject`,`at`) WHERE "attempt"."kind" = 'change';