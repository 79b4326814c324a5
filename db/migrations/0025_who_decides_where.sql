CREATE TABLE `deciders_changed` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`organization_id` text,
	`account_id` text,
	`request_id` text,
	`at` integer DEFAULT (unixepoch() * 1000) NOT NULL
);
--> statement-breakpoint
DROP INDEX `link_email`;--> statement-breakpoint
DROP INDEX `link_waiting`;--> statement-breakpoint
CREATE INDEX `link_email` ON `link` (`email`,`purpose`);--> statement-breakpoint
CREATE INDEX `link_waiting` ON `link` (`email`,`purpose`,`expires_at`) WHERE "link"."replaced_at" is null and "link"."acted_at" is null;--> statement-breakpoint
DROP INDEX `role_account`;--> statement-breakpoint
CREATE INDEX `role_account_administrators` ON `role` (`account_id`) WHERE "role"."role" = 'smart-account-administrator' and "role"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `role_account` ON `role` (`account_id`,`person_id`);--> statement-breakpoint
CREATE INDEX `person_disabled` ON `person` (`disabled_at`) WHERE "person"."disabled_at" is not null;--> statement-breakpoint
CREATE INDEX `review_open_domain` ON `review` (`domain`) WHERE "review"."state" in ('open', 'waiting') and "review"."domain" is not null;--> statement-breakpoint
CREATE INDEX `review_untold` ON `review` (`state`,`created_at`) WHERE "review"."told_at" is null;--> statement-breakpoint
CREATE INDEX `seat_terms` ON `seat` (`terms_version`) WHERE "seat"."ended_at" is null;
--> statement-breakpoint
CREATE TRIGGER `seat_is_given` AFTER INSERT ON `seat` BEGIN INSERT INTO `deciders_changed` (`organization_id`) VALUES (NEW.`organization_id`); END;
--> statement-breakpoint
CREATE TRIGGER `seat_changes` AFTER UPDATE OF `ended_at`, `terms_version`, `person_id` ON `seat` BEGIN INSERT INTO `deciders_changed` (`organization_id`) VALUES (NEW.`organization_id`); END;
--> statement-breakpoint
CREATE TRIGGER `role_is_given` AFTER INSERT ON `role` BEGIN INSERT INTO `deciders_changed` (`organization_id`, `account_id`) VALUES (NEW.`organization_id`, NEW.`account_id`); END;
--> statement-breakpoint
CREATE TRIGGER `role_changes` AFTER UPDATE OF `ended_at` ON `role` BEGIN INSERT INTO `deciders_changed` (`organization_id`, `account_id`) VALUES (NEW.`organization_id`, NEW.`account_id`); END;
--> statement-breakpoint
CREATE TRIGGER `person_changes` AFTER UPDATE OF `disabled_at`, `email` ON `person` WHEN OLD.`disabled_at` IS NOT NEW.`disabled_at` OR OLD.`email` <> NEW.`email` BEGIN INSERT INTO `deciders_changed` (`organization_id`, `account_id`) SELECT `organization_id`, NULL FROM `seat` WHERE `person_id` = NEW.`id` AND `ended_at` IS NULL UNION SELECT `organization_id`, `account_id` FROM `role` WHERE `person_id` = NEW.`id` AND `ended_at` IS NULL; END;
--> statement-breakpoint
CREATE TRIGGER `review_ends` AFTER UPDATE OF `state` ON `review` WHEN NEW.`organization_id` IS NOT NULL BEGIN INSERT INTO `deciders_changed` (`organization_id`) VALUES (NEW.`organization_id`); END;
--> statement-breakpoint
CREATE TRIGGER `organization_moves` AFTER UPDATE OF `parent_id` ON `organization` WHEN OLD.`parent_id` IS NOT NEW.`parent_id` BEGIN INSERT INTO `deciders_changed` (`organization_id`) VALUES (NEW.`id`); END;
--> statement-breakpoint
CREATE TRIGGER `request_is_made` AFTER INSERT ON `access_request` BEGIN INSERT INTO `deciders_changed` (`request_id`) VALUES (NEW.`id`); END;
--> statement-breakpoint
CREATE TRIGGER `request_changes` AFTER UPDATE OF `state`, `stage` ON `access_request` WHEN NEW.`state` = 'pending' BEGIN INSERT INTO `deciders_changed` (`request_id`) VALUES (NEW.`id`); END;
--> statement-breakpoint
CREATE TRIGGER `decider_is_told` AFTER UPDATE OF `acted_at`, `replaced_at`, `email` ON `link` WHEN NEW.`purpose` = 'decideRequest' BEGIN INSERT INTO `deciders_changed` (`request_id`) VALUES (NEW.`subject_id`); END;
--> statement-breakpoint
INSERT INTO `deciders_changed` (`organization_id`) SELECT `organization_id` FROM `seat` WHERE `ended_at` IS NULL UNION SELECT `organization_id` FROM `role` WHERE `ended_at` IS NULL AND `organization_id` IS NOT NULL;
--> statement-breakpoint
INSERT INTO `deciders_changed` (`request_id`) SELECT `id` FROM `access_request` WHERE `state` = 'pending';
