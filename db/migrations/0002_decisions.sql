CREATE TABLE `nominee` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`email` text NOT NULL,
	`language` text NOT NULL,
	`role` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `smart_account`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `nominee_once` ON `nominee` (`account_id`,`email`);--> statement-breakpoint
CREATE INDEX `nominee_email` ON `nominee` (`email`);--> statement-breakpoint
CREATE TABLE `smart_account` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`requester_id` text NOT NULL,
	`answers` text NOT NULL,
	`domain_identifier` text,
	`name` text,
	`company_name` text,
	`country` text,
	`address` text,
	`address2` text,
	`city` text,
	`region` text,
	`postal_code` text,
	`authorizer_email` text,
	`authorizer_language` text,
	`message` text,
	`user_note` text,
	`activation_sent_at` integer,
	`warnings` integer DEFAULT 0 NOT NULL,
	`agreement_version` text,
	`agreement_accepted_at` integer,
	`comment` text,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`activated_at` integer,
	`ended_at` integer,
	FOREIGN KEY (`requester_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `smart_account_requester` ON `smart_account` (`requester_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `smart_account_authorizer` ON `smart_account` (`authorizer_email`);--> statement-breakpoint
CREATE INDEX `smart_account_due` ON `smart_account` (`state`,`activation_sent_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `smart_account_identifier` ON `smart_account` (`domain_identifier`) WHERE "smart_account"."state" in ('underApproval', 'provisional', 'active');--> statement-breakpoint
CREATE UNIQUE INDEX `smart_account_draft` ON `smart_account` (`requester_id`,`kind`) WHERE "smart_account"."state" = 'draft';--> statement-breakpoint
CREATE TABLE `virtual_account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`account_id`) REFERENCES `smart_account`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `virtual_account_account` ON `virtual_account` (`account_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `virtual_account_name` ON `virtual_account` (`account_id`,lower("name")) WHERE "virtual_account"."closed_at" is null;--> statement-breakpoint
CREATE TABLE `provisioning` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
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
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `smart_account`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `provisioning_due` ON `provisioning` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `provisioning_person` ON `provisioning` (`person_id`,`state`);--> statement-breakpoint
CREATE TABLE `reclaim` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`claimant_id` text NOT NULL,
	`registration_id` text NOT NULL,
	`state` text NOT NULL,
	`comment` text,
	`object_until` integer NOT NULL,
	`objection` text,
	`objected_by` text,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`claimant_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`registration_id`) REFERENCES `registration`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reclaim_registration` ON `reclaim` (`registration_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `reclaim_claimant` ON `reclaim` (`claimant_id`);--> statement-breakpoint
CREATE INDEX `reclaim_due` ON `reclaim` (`state`,`object_until`);--> statement-breakpoint
CREATE UNIQUE INDEX `reclaim_open` ON `reclaim` (`organization_id`) WHERE "reclaim"."state" in ('announced', 'underReview');--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_access_request` (
	`id` text PRIMARY KEY NOT NULL,
	`requester_id` text NOT NULL,
	`organization_id` text,
	`account_id` text,
	`registration_id` text,
	`contract_number` text,
	`serial_number` text,
	`reason` text,
	`state` text NOT NULL,
	`stage` integer DEFAULT 0 NOT NULL,
	`clock_at` integer NOT NULL,
	`reminded_at` integer,
	`question` text,
	`answer` text,
	`comment` text,
	`role` text,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	FOREIGN KEY (`requester_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `smart_account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`registration_id`) REFERENCES `registration`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_access_request`("id", "requester_id", "organization_id", "registration_id", "contract_number", "serial_number", "state", "clock_at", "created_at", "decided_at", "decided_by") SELECT "id", "requester_id", "organization_id", "registration_id", "contract_number", "serial_number", "state", "created_at", "created_at", "decided_at", "decided_by" FROM `access_request`;--> statement-breakpoint
DROP TABLE `access_request`;--> statement-breakpoint
ALTER TABLE `__new_access_request` RENAME TO `access_request`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `access_request_requester` ON `access_request` (`requester_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `access_request_organization` ON `access_request` (`organization_id`,`state`);--> statement-breakpoint
CREATE INDEX `access_request_account` ON `access_request` (`account_id`,`state`);--> statement-breakpoint
CREATE INDEX `access_request_registration` ON `access_request` (`registration_id`);--> statement-breakpoint
CREATE INDEX `access_request_due` ON `access_request` (`state`,`stage`,`clock_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `access_request_undecided` ON `access_request` (`requester_id`,`organization_id`) WHERE "access_request"."state" in ('pending', 'waiting');--> statement-breakpoint
CREATE UNIQUE INDEX `access_request_undecided_account` ON `access_request` (`requester_id`,`account_id`) WHERE "access_request"."state" in ('pending', 'waiting');--> statement-breakpoint
CREATE TABLE `__new_review` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`person_id` text,
	`organization_id` text,
	`reasons` text NOT NULL,
	`state` text NOT NULL,
	`due_at` integer NOT NULL,
	`question` text,
	`answer` text,
	`comment` text,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_review`("id", "kind", "subject_id", "person_id", "organization_id", "reasons", "state", "due_at", "question", "answer", "comment", "created_at", "decided_at", "decided_by") SELECT "id", 'registration', "registration_id", (SELECT "person_id" FROM "registration" WHERE "registration"."id" = "review"."registration_id"), "organization_id", "reasons", "state", "due_at", "question", "answer", "comment", "created_at", "decided_at", "decided_by" FROM `review`;--> statement-breakpoint
DROP TABLE `review`;--> statement-breakpoint
ALTER TABLE `__new_review` RENAME TO `review`;--> statement-breakpoint
CREATE INDEX `review_due` ON `review` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `review_subject` ON `review` (`subject_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `review_organization` ON `review` (`organization_id`,`state`);--> statement-breakpoint
CREATE INDEX `review_decided` ON `review` (`decided_at`) WHERE "review"."decided_at" is not null;--> statement-breakpoint
CREATE INDEX `review_person` ON `review` (`person_id`);--> statement-breakpoint
CREATE INDEX `organization_name` ON `organization` ("name" collate nocase);--> statement-breakpoint
CREATE UNIQUE INDEX `review_open` ON `review` (`kind`,`subject_id`) WHERE "review"."state" in ('open', 'waiting');--> statement-breakpoint
CREATE TABLE `__new_role` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text,
	`account_id` text,
	`virtual_account_id` text,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`origin_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `smart_account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`virtual_account_id`) REFERENCES `virtual_account`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_role`("id", "organization_id", "person_id", "role", "origin_id", "created_at", "ended_at") SELECT "id", "organization_id", "person_id", "role", "origin_id", "created_at", "ended_at" FROM `role`;--> statement-breakpoint
DROP TABLE `role`;--> statement-breakpoint
ALTER TABLE `__new_role` RENAME TO `role`;--> statement-breakpoint
CREATE UNIQUE INDEX `role_once` ON `role` (`organization_id`,`person_id`,`role`) WHERE "role"."ended_at" is null and "role"."organization_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `role_once_in_account` ON `role` (`account_id`,`person_id`,`role`) WHERE "role"."ended_at" is null and "role"."virtual_account_id" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `role_once_in_virtual_account` ON `role` (`virtual_account_id`,`person_id`,`role`) WHERE "role"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `role_person` ON `role` (`person_id`);--> statement-breakpoint
CREATE INDEX `role_account` ON `role` (`account_id`);--> statement-breakpoint
ALTER TABLE `audit_event` ADD `refusal` text;