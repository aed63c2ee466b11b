ALTER TABLE `model_version` ADD `origin` text DEFAULT 'trained' NOT NULL;--> statement-breakpoint
ALTER TABLE `model_version` ADD `artifact_deleted_at` integer;