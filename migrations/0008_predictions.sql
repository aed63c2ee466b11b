CREATE TABLE `features` (
	`tenant_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`version` integer NOT NULL,
	`activity` text NOT NULL,
	`vector` text,
	`as_of` integer,
	PRIMARY KEY(`tenant_id`, `customer_id`)
);
--> statement-breakpoint
CREATE TABLE `job` (
	`tenant_id` text NOT NULL,
	`job_id` text NOT NULL,
	`kind` text NOT NULL,
	`model` text,
	`state` text NOT NULL,
	`phase` text NOT NULL,
	`step` integer NOT NULL,
	`cursor` text,
	`progress_permille` integer NOT NULL,
	`retry_count` integer NOT NULL,
	`customer_count` integer NOT NULL,
	`result_count` integer NOT NULL,
	`seed` integer NOT NULL,
	`started_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`progressed_at` integer NOT NULL,
	`finished_at` integer,
	`failure` text,
	`result` text,
	PRIMARY KEY(`tenant_id`, `job_id`)
);
--> statement-breakpoint
CREATE INDEX `job_started` ON `job` (`tenant_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `model_version` (
	`tenant_id` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`algorithm` text NOT NULL,
	`trained_at` integer NOT NULL,
	`promoted_at` integer,
	`data_from` integer NOT NULL,
	`data_to` integer NOT NULL,
	`row_count` integer NOT NULL,
	`feature_names` text NOT NULL,
	`seed` integer NOT NULL,
	`parameters` text NOT NULL,
	`metrics` text NOT NULL,
	`baseline_metrics` text NOT NULL,
	`champion_metrics` text,
	`verdict` text NOT NULL,
	`importances` text NOT NULL,
	`curves` text NOT NULL,
	`drift` text,
	`artifact_key` text NOT NULL,
	`job_id` text,
	PRIMARY KEY(`tenant_id`, `kind`, `version`)
);
--> statement-breakpoint
CREATE TABLE `predictions` (
	`tenant_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`subject_name` text,
	`value` real,
	`label` text,
	`confidence` real,
	`expected_at` integer,
	`expected_from` integer,
	`expected_to` integer,
	`lower` real,
	`upper` real,
	`prediction_type` text,
	`factors` text NOT NULL,
	`model_version` text,
	`predicted_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `customer_id`, `kind`, `subject`)
);
--> statement-breakpoint
CREATE INDEX `predictions_expected` ON `predictions` (`tenant_id`,`kind`,`expected_at`);--> statement-breakpoint
CREATE INDEX `predictions_label` ON `predictions` (`tenant_id`,`kind`,`label`);--> statement-breakpoint
CREATE TABLE `segment_movement` (
	`tenant_id` text NOT NULL,
	`movement_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`kind` text NOT NULL,
	`previous_segment` text,
	`new_segment` text NOT NULL,
	`segmentation_score` real NOT NULL,
	`reason_codes` text NOT NULL,
	`confidence` real NOT NULL,
	`model_version` text NOT NULL,
	`moved_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `movement_id`)
);
--> statement-breakpoint
CREATE INDEX `segment_movement_moved` ON `segment_movement` (`tenant_id`,`kind`,`moved_at`);--> statement-breakpoint
CREATE INDEX `segment_movement_customer` ON `segment_movement` (`tenant_id`,`customer_id`);--> statement-breakpoint
ALTER TABLE `customer_order` ADD `lines` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `customer_order` ADD `store_id` text;--> statement-breakpoint
CREATE INDEX `customer_order_customer` ON `customer_order` (`tenant_id`,`customer_id`);