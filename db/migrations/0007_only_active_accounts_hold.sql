DROP INDEX `smart_account_identifier`;--> statement-breakpoint
CREATE INDEX `smart_account_pending` ON `smart_account` (`domain_identifier`) WHERE "smart_account"."state" in ('underApproval', 'provisional');--> statement-breakpoint
CREATE UNIQUE INDEX `smart_account_identifier` ON `smart_account` (`domain_identifier`) WHERE "smart_account"."state" = 'active';--> statement-breakpoint
ALTER TABLE `entitlement` ADD `domain` text GENERATED ALWAYS AS (substr(email, instr(email, '@') + 1)) VIRTUAL;--> statement-breakpoint
CREATE INDEX `entitlement_domain` ON `entitlement` (`domain`);