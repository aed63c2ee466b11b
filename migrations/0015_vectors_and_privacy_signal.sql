CREATE TABLE `vector_set` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`set_id` text NOT NULL,
	`artifact_key` text NOT NULL,
	`vector_count` integer NOT NULL,
	`sent_count` integer NOT NULL,
	`begun_at` integer NOT NULL,
	`ready_at` integer
);
--> statement-breakpoint
ALTER TABLE `tenant` ADD `is_privacy_signal_ignored` integer DEFAULT false NOT NULL;