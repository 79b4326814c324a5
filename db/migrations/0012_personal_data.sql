ALTER TABLE `person` ADD `erased_at` integer;--> statement-breakpoint
ALTER TABLE `person` ADD `kept_until` integer;--> statement-breakpoint
CREATE INDEX `person_kept` ON `person` (`kept_until`) WHERE "person"."erased_at" is null;--> statement-breakpoint
CREATE INDEX `access_request_texts` ON `access_request` (`decided_at`) WHERE coalesce("access_request"."reason", "access_request"."question", "access_request"."answer", "access_request"."comment") is not null;--> statement-breakpoint
CREATE INDEX `nominee_allowed` ON `nominee` (`changed_at`) WHERE "nominee"."state" = 'allowed';--> statement-breakpoint
CREATE INDEX `nominee_over` ON `nominee` (`changed_at`) WHERE "nominee"."state" in ('refused', 'denied', 'ended') and "nominee"."email" <> "nominee"."id";--> statement-breakpoint
CREATE INDEX `smart_account_kept` ON `smart_account` (`changed_at`) WHERE "smart_account"."state" = 'draft' and "smart_account"."answers" <> '{}';--> statement-breakpoint
CREATE INDEX `smart_account_over` ON `smart_account` (`ended_at`) WHERE "smart_account"."authorizer_email" is not null;--> statement-breakpoint
CREATE INDEX `alert_answered` ON `alert` (`answered_by`) WHERE "alert"."answered_by" is not null;--> statement-breakpoint
CREATE INDEX `invitation_kept` ON `invitation` (`created_at`);--> statement-breakpoint
CREATE INDEX `link_over` ON `link` (case when "acted_at" is not null then "acted_at" else "replaced_at" end) WHERE "link"."email" <> '';--> statement-breakpoint
CREATE INDEX `outbox_text` ON `outbox` (`changed_at`) WHERE "outbox"."text" <> '';--> statement-breakpoint
CREATE INDEX `outbox_addressed` ON `outbox` (`changed_at`) WHERE "outbox"."recipient" <> '';--> statement-breakpoint
CREATE INDEX `outbox_sealed` ON `outbox` (`expires_at`) WHERE "outbox"."sealed_code" is not null;--> statement-breakpoint
CREATE INDEX `outbox_farewell` ON `outbox` (`state`) WHERE "outbox"."template" = 'data-erased' and "outbox"."recipient" <> '';--> statement-breakpoint
CREATE INDEX `reclaim_texts` ON `reclaim` (`changed_at`) WHERE coalesce("reclaim"."comment", "reclaim"."objection") is not null;--> statement-breakpoint
CREATE INDEX `operation_person` ON `operation` (`person_id`) WHERE "operation"."person_id" is not null;--> statement-breakpoint
CREATE INDEX `operation_kept` ON `operation` (`at`) WHERE "operation"."person_id" is not null;--> statement-breakpoint
CREATE INDEX `operation_codes` ON `operation` (`at`) WHERE "operation"."action" = 'session.request-code';--> statement-breakpoint
CREATE INDEX `registration_over` ON `registration` (`changed_at`) WHERE "registration"."state" in ('draft', 'denied', 'refused', 'withdrawn') and "registration"."answers" <> '{}';--> statement-breakpoint
CREATE INDEX `review_texts` ON `review` (`decided_at`) WHERE coalesce("review"."question", "review"."answer", "review"."comment", "review"."domain") is not null;