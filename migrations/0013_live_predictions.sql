CREATE TABLE `consumption_event` (
	`tenant_id` text NOT NULL,
	`event_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`product_id` text NOT NULL,
	`product_name` text,
	`expected_at` integer NOT NULL,
	`confidence` real NOT NULL,
	`prediction_type` text NOT NULL,
	`factors` text NOT NULL,
	`is_alert` integer NOT NULL,
	`predicted_at` integer NOT NULL,
	`is_published` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `event_id`)
);
--> statement-breakpoint
CREATE INDEX `consumption_event_customer` ON `consumption_event` (`tenant_id`,`customer_id`);--> statement-breakpoint
CREATE INDEX `consumption_event_predicted` ON `consumption_event` (`tenant_id`,`predicted_at`);--> statement-breakpoint
CREATE INDEX `consumption_event_unpublished` ON `consumption_event` (`tenant_id`,`predicted_at`) WHERE is_published = 0;--> statement-breakpoint
CREATE TABLE `segment_figure` (
	`tenant_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`is_allowed` integer NOT NULL,
	`customer_count` integer NOT NULL,
	`revenue_minor` integer NOT NULL,
	`order_count` integer NOT NULL,
	`buyer_count` integer NOT NULL,
	`average_last_at` real,
	`model_version` text,
	`predicted_at` integer NOT NULL,
	`counted_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `kind`, `name`, `is_allowed`)
);
--> statement-breakpoint
CREATE TABLE `series_anomaly` (
	`tenant_id` text NOT NULL,
	`day` text NOT NULL,
	`series` text NOT NULL,
	`part` text NOT NULL,
	`actual` real NOT NULL,
	`expected` real NOT NULL,
	`deviation_rate` real,
	`words` text NOT NULL,
	`occasion` text,
	`noticed_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `day`, `series`, `part`)
);
--> statement-breakpoint
ALTER TABLE `segment_movement` ADD `is_published` integer DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX `segment_movement_unpublished` ON `segment_movement` (`tenant_id`,`moved_at`) WHERE is_published = 0;--> statement-breakpoint
ALTER TABLE `tenant` ADD `spending_deviation_threshold` real;