CREATE TABLE `replaced_rate` (
	`tenant_id` text NOT NULL,
	`currency` text NOT NULL,
	`day` text NOT NULL,
	`rate` real NOT NULL,
	`replaced_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `currency`, `day`, `rate`)
);
--> statement-breakpoint
CREATE INDEX `customer_order_unrated` ON `customer_order` (`tenant_id`,`currency`,`day`) WHERE "customer_order"."tenant_minor_rate" is null;