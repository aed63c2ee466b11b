CREATE TABLE `import_part` (
	`tenant_id` text NOT NULL,
	`import_id` text NOT NULL,
	`part_number` integer NOT NULL,
	`etag` text NOT NULL,
	`byte_count` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `import_id`, `part_number`)
);
--> statement-breakpoint
CREATE TABLE `saved_mapping` (
	`tenant_id` text NOT NULL,
	`mapping_id` text NOT NULL,
	`file_name` text NOT NULL,
	`columns` text NOT NULL,
	`mapping` text NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `mapping_id`)
);
--> statement-breakpoint
ALTER TABLE `customer_import` ADD `mapping_from` text DEFAULT 'guess' NOT NULL;--> statement-breakpoint
ALTER TABLE `customer_import` ADD `upload_id` text;--> statement-breakpoint
UPDATE `customer_import` SET `mapping` = json_set(`mapping`, '$.kind', 'orders') WHERE `mapping` IS NOT NULL;
