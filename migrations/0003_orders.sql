ALTER TABLE `customer_order` ADD `has_shops_word` integer DEFAULT true NOT NULL;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `placed_rank` text DEFAULT '~' NOT NULL;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `content_rank` text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `tenant_minor_rate` real;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `gross_minor` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `tax_minor` integer;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `shipping_minor` integer;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `discount_minor` integer;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `refunds` text DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `refunds_told_by_others` text DEFAULT '{}' NOT NULL;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `paid_at` integer;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `fulfilled_at` integer;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `is_cancelled` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `is_refunded_whole` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `customer_order` ADD `amount_tenant_minor` integer;
--> statement-breakpoint
ALTER TABLE `sales_day` ADD `revenue_tenant_minor` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE `sales_day` ADD `unconverted_count` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE `sales_day` ADD `unconverted_minor` integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
DROP TABLE `product`;
--> statement-breakpoint
CREATE TABLE `product` (
	`tenant_id` text NOT NULL,
	`source` text NOT NULL,
	`product_id` text NOT NULL,
	`described_at` integer NOT NULL,
	`facts` text NOT NULL,
	`variants_listed_by` text NOT NULL,
	`name` text GENERATED ALWAYS AS (json_extract(facts, '$.name[1]')) VIRTUAL,
	`category` text GENERATED ALWAYS AS (json_extract(facts, '$.category[1]')) VIRTUAL,
	`brand` text GENERATED ALWAYS AS (json_extract(facts, '$.brand[1]')) VIRTUAL,
	`url` text GENERATED ALWAYS AS (json_extract(facts, '$.url[1]')) VIRTUAL,
	`image_url` text GENERATED ALWAYS AS (json_extract(facts, '$.imageUrl[1]')) VIRTUAL,
	`is_listed` integer GENERATED ALWAYS AS (coalesce(json_extract(facts, '$.isListed[1]'), true)) VIRTUAL NOT NULL,
	`is_deleted` integer GENERATED ALWAYS AS (coalesce(json_extract(facts, '$.isDeleted[1]'), false)) VIRTUAL NOT NULL,
	PRIMARY KEY(`tenant_id`, `source`, `product_id`)
);
--> statement-breakpoint
DROP TABLE `product_variant`;
--> statement-breakpoint
CREATE TABLE `product_variant` (
	`tenant_id` text NOT NULL,
	`source` text NOT NULL,
	`variant_id` text NOT NULL,
	`described_at` integer NOT NULL,
	`facts` text NOT NULL,
	`listed_by` text NOT NULL,
	`product_id` text GENERATED ALWAYS AS (json_extract(facts, '$.productId[1]')) VIRTUAL,
	`name` text GENERATED ALWAYS AS (json_extract(facts, '$.name[1]')) VIRTUAL,
	`sku` text GENERATED ALWAYS AS (json_extract(facts, '$.sku[1]')) VIRTUAL,
	`stock_item_id` text GENERATED ALWAYS AS (json_extract(facts, '$.stockItemId[1]')) VIRTUAL,
	`price_minor` integer GENERATED ALWAYS AS (json_extract(facts, '$.priceMinor[1]')) VIRTUAL,
	`currency` text GENERATED ALWAYS AS (json_extract(facts, '$.currency[1]')) VIRTUAL,
	`is_deleted` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `source`, `variant_id`)
);
--> statement-breakpoint
CREATE INDEX `product_variant_product` ON `product_variant` (`tenant_id`,`source`,`product_id`);
--> statement-breakpoint
CREATE INDEX `product_variant_stock_item` ON `product_variant` (`tenant_id`,`source`,`stock_item_id`);
--> statement-breakpoint
DROP TABLE `store`;
--> statement-breakpoint
CREATE TABLE `store` (
	`tenant_id` text NOT NULL,
	`source` text NOT NULL,
	`store_id` text NOT NULL,
	`described_at` integer NOT NULL,
	`facts` text NOT NULL,
	`name` text GENERATED ALWAYS AS (json_extract(facts, '$.name[1]')) VIRTUAL,
	`city` text GENERATED ALWAYS AS (json_extract(facts, '$.city[1]')) VIRTUAL,
	`country` text GENERATED ALWAYS AS (json_extract(facts, '$.country[1]')) VIRTUAL,
	`is_closed` integer GENERATED ALWAYS AS (coalesce(json_extract(facts, '$.isClosed[1]'), false)) VIRTUAL NOT NULL,
	PRIMARY KEY(`tenant_id`, `source`, `store_id`)
);
--> statement-breakpoint
DROP TABLE `inventory`;
--> statement-breakpoint
CREATE TABLE `inventory` (
	`tenant_id` text NOT NULL,
	`source` text NOT NULL,
	`stock_item_id` text NOT NULL,
	`store_id` text NOT NULL,
	`counted_at` integer NOT NULL,
	`counted_by` text NOT NULL,
	`available_quantity` real NOT NULL,
	PRIMARY KEY(`tenant_id`, `source`, `stock_item_id`, `store_id`)
);
--> statement-breakpoint
UPDATE `customer_order` SET `gross_minor` = `amount_minor`, `is_cancelled` = (`status` = 'cancelled');
--> statement-breakpoint
UPDATE `customer_order` SET `tenant_minor_rate` = 1, `amount_tenant_minor` = `amount_minor`
	WHERE `currency` = (SELECT `currency` FROM `tenant` WHERE `tenant`.`tenant_id` = `customer_order`.`tenant_id`);
--> statement-breakpoint
UPDATE `sales_day` SET `revenue_tenant_minor` = `revenue_minor`
	WHERE `currency` = (SELECT `currency` FROM `tenant` WHERE `tenant`.`tenant_id` = `sales_day`.`tenant_id`);
--> statement-breakpoint
UPDATE `sales_day` SET `unconverted_count` = `order_count`, `unconverted_minor` = `revenue_minor`
	WHERE `currency` <> (SELECT `currency` FROM `tenant` WHERE `tenant`.`tenant_id` = `sales_day`.`tenant_id`);
