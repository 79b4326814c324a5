CREATE TABLE `alert` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`step` text NOT NULL,
	`since` text NOT NULL,
	`severity` text NOT NULL,
	`match` text,
	`devices` integer NOT NULL,
	`state` text NOT NULL,
	`raised_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`answered_by` text,
	`note` text,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_matter` ON `alert` (`organization_id`,`kind`,`subject`);--> statement-breakpoint
CREATE INDEX `alert_state` ON `alert` (`organization_id`,`state`,`severity`,`raised_at`);--> statement-breakpoint
CREATE TABLE `subscription` (
	`person_id` text NOT NULL,
	`organization_id` text NOT NULL,
	`digest` text,
	`urgent` integer,
	`digest_of` text,
	`digest_at` integer,
	`digest_coverage` text,
	PRIMARY KEY(`person_id`, `organization_id`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subscription_organization` ON `subscription` (`organization_id`);--> statement-breakpoint
CREATE INDEX `subscription_digest` ON `subscription` (`digest`,`digest_of`) WHERE "subscription"."digest" is not null;--> statement-breakpoint
CREATE TABLE `collector_key` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	`used_at` integer,
	`heard_at` integer,
	`refused_at` integer,
	`told_at` integer,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `collector_key_hash_unique` ON `collector_key` (`hash`);--> statement-breakpoint
CREATE INDEX `collector_key_organization` ON `collector_key` (`organization_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `collector_key_in_use` ON `collector_key` (`heard_at`) WHERE "collector_key"."ended_at" is null;--> statement-breakpoint
CREATE TABLE `device_upload` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`person_id` text,
	`collector_key_id` text,
	`state` text NOT NULL,
	`mode` text NOT NULL,
	`sha256` text NOT NULL,
	`devices` text,
	`rejected_rows` text,
	`header` text NOT NULL,
	`separator` text NOT NULL,
	`sound` integer NOT NULL,
	`rejected` integer NOT NULL,
	`added` integer,
	`changed` integer,
	`same` integer,
	`retired` integer,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `device_upload_organization` ON `device_upload` (`organization_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `device_upload_person` ON `device_upload` (`person_id`);--> statement-breakpoint
CREATE INDEX `device_upload_loaded` ON `device_upload` (`organization_id`,`changed_at`) WHERE "device_upload"."state" = 'loaded';--> statement-breakpoint
CREATE INDEX `device_upload_kept` ON `device_upload` (`changed_at`) WHERE "device_upload"."devices" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `device_upload_open` ON `device_upload` (`organization_id`) WHERE "device_upload"."state" = 'open';--> statement-breakpoint
CREATE TABLE `inventory` (
	`organization_id` text NOT NULL,
	`serial_number` text NOT NULL,
	`host_name` text NOT NULL,
	`ip_address` text NOT NULL,
	`product_id` text NOT NULL,
	`mac_address` text,
	`location` text,
	`upload_id` text NOT NULL,
	`added_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`contract_number` text,
	`contract_product_id` text,
	`coverage` text NOT NULL,
	`support` text NOT NULL,
	PRIMARY KEY(`organization_id`, `serial_number`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `inventory_states` ON `inventory` (`organization_id`,`coverage`,`support`,"host_name" collate nocase);--> statement-breakpoint
CREATE INDEX `inventory_product` ON `inventory` (`organization_id`,`product_id`,`contract_number`,`added_at`);--> statement-breakpoint
CREATE INDEX `inventory_address` ON `inventory` (`organization_id`,`ip_address`);--> statement-breakpoint
CREATE INDEX `inventory_other_product` ON `inventory` (`organization_id`) WHERE "inventory"."contract_product_id" is not null;--> statement-breakpoint
CREATE TABLE `inventory_count` (
	`organization_id` text NOT NULL,
	`product_id` text NOT NULL,
	`contract_number` text NOT NULL,
	`coverage` text NOT NULL,
	`support` text NOT NULL,
	`devices` integer NOT NULL,
	`newest_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `product_id`, `contract_number`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `inventory_summary` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`devices` integer NOT NULL,
	`covered` integer NOT NULL,
	`ending` integer NOT NULL,
	`uncovered` integer NOT NULL,
	`near` integer NOT NULL,
	`ended` integer NOT NULL,
	`unknown` integer NOT NULL,
	`loaded_at` integer NOT NULL,
	`as_of` text NOT NULL,
	`due_on` text NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `inventory_summary_due` ON `inventory_summary` (`due_on`);--> statement-breakpoint
CREATE TABLE `advisory` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`severity` text NOT NULL,
	`cvss` real,
	`cves` text NOT NULL,
	`published_on` text NOT NULL,
	`updated_on` text NOT NULL,
	`url` text,
	`title` text NOT NULL,
	`titles` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `advisory_updated` ON `advisory` (`updated_on`);--> statement-breakpoint
CREATE TABLE `advisory_device` (
	`advisory_id` text NOT NULL,
	`serial_number` text NOT NULL,
	PRIMARY KEY(`advisory_id`, `serial_number`),
	FOREIGN KEY (`advisory_id`) REFERENCES `advisory`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `advisory_device_serial` ON `advisory_device` (`serial_number`);--> statement-breakpoint
CREATE TABLE `advisory_product` (
	`advisory_id` text NOT NULL,
	`product_id` text NOT NULL,
	PRIMARY KEY(`advisory_id`, `product_id`),
	FOREIGN KEY (`advisory_id`) REFERENCES `advisory`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `advisory_product_product` ON `advisory_product` (`product_id`);--> statement-breakpoint
CREATE TABLE `product` (
	`product_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`announced_on` text,
	`end_of_sale_on` text,
	`end_of_renewal_on` text,
	`end_of_security_support_on` text,
	`end_of_support_on` text,
	`replacement_product_id` text,
	`notice_url` text,
	`updated_on` text
);
--> statement-breakpoint
CREATE INDEX `product_updated` ON `product` (`updated_on`);