ALTER TABLE `review` ADD `domain` text;--> statement-breakpoint
ALTER TABLE `review` ADD `told_at` integer;--> statement-breakpoint
CREATE INDEX `review_domain` ON `review` (`domain`,`state`);
--> statement-breakpoint
UPDATE `review` SET `told_at` = `created_at`, `domain` = (SELECT substr(`email`, instr(`email`, '@') + 1) FROM `person` WHERE `person`.`id` = `review`.`person_id`);
