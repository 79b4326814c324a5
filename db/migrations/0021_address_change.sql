CREATE TABLE `address_change` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`state` text NOT NULL,
	`old_email` text NOT NULL,
	`new_email` text NOT NULL,
	`due_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `address_change_person` ON `address_change` (`person_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `address_change_open` ON `address_change` (`person_id`) WHERE "address_change"."state" in ('asked', 'confirmedByOld', 'confirmedByNew', 'made');--> statement-breakpoint
CREATE INDEX `address_change_due` ON `address_change` (`due_at`) WHERE "address_change"."state" in ('asked', 'confirmedByOld', 'confirmedByNew', 'made');--> statement-breakpoint
CREATE INDEX `address_change_kept` ON `address_change` (`changed_at`) WHERE "address_change"."new_email" <> '';