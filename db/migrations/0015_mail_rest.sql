CREATE TABLE `mail_rest` (
	`id` integer PRIMARY KEY NOT NULL,
	`since` integer NOT NULL,
	`until` integer,
	`because` text NOT NULL,
	`tries` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `outbox` ADD `resent` integer DEFAULT 0 NOT NULL;