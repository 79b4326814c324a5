CREATE TABLE `access_request` (
	`id` text PRIMARY KEY NOT NULL,
	`requester_id` text NOT NULL,
	`organization_id` text NOT NULL,
	`registration_id` text NOT NULL,
	`contract_number` text NOT NULL,
	`serial_number` text NOT NULL,
	`state` text NOT NULL,
	`asked_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	FOREIGN KEY (`requester_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`registration_id`) REFERENCES `registration`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `access_request_requester` ON `access_request` (`requester_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `access_request_organization` ON `access_request` (`organization_id`,`state`);--> statement-breakpoint
CREATE INDEX `access_request_registration` ON `access_request` (`registration_id`);--> statement-breakpoint
CREATE INDEX `access_request_asked` ON `access_request` (`asked_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `access_request_undecided` ON `access_request` (`requester_id`,`organization_id`) WHERE "access_request"."state" in ('pending', 'waiting');--> statement-breakpoint
CREATE TABLE `contract` (
	`number` text PRIMARY KEY NOT NULL,
	`type` text NOT NULL,
	`organization_id` text NOT NULL,
	`starts_on` text NOT NULL,
	`ends_on` text NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contract_organization` ON `contract` (`organization_id`);--> statement-breakpoint
CREATE TABLE `device` (
	`serial_number` text PRIMARY KEY NOT NULL,
	`product_id` text NOT NULL,
	`contract_number` text NOT NULL,
	`organization_id` text NOT NULL,
	FOREIGN KEY (`contract_number`) REFERENCES `contract`(`number`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `device_contract` ON `device` (`contract_number`);--> statement-breakpoint
CREATE INDEX `device_organization` ON `device` (`organization_id`);--> statement-breakpoint
CREATE TABLE `entitlement` (
	`contract_number` text NOT NULL,
	`email` text NOT NULL,
	`ends_on` text,
	PRIMARY KEY(`contract_number`, `email`),
	FOREIGN KEY (`contract_number`) REFERENCES `contract`(`number`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `entitlement_email` ON `entitlement` (`email`);--> statement-breakpoint
CREATE TABLE `invitation` (
	`id` text PRIMARY KEY NOT NULL,
	`inviter_id` text NOT NULL,
	`email` text NOT NULL,
	`language` text NOT NULL,
	`contract_number` text,
	`serial_number` text,
	`created_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`inviter_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `invitation_inviter` ON `invitation` (`inviter_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `invitation_email` ON `invitation` (`email`,`created_at`);--> statement-breakpoint
CREATE TABLE `link` (
	`id` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`email` text NOT NULL,
	`subject_id` text NOT NULL,
	`nonce` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`replaced_at` integer,
	`acted_at` integer,
	`acted_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `link_tokenHash_unique` ON `link` (`token_hash`);--> statement-breakpoint
CREATE INDEX `link_subject` ON `link` (`subject_id`,`purpose`);--> statement-breakpoint
CREATE INDEX `link_email` ON `link` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `link_one_live` ON `link` (`purpose`,`subject_id`,`email`) WHERE "link"."replaced_at" is null and "link"."acted_at" is null;--> statement-breakpoint
CREATE TABLE `organization` (
	`id` text PRIMARY KEY NOT NULL,
	`parent_id` text,
	`name` text NOT NULL,
	`street` text DEFAULT '' NOT NULL,
	`city` text DEFAULT '' NOT NULL,
	`postal_code` text DEFAULT '' NOT NULL,
	`region` text DEFAULT '' NOT NULL,
	`country` text NOT NULL,
	FOREIGN KEY (`parent_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `organization_parent` ON `organization` (`parent_id`);--> statement-breakpoint
CREATE TABLE `organization_domain` (
	`organization_id` text NOT NULL,
	`domain` text NOT NULL,
	PRIMARY KEY(`organization_id`, `domain`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `organization_domain_domain` ON `organization_domain` (`domain`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`template` text NOT NULL,
	`recipient` text NOT NULL,
	`language` text NOT NULL,
	`priority` integer NOT NULL,
	`subject` text NOT NULL,
	`html` text NOT NULL,
	`text` text NOT NULL,
	`link_id` text,
	`sealed_code` text,
	`operation_id` text,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`expires_at` integer,
	`first_tried_at` integer,
	`provider_id` text,
	`problem` text,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`link_id`) REFERENCES `link`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`state`,`priority`,`due_at`);--> statement-breakpoint
CREATE INDEX `outbox_recipient` ON `outbox` (`recipient`,`created_at`);--> statement-breakpoint
CREATE INDEX `outbox_provider` ON `outbox` (`provider_id`);--> statement-breakpoint
CREATE INDEX `outbox_link` ON `outbox` (`link_id`);--> statement-breakpoint
CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `account_person` ON `account` (`user_id`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`name` text DEFAULT '' NOT NULL,
	`image` text,
	`company` text,
	`phone` text,
	`language` text,
	`disabled_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_email_unique` ON `person` (`email`);--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE INDEX `session_person` ON `session` (`user_id`);--> statement-breakpoint
CREATE INDEX `session_expiry` ON `session` (`expires_at`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_identifier` ON `verification` (`identifier`,`created_at`);--> statement-breakpoint
CREATE INDEX `verification_expiry` ON `verification` (`expires_at`);--> statement-breakpoint
CREATE TABLE `attempt` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `attempt_window` ON `attempt` (`kind`,`subject`,`at`);--> statement-breakpoint
CREATE INDEX `attempt_at` ON `attempt` (`at`);--> statement-breakpoint
CREATE TABLE `audit_event` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject_id` text NOT NULL,
	`organization_id` text,
	`from_state` text,
	`to_state` text,
	`operation_id` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_event_subject` ON `audit_event` (`subject_id`);--> statement-breakpoint
CREATE INDEX `audit_event_organization` ON `audit_event` (`organization_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_event_operation` ON `audit_event` (`operation_id`);--> statement-breakpoint
CREATE TABLE `guard` (
	`held` integer NOT NULL,
	CONSTRAINT "guard_held" CHECK("guard"."held" = 1)
);
--> statement-breakpoint
CREATE TABLE `heartbeat` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `local_clock` (
	`id` integer PRIMARY KEY NOT NULL,
	`offset` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `operation` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text,
	`action` text NOT NULL,
	`next` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `registration` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`state` text NOT NULL,
	`answers` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `registration_person` ON `registration` (`person_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `registration_open` ON `registration` (`person_id`) WHERE "registration"."state" in ('draft', 'requested', 'underReview');--> statement-breakpoint
CREATE TABLE `review` (
	`id` text PRIMARY KEY NOT NULL,
	`registration_id` text NOT NULL,
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
	FOREIGN KEY (`registration_id`) REFERENCES `registration`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `review_due` ON `review` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `review_registration` ON `review` (`registration_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `review_open` ON `review` (`registration_id`) WHERE "review"."state" in ('open', 'waiting');--> statement-breakpoint
CREATE TABLE `role` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	`origin_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `role_once` ON `role` (`organization_id`,`person_id`,`role`) WHERE "role"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `role_person` ON `role` (`person_id`);--> statement-breakpoint
CREATE TABLE `seat` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`person_id` text NOT NULL,
	`position` integer NOT NULL,
	`origin` text NOT NULL,
	`origin_id` text NOT NULL,
	`terms_version` text,
	`terms_accepted_at` integer,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `seat_one_per_position` ON `seat` (`organization_id`,`position`) WHERE "seat"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX `seat_one_per_person` ON `seat` (`organization_id`,`person_id`) WHERE "seat"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `seat_person` ON `seat` (`person_id`);--> statement-breakpoint
CREATE INDEX `seat_organization` ON `seat` (`organization_id`);