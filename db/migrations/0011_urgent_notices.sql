CREATE TABLE `urgent_notice` (
	`person_id` text NOT NULL,
	`alert_id` text NOT NULL,
	PRIMARY KEY(`person_id`, `alert_id`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`alert_id`) REFERENCES `alert`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `urgent_notice_alert` ON `urgent_notice` (`alert_id`);