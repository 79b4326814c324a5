CREATE INDEX `access_request_asked` ON `access_request` (`asked_id`);--> statement-breakpoint
CREATE INDEX `session_expiry` ON `session` (`expires_at`);--> statement-breakpoint
CREATE INDEX `verification_expiry` ON `verification` (`expires_at`);--> statement-breakpoint
CREATE INDEX `attempt_at` ON `attempt` (`at`);--> statement-breakpoint
CREATE INDEX `review_registration` ON `review` (`registration_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `seat_organization` ON `seat` (`organization_id`);