CREATE TABLE `suspension` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`reason` text NOT NULL,
	`suspended_at` integer NOT NULL,
	`suspended_by` text NOT NULL,
	`restored_at` integer,
	`restored_by` text,
	`restored_because` text,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `suspension_person` ON `suspension` (`person_id`,`suspended_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `suspension_running` ON `suspension` (`person_id`) WHERE "suspension"."restored_at" is null;--> statement-breakpoint
CREATE TRIGGER `nobody_suspended_signs_in` BEFORE INSERT ON `session` WHEN EXISTS (SELECT 1 FROM `person` WHERE `id` = NEW.`user_id` AND `disabled_at` IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'access is suspended'); END;
