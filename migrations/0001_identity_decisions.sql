CREATE TABLE `identity_split` (
	`tenant_id` text NOT NULL,
	`split_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`new_customer_id` text NOT NULL,
	`identifiers` text NOT NULL,
	`split_at` integer NOT NULL,
	`decided_by` text NOT NULL,
	`undone_at` integer,
	`undone_by` text,
	`version` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `split_id`)
);
--> statement-breakpoint
CREATE INDEX `identity_split_customer` ON `identity_split` (`tenant_id`,`customer_id`);--> statement-breakpoint
CREATE TABLE `match_record` (
	`tenant_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`record` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `customer_id`)
);
--> statement-breakpoint
CREATE TABLE `matching_run` (
	`tenant_id` text NOT NULL,
	`run_id` text NOT NULL,
	`state` text NOT NULL,
	`step` integer NOT NULL,
	`partition` integer NOT NULL,
	`partition_count` integer NOT NULL,
	`started_at` integer NOT NULL,
	`progressed_at` integer NOT NULL,
	`finished_at` integer,
	`record_count` integer NOT NULL,
	`pair_count` integer NOT NULL,
	`review_count` integer NOT NULL,
	`merge_count` integer NOT NULL,
	`failure` text,
	PRIMARY KEY(`tenant_id`, `run_id`)
);
--> statement-breakpoint
CREATE TABLE `privacy_request` (
	`tenant_id` text NOT NULL,
	`request_id` text NOT NULL,
	`kind` text NOT NULL,
	`mode` text NOT NULL,
	`customer_id` text NOT NULL,
	`status` text NOT NULL,
	`requested_at` integer NOT NULL,
	`requested_by` text NOT NULL,
	`completed_at` integer,
	`receipt` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `request_id`)
);
--> statement-breakpoint
ALTER TABLE `customer_profile` ADD `erased_at` integer;--> statement-breakpoint
ALTER TABLE `manual_merge_queue` ADD `match_weight` real;--> statement-breakpoint
ALTER TABLE `manual_merge_queue` ADD `contributions` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `manual_merge_queue` ADD `assigned_to` text;--> statement-breakpoint
ALTER TABLE `manual_merge_queue` ADD `decided_at` integer;--> statement-breakpoint
ALTER TABLE `manual_merge_queue` ADD `decided_by` text;--> statement-breakpoint
ALTER TABLE `manual_merge_queue` ADD `history` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `manual_merge_queue` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `manual_merge_queue_status` ON `manual_merge_queue` (`tenant_id`,`status`,`opened_at`);--> statement-breakpoint
ALTER TABLE `merge_history` ADD `decided_by` text;--> statement-breakpoint
ALTER TABLE `merge_history` ADD `undone_at` integer;--> statement-breakpoint
ALTER TABLE `merge_history` ADD `undone_by` text;--> statement-breakpoint
ALTER TABLE `merge_history` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `merge_history_merged` ON `merge_history` (`tenant_id`,`merged_id`);--> statement-breakpoint
ALTER TABLE `tenant` ADD `identity_rules` text;--> statement-breakpoint
ALTER TABLE `tenant` ADD `own_phones` text;