DROP INDEX `contract_organization`;--> statement-breakpoint
CREATE INDEX `contract_organization_ends` ON `contract` (`organization_id`,`ends_on`);--> statement-breakpoint
DROP INDEX `device_contract`;--> statement-breakpoint
CREATE INDEX `device_contract_serial` ON `device` (`contract_number`,`serial_number`);