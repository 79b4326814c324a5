DROP INDEX `review_texts`;--> statement-breakpoint
ALTER TABLE `review` ADD `owner_id` text;--> statement-breakpoint
ALTER TABLE `review` ADD `note` text;--> statement-breakpoint
CREATE INDEX `review_texts` ON `review` (`decided_at`) WHERE coalesce("review"."question", "review"."answer", "review"."comment", "review"."domain", "review"."note") is not null;