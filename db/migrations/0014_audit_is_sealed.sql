CREATE TABLE `audit_count` (
	`action` text NOT NULL,
	`refusal` text NOT NULL,
	`times` integer NOT NULL,
	PRIMARY KEY(`action`, `refusal`)
);
--> statement-breakpoint
CREATE TABLE `audit_seal` (
	`through_id` integer PRIMARY KEY NOT NULL,
	`after_id` integer NOT NULL,
	`hash` text NOT NULL,
	`tag` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_seal_after` ON `audit_seal` (`after_id`);--> statement-breakpoint
CREATE TABLE `job_run` (
	`name` text PRIMARY KEY NOT NULL,
	`runs` integer NOT NULL,
	`failures` integer NOT NULL,
	`items` integer NOT NULL,
	`at` integer NOT NULL
);

--> statement-breakpoint
CREATE TRIGGER `audit_event_is_never_replaced` BEFORE INSERT ON `audit_event` WHEN EXISTS (SELECT 1 FROM `audit_event` WHERE `id` = NEW.`id`) BEGIN SELECT RAISE(ABORT, 'audit events are never replaced'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_seal_is_never_changed` BEFORE UPDATE ON `audit_seal` BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_seal_is_never_deleted` BEFORE DELETE ON `audit_seal` BEGIN SELECT RAISE(ABORT, 'seals are never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_seal_is_never_replaced` BEFORE INSERT ON `audit_seal` WHEN EXISTS (SELECT 1 FROM `audit_seal` WHERE `through_id` = NEW.`through_id` OR `after_id` = NEW.`after_id`) BEGIN SELECT RAISE(ABORT, 'seals are never replaced'); END;
