CREATE TABLE `backfill_run` (
	`tenant_id` text NOT NULL,
	`run_id` text NOT NULL,
	`source` text NOT NULL,
	`connection_id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`step` integer NOT NULL,
	`resource` text NOT NULL,
	`cursor` text,
	`changed_since` integer,
	`started_at` integer NOT NULL,
	`progressed_at` integer NOT NULL,
	`finished_at` integer,
	`record_count` integer NOT NULL,
	`accepted_count` integer NOT NULL,
	`duplicate_count` integer NOT NULL,
	`rejected_count` integer NOT NULL,
	`failure` text,
	PRIMARY KEY(`tenant_id`, `run_id`)
);
--> statement-breakpoint
CREATE TABLE `inventory` (
	`tenant_id` text NOT NULL,
	`source` text NOT NULL,
	`stock_item_id` text NOT NULL,
	`store_id` text NOT NULL,
	`counted_at` integer NOT NULL,
	`available_quantity` real NOT NULL,
	PRIMARY KEY(`tenant_id`, `source`, `stock_item_id`, `store_id`)
);
--> statement-breakpoint
CREATE TABLE `product` (
	`tenant_id` text NOT NULL,
	`source` text NOT NULL,
	`product_id` text NOT NULL,
	`described_at` integer NOT NULL,
	`name` text,
	`category` text,
	`brand` text,
	`url` text,
	`image_url` text,
	`is_listed` integer NOT NULL,
	`is_deleted` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `source`, `product_id`)
);
--> statement-breakpoint
CREATE TABLE `product_variant` (
	`tenant_id` text NOT NULL,
	`source` text NOT NULL,
	`variant_id` text NOT NULL,
	`product_id` text NOT NULL,
	`described_at` integer NOT NULL,
	`name` text,
	`sku` text,
	`stock_item_id` text,
	`price_minor` integer,
	`currency` text,
	`is_deleted` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `source`, `variant_id`)
);
--> statement-breakpoint
CREATE TABLE `store` (
	`tenant_id` text NOT NULL,
	`source` text NOT NULL,
	`store_id` text NOT NULL,
	`described_at` integer NOT NULL,
	`name` text,
	`city` text,
	`country` text,
	`is_closed` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `source`, `store_id`)
);
--> statement-breakpoint
CREATE TABLE `connection_logs` (
	`tenant_id` text NOT NULL,
	`log_id` text NOT NULL,
	`source` text NOT NULL,
	`connection_id` text NOT NULL,
	`received_at` integer NOT NULL,
	`duration_ms` integer NOT NULL,
	`verdict` text NOT NULL,
	`reason` text,
	`detail` text,
	`topic` text,
	`delivery_id` text,
	`content_type` text,
	`byte_count` integer NOT NULL,
	`accepted_count` integer NOT NULL,
	`duplicate_count` integer NOT NULL,
	`quarantined_count` integer NOT NULL,
	`event_keys` text NOT NULL,
	`body` text,
	PRIMARY KEY(`tenant_id`, `log_id`)
);
--> statement-breakpoint
CREATE INDEX `connection_logs_connection` ON `connection_logs` (`tenant_id`,`source`,`connection_id`,`log_id`);--> statement-breakpoint
CREATE TABLE `exchange_rate` (
	`tenant_id` text NOT NULL,
	`currency` text NOT NULL,
	`day` text NOT NULL,
	`rate` real NOT NULL,
	PRIMARY KEY(`tenant_id`, `currency`, `day`)
);
--> statement-breakpoint
CREATE TABLE `qr_code` (
	`code` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`label` text NOT NULL,
	`target_url` text NOT NULL,
	`store_id` text,
	`campaign` text,
	`is_active` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `qr_code_tenant` ON `qr_code` (`tenant_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `connection` ADD `label` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `connection` ADD `status` text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE `connection` ADD `old_secret_until` integer;--> statement-breakpoint
ALTER TABLE `connection` ADD `sealed_credentials` text;--> statement-breakpoint
ALTER TABLE `connection` ADD `settings` text DEFAULT '{}' NOT NULL;