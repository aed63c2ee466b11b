CREATE TABLE `customer_import` (
	`tenant_id` text NOT NULL,
	`import_id` text NOT NULL,
	`file_name` text NOT NULL,
	`state` text NOT NULL,
	`step` integer NOT NULL,
	`created_at` integer NOT NULL,
	`progressed_at` integer NOT NULL,
	`finished_at` integer,
	`byte_count` integer NOT NULL,
	`read_byte_count` integer NOT NULL,
	`read_line_count` integer NOT NULL,
	`bucket_count` integer NOT NULL,
	`loaded_bucket_count` integer NOT NULL,
	`row_count` integer NOT NULL,
	`rejected_row_count` integer NOT NULL,
	`order_count` integer NOT NULL,
	`accepted_event_count` integer NOT NULL,
	`duplicate_event_count` integer NOT NULL,
	`loaded_at` integer,
	`failure` text,
	`preview` text NOT NULL,
	`mapping` text,
	`reject_reasons` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `import_id`)
);
--> statement-breakpoint
CREATE TABLE `customer_order` (
	`tenant_id` text NOT NULL,
	`order_key` text NOT NULL,
	`version` integer NOT NULL,
	`customer_id` text,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`channel` text NOT NULL,
	`placed_at` integer NOT NULL,
	`day` text NOT NULL,
	`currency` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`line_count` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `order_key`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `customer_order_day` ON `customer_order` (`tenant_id`,`day`,`customer_id`);--> statement-breakpoint
CREATE TABLE `sales_day_stale` (
	`tenant_id` text NOT NULL,
	`day` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `day`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sales_day` (
	`tenant_id` text NOT NULL,
	`day` text NOT NULL,
	`channel` text NOT NULL,
	`currency` text NOT NULL,
	`order_count` integer NOT NULL,
	`cancellation_count` integer NOT NULL,
	`revenue_minor` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `day`, `channel`, `currency`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `customer_profile` (
	`tenant_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`version` integer NOT NULL,
	`merged_into` text,
	`display_name` text NOT NULL,
	`email` text,
	`phone` text,
	`search_text` text NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`order_count` integer NOT NULL,
	`revenue_minor` integer NOT NULL,
	`channels` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `customer_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `customer_profile_last_seen` ON `customer_profile` (`tenant_id`,`last_seen_at`);--> statement-breakpoint
CREATE TABLE `manual_merge_queue` (
	`tenant_id` text NOT NULL,
	`review_id` text NOT NULL,
	`opened_at` integer NOT NULL,
	`reason` text NOT NULL,
	`status` text NOT NULL,
	`event_key` text NOT NULL,
	`customer_ids` text NOT NULL,
	`identifiers` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `review_id`)
);
--> statement-breakpoint
CREATE TABLE `merge_history` (
	`tenant_id` text NOT NULL,
	`merge_id` text NOT NULL,
	`survivor_id` text NOT NULL,
	`merged_id` text NOT NULL,
	`merged_at` integer NOT NULL,
	`rule` text NOT NULL,
	`rule_version` integer NOT NULL,
	`event_key` text NOT NULL,
	`identifiers` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `merge_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `merge_history_survivor` ON `merge_history` (`tenant_id`,`survivor_id`);--> statement-breakpoint
CREATE TABLE `quarantined_event` (
	`tenant_id` text NOT NULL,
	`quarantine_id` text NOT NULL,
	`source` text NOT NULL,
	`reason` text NOT NULL,
	`detail` text NOT NULL,
	`received_at` integer NOT NULL,
	`bytes` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `quarantine_id`)
);
--> statement-breakpoint
CREATE TABLE `api_key` (
	`key_hash` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`label` text NOT NULL,
	`role` text NOT NULL,
	`connection_id` text NOT NULL,
	`is_demo` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `connection` (
	`source` text NOT NULL,
	`connection_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`secrets` text NOT NULL,
	`is_demo` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`source`, `connection_id`)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tenant` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`country` text NOT NULL,
	`currency` text NOT NULL,
	`time_zone` text NOT NULL,
	`log_shard_count` integer NOT NULL,
	`customer_cell_count` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `user_account` (
	`email` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`display_name` text NOT NULL,
	`role` text NOT NULL,
	`password_hash` text NOT NULL,
	`is_demo` integer NOT NULL,
	`created_at` integer NOT NULL
);
