-- Rows of orders are long. Sorted by their key (`WITHOUT ROWID`), each of a batch lay in a page of its own, which was written whole:
-- docs/decisions/0007-rowid-tables-for-long-rows.md.
CREATE TABLE `customer_order_by_row` (
	`tenant_id` text NOT NULL,
	`order_key` text NOT NULL,
	`version` integer NOT NULL,
	`customer_id` text,
	`has_shops_word` integer DEFAULT true NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`channel` text NOT NULL,
	`placed_at` integer NOT NULL,
	`placed_rank` text DEFAULT '~' NOT NULL,
	`day` text NOT NULL,
	`content_rank` text DEFAULT '' NOT NULL,
	`currency` text NOT NULL,
	`tenant_minor_rate` real,
	`gross_minor` integer DEFAULT 0 NOT NULL,
	`tax_minor` integer,
	`shipping_minor` integer,
	`discount_minor` integer,
	`line_count` integer NOT NULL,
	`lines` text DEFAULT '[]' NOT NULL,
	`store_id` text,
	`refunds` text DEFAULT '{}' NOT NULL,
	`refunds_told_by_others` text DEFAULT '{}' NOT NULL,
	`paid_at` integer,
	`fulfilled_at` integer,
	`is_cancelled` integer DEFAULT false NOT NULL,
	`is_refunded_whole` integer DEFAULT false NOT NULL,
	`amount_minor` integer NOT NULL,
	`amount_tenant_minor` integer,
	PRIMARY KEY(`tenant_id`, `order_key`)
);
--> statement-breakpoint
INSERT INTO `customer_order_by_row` (`tenant_id`, `order_key`, `version`, `customer_id`, `has_shops_word`, `kind`, `status`, `channel`,
	`placed_at`, `placed_rank`, `day`, `content_rank`, `currency`, `tenant_minor_rate`, `gross_minor`, `tax_minor`, `shipping_minor`,
	`discount_minor`, `line_count`, `lines`, `store_id`, `refunds`, `refunds_told_by_others`, `paid_at`, `fulfilled_at`, `is_cancelled`,
	`is_refunded_whole`, `amount_minor`, `amount_tenant_minor`)
SELECT `tenant_id`, `order_key`, `version`, `customer_id`, `has_shops_word`, `kind`, `status`, `channel`,
	`placed_at`, `placed_rank`, `day`, `content_rank`, `currency`, `tenant_minor_rate`, `gross_minor`, `tax_minor`, `shipping_minor`,
	`discount_minor`, `line_count`, `lines`, `store_id`, `refunds`, `refunds_told_by_others`, `paid_at`, `fulfilled_at`, `is_cancelled`,
	`is_refunded_whole`, `amount_minor`, `amount_tenant_minor`
FROM `customer_order`;
--> statement-breakpoint
DROP TABLE `customer_order`;
--> statement-breakpoint
ALTER TABLE `customer_order_by_row` RENAME TO `customer_order`;
--> statement-breakpoint
CREATE INDEX `customer_order_day` ON `customer_order` (`tenant_id`,`day`,`customer_id`,`order_key`);
--> statement-breakpoint
CREATE INDEX `customer_order_customer` ON `customer_order` (`tenant_id`,`customer_id`);
