CREATE TABLE `refused_identity` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`issuer` text NOT NULL,
	`subject` text NOT NULL,
	`linked_at` integer NOT NULL,
	`ended_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `refused_identity_of_person` ON `refused_identity` (`person_id`,`issuer`,`subject`);--> statement-breakpoint
ALTER TABLE `address_change` ADD `identities` text;