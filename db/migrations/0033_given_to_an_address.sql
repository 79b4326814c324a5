ALTER TABLE `role` ADD `came_at` integer;--> statement-breakpoint
ALTER TABLE `seat` ADD `came_at` integer;