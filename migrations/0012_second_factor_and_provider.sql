ALTER TABLE `identity_provider` ADD `required_acr` text;--> statement-breakpoint
ALTER TABLE `identity_provider` ADD `required_amr` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `user_account` ADD `sealed_next_totp_secret` text;--> statement-breakpoint
ALTER TABLE `user_account` ADD `provider_issuer` text;--> statement-breakpoint
ALTER TABLE `user_account` ADD `provider_subject` text;--> statement-breakpoint
CREATE UNIQUE INDEX `user_account_provider` ON `user_account` (`tenant_id`,`provider_issuer`,`provider_subject`);--> statement-breakpoint
ALTER TABLE `audit_log` ADD `caller_network` text;--> statement-breakpoint
ALTER TABLE `tenant` ADD `second_factor_roles` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `tenant` ADD `second_factor_since` integer;