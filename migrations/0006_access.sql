CREATE TABLE `account_link` (
	`link_hash` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`user_id` text NOT NULL,
	`purpose` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE TABLE `identity_provider` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`issuer` text NOT NULL,
	`client_id` text NOT NULL,
	`sealed_client_secret` text NOT NULL,
	`email_domains` text NOT NULL,
	`new_user_role` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `user_session` (
	`session_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`refresh_count` integer NOT NULL,
	`refreshed_at` integer NOT NULL,
	`method` text NOT NULL,
	`user_agent` text NOT NULL,
	`revoked_at` integer,
	`revoked_because` text
);
--> statement-breakpoint
CREATE INDEX `user_session_user` ON `user_session` (`tenant_id`,`user_id`);--> statement-breakpoint
CREATE TABLE `audit_log` (
	`tenant_id` text NOT NULL,
	`audit_id` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor` text NOT NULL,
	`role` text NOT NULL,
	`operation` text NOT NULL,
	`subject` text NOT NULL,
	`status` integer NOT NULL,
	`request_id` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `audit_id`)
);
--> statement-breakpoint
CREATE INDEX `audit_log_time` ON `audit_log` (`tenant_id`,`occurred_at`);--> statement-breakpoint
CREATE TABLE `audit_seal` (
	`tenant_id` text NOT NULL,
	`day` text NOT NULL,
	`row_count` integer NOT NULL,
	`seal_hash` text NOT NULL,
	`sealed_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `day`)
);
--> statement-breakpoint
CREATE TABLE `retention_run` (
	`tenant_id` text NOT NULL,
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`older_than` integer NOT NULL,
	`deleted_count` integer NOT NULL,
	`completed_at` integer,
	PRIMARY KEY(`tenant_id`, `day`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `__new_user_account` (
	`user_id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`email` text NOT NULL,
	`display_name` text NOT NULL,
	`role` text NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`password_hash` text,
	`sealed_totp_secret` text,
	`totp_confirmed_at` integer,
	`totp_last_step` integer,
	`recovery_code_hashes` text DEFAULT '[]' NOT NULL,
	`failed_attempt_count` integer DEFAULT 0 NOT NULL,
	`locked_until` integer,
	`last_signed_in_at` integer,
	`is_demo` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
INSERT INTO `__new_user_account` (`user_id`, `tenant_id`, `email`, `display_name`, `role`, `password_hash`, `is_demo`, `created_at`)
SELECT 'usr_' || lower(hex(randomblob(10))), `tenant_id`, `email`, `display_name`, CASE WHEN `role` = 'manager' AND `is_demo` = 0 THEN 'owner' ELSE `role` END, `password_hash`, `is_demo`, `created_at` FROM `user_account`;--> statement-breakpoint
DROP TABLE `user_account`;--> statement-breakpoint
ALTER TABLE `__new_user_account` RENAME TO `user_account`;--> statement-breakpoint
CREATE UNIQUE INDEX `user_account_email` ON `user_account` (`tenant_id`,`email`);--> statement-breakpoint
CREATE INDEX `user_account_sign_in` ON `user_account` (`email`);--> statement-breakpoint
ALTER TABLE `customer_profile` ADD `restricted_at` integer;--> statement-breakpoint
ALTER TABLE `customer_profile` ADD `is_profiling_allowed` integer;--> statement-breakpoint
ALTER TABLE `privacy_request` ADD `due_at` integer;--> statement-breakpoint
ALTER TABLE `privacy_request` ADD `result_key` text;--> statement-breakpoint
ALTER TABLE `privacy_request` ADD `result_until` integer;--> statement-breakpoint
ALTER TABLE `api_key` ADD `key_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE `api_key` SET `key_id` = lower(hex(randomblob(4)));--> statement-breakpoint
ALTER TABLE `api_key` ADD `scopes` text;--> statement-breakpoint
ALTER TABLE `api_key` ADD `allowed_origins` text;--> statement-breakpoint
ALTER TABLE `api_key` ADD `created_by` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `api_key` ADD `expires_at` integer;--> statement-breakpoint
ALTER TABLE `api_key` ADD `last_used_at` integer;--> statement-breakpoint
ALTER TABLE `api_key` ADD `revoked_at` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `api_key_id` ON `api_key` (`key_id`);--> statement-breakpoint
CREATE INDEX `api_key_tenant` ON `api_key` (`tenant_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `tenant` ADD `status` text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE `tenant` ADD `residency` text DEFAULT 'anywhere' NOT NULL;--> statement-breakpoint
ALTER TABLE `tenant` ADD `retention` text;--> statement-breakpoint
ALTER TABLE `tenant` ADD `is_profiling_opt_out` integer;--> statement-breakpoint
CREATE TRIGGER `audit_log_is_not_changed` BEFORE UPDATE ON `audit_log` BEGIN SELECT raise(abort, 'audit_log is append-only'); END;--> statement-breakpoint
CREATE TRIGGER `audit_log_is_not_deleted_young` BEFORE DELETE ON `audit_log` WHEN old.occurred_at > (unixepoch() - 90 * 86400) * 1000 BEGIN SELECT raise(abort, 'audit_log is append-only'); END;
