CREATE INDEX `person_created` ON `person` (`created_at`);--> statement-breakpoint
CREATE INDEX `registration_created` ON `registration` (`created_at`);--> statement-breakpoint
CREATE INDEX `role_created` ON `role` (`created_at`);