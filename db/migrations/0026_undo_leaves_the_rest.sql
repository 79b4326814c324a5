ALTER TABLE `address_change` ADD `beside` text;--> statement-breakpoint
ALTER TABLE `address_change` ADD `had_passkey` integer;