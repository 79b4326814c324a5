ALTER TABLE `access_request` ADD `called` text;--> statement-breakpoint
UPDATE `access_request` SET `called` = (
  SELECT c.`name` || ' (' || c.`domain_identifier` || coalesce(': ' || u.`name`, '') || ')'
  FROM `smart_account` c LEFT JOIN `virtual_account` u ON u.`id` = `access_request`.`virtual_account_id`
  WHERE c.`id` = `access_request`.`account_id`) WHERE `account_id` IS NOT NULL;
