CREATE TABLE `rate_correction` (
	`tenant_id` text NOT NULL,
	`currency` text NOT NULL,
	`day` text NOT NULL,
	`until_day` text NOT NULL,
	`after_day` text NOT NULL,
	`after_order_key` text DEFAULT '' NOT NULL,
	`has_left` integer DEFAULT false NOT NULL,
	`round` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`noted_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `currency`, `day`)
);
--> statement-breakpoint
CREATE INDEX `customer_order_unrated` ON `customer_order` (`tenant_id`,`currency`,`day`,`order_key`) WHERE "customer_order"."tenant_minor_rate" is null;