CREATE TABLE `destination_ledger` (
	`tenant_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`destination_id` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`revision` integer NOT NULL,
	`content_hash` integer,
	`remote_id` text,
	`problem` text,
	`run_id` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `customer_id`, `destination_id`)
);
--> statement-breakpoint
CREATE INDEX `destination_ledger_remote` ON `destination_ledger` (`tenant_id`,`destination_id`,`remote_id`);--> statement-breakpoint
CREATE INDEX `destination_ledger_open` ON `destination_ledger` (`tenant_id`,`destination_id`,`state`,`customer_id`) WHERE state in ('rejected', 'leaving', 'erased');--> statement-breakpoint
CREATE TABLE `destination_run` (
	`tenant_id` text NOT NULL,
	`run_id` text NOT NULL,
	`destination_id` text NOT NULL,
	`state` text NOT NULL,
	`step` integer NOT NULL,
	`cursor` text NOT NULL,
	`started_at` integer NOT NULL,
	`progressed_at` integer NOT NULL,
	`finished_at` integer,
	`sent_count` integer NOT NULL,
	`unchanged_count` integer NOT NULL,
	`held_count` integer NOT NULL,
	`rejected_count` integer NOT NULL,
	`removed_count` integer NOT NULL,
	`erased_count` integer NOT NULL,
	`failure` text,
	PRIMARY KEY(`tenant_id`, `run_id`)
);
--> statement-breakpoint
CREATE INDEX `destination_run_destination` ON `destination_run` (`tenant_id`,`destination_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `destination` (
	`tenant_id` text NOT NULL,
	`destination_id` text NOT NULL,
	`source` text NOT NULL,
	`connection_id` text NOT NULL,
	`label` text NOT NULL,
	`status` text NOT NULL,
	`revision` integer NOT NULL,
	`fields` text NOT NULL,
	`constants` text NOT NULL,
	`audience` text NOT NULL,
	`purpose` text NOT NULL,
	`when_leaving` text NOT NULL,
	`every_minutes` integer,
	`options` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `destination_id`)
);
