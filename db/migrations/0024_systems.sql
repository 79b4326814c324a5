CREATE TABLE `api_answer` (
	`id` text PRIMARY KEY NOT NULL,
	`key_id` text NOT NULL,
	`once_only` text NOT NULL,
	`answer` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_answer_once` ON `api_answer` (`key_id`,`once_only`);--> statement-breakpoint
CREATE INDEX `api_answer_at` ON `api_answer` (`at`);--> statement-breakpoint
CREATE TABLE `api_key` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_hash_unique` ON `api_key` (`hash`);--> statement-breakpoint
CREATE INDEX `api_key_created` ON `api_key` (`created_at`);--> statement-breakpoint
CREATE TABLE `last_load` (
	`file` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`key_id` text,
	`loaded` integer NOT NULL,
	`rejected` integer NOT NULL
);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_provisioning` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text,
	`review_id` text,
	`organization_id` text,
	`account_id` text,
	`operation_id` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`problem` text,
	`created_at` integer NOT NULL,
	`done_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`review_id`) REFERENCES `review`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `smart_account`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_provisioning`("id", "person_id", "review_id", "organization_id", "account_id", "operation_id", "state", "attempts", "due_at", "problem", "created_at", "done_at") SELECT "id", "person_id", null, "organization_id", "account_id", "operation_id", "state", "attempts", "due_at", "problem", "created_at", "done_at" FROM `provisioning`;--> statement-breakpoint
DROP TABLE `provisioning`;--> statement-breakpoint
ALTER TABLE `__new_provisioning` RENAME TO `provisioning`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `provisioning_due` ON `provisioning` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `provisioning_person` ON `provisioning` (`person_id`,`state`);--> statement-breakpoint
CREATE INDEX `provisioning_review` ON `provisioning` (`review_id`,`state`) WHERE "provisioning"."review_id" is not null;