CREATE TABLE `forecast_accuracy` (
	`tenant_id` text NOT NULL,
	`to_day` integer NOT NULL,
	`horizon_days` integer NOT NULL,
	`level` text NOT NULL,
	`group_kind` text NOT NULL,
	`group_name` text NOT NULL,
	`as_of_day` integer NOT NULL,
	`was_told` integer NOT NULL,
	`series_count` integer NOT NULL,
	`actual_units` real NOT NULL,
	`wape_rate` real,
	`bias_rate` real,
	`rmsse` real,
	`mase` real,
	`pinball_rate` real,
	`coverage_80_rate` real,
	`coverage_95_rate` real,
	`naive_wape_rate` real,
	PRIMARY KEY(`tenant_id`, `to_day`, `horizon_days`, `level`, `group_kind`, `group_name`)
);
--> statement-breakpoint
CREATE TABLE `forecast_alert` (
	`tenant_id` text NOT NULL,
	`to_day` integer NOT NULL,
	`kind` text NOT NULL,
	`level` text NOT NULL,
	`sku` text NOT NULL,
	`store_id` text NOT NULL,
	`category` text NOT NULL,
	`region` text NOT NULL,
	`name` text,
	`actual` real NOT NULL,
	`expected` real NOT NULL,
	`low` real,
	`high` real,
	`worth_minor` real NOT NULL,
	`noticed_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `to_day`, `kind`, `level`, `sku`, `store_id`, `category`, `region`)
);
--> statement-breakpoint
CREATE TABLE `forecast_run` (
	`tenant_id` text NOT NULL,
	`run_id` text NOT NULL,
	`made_at` integer NOT NULL,
	`as_of_day` integer NOT NULL,
	`basis` text NOT NULL,
	`responses` text NOT NULL,
	`series_count` integer NOT NULL,
	`lane_counts` text NOT NULL,
	`told_key` text,
	PRIMARY KEY(`tenant_id`, `run_id`)
);
--> statement-breakpoint
CREATE TABLE `forecast` (
	`tenant_id` text NOT NULL,
	`level` text NOT NULL,
	`sku` text NOT NULL,
	`store_id` text NOT NULL,
	`category` text NOT NULL,
	`region` text NOT NULL,
	`run_id` text NOT NULL,
	`product_id` text,
	`name` text,
	`demand_class` text NOT NULL,
	`abc_class` text NOT NULL,
	`xyz_class` text NOT NULL,
	`lane` text NOT NULL,
	`members` text NOT NULL,
	`fallback` text,
	`outlook` text NOT NULL,
	`unit_price_minor` real,
	`units_last_28` real NOT NULL,
	`units_next_28` real NOT NULL,
	`units_next_28_low_80` real NOT NULL,
	`units_next_28_high_80` real NOT NULL,
	`revenue_next_28_minor` real NOT NULL,
	`wape_rate` real,
	`bias_rate` real,
	`stock_out_days` integer NOT NULL,
	`first_sale_day` integer,
	PRIMARY KEY(`tenant_id`, `level`, `sku`, `store_id`, `category`, `region`)
);
--> statement-breakpoint
CREATE INDEX `forecast_list` ON `forecast` (`tenant_id`,`level`,`sku`,`store_id`,`category`,`region`,`name`,`demand_class`,`abc_class`,`units_last_28`,`units_next_28`,`revenue_next_28_minor`,`wape_rate`);--> statement-breakpoint
CREATE TABLE `inbound_stock` (
	`tenant_id` text NOT NULL,
	`inbound_id` text NOT NULL,
	`sku` text NOT NULL,
	`store_id` text NOT NULL,
	`quantity` real NOT NULL,
	`expected_day` text NOT NULL,
	`reference` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `inbound_id`)
);
--> statement-breakpoint
CREATE INDEX `inbound_stock_item` ON `inbound_stock` (`tenant_id`,`sku`,`store_id`);--> statement-breakpoint
CREATE TABLE `supply_rule` (
	`tenant_id` text NOT NULL,
	`sku` text NOT NULL,
	`store_id` text NOT NULL,
	`supplier` text,
	`lead_time_days` integer,
	`review_period_days` integer,
	`service_level_rate` real,
	`pack_size` real,
	`minimum_order_quantity` real,
	`unit_cost_minor` real,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `sku`, `store_id`)
);
--> statement-breakpoint
CREATE TABLE `calendar_event` (
	`tenant_id` text NOT NULL,
	`event_id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`store_id` text,
	`category` text,
	`expected_change_rate` real,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `event_id`)
);
--> statement-breakpoint
CREATE INDEX `calendar_event_day` ON `calendar_event` (`tenant_id`,`from_day`);--> statement-breakpoint
CREATE TABLE `reported_sales` (
	`tenant_id` text NOT NULL,
	`source` text NOT NULL,
	`day` text NOT NULL,
	`store_id` text NOT NULL,
	`channel` text NOT NULL,
	`part` text NOT NULL,
	`reported_at` integer NOT NULL,
	`lines` text NOT NULL,
	`mark` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `source`, `day`, `store_id`, `channel`, `part`)
);
--> statement-breakpoint
CREATE INDEX `reported_sales_day` ON `reported_sales` (`tenant_id`,`day`,`mark`);--> statement-breakpoint
CREATE TABLE `sales_file` (
	`tenant_id` text NOT NULL,
	`file_key` text NOT NULL,
	`from_day` integer NOT NULL,
	`to_day` integer NOT NULL,
	`day_marks` text NOT NULL,
	`sale_count` integer NOT NULL,
	`byte_count` integer NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `file_key`)
);
--> statement-breakpoint
CREATE TABLE `stock_day` (
	`tenant_id` text NOT NULL,
	`source` text NOT NULL,
	`stock_item_id` text NOT NULL,
	`store_id` text NOT NULL,
	`day` text NOT NULL,
	`first_counted_at` integer NOT NULL,
	`first_quantity` real NOT NULL,
	`last_counted_at` integer NOT NULL,
	`last_quantity` real NOT NULL,
	`most_quantity` real NOT NULL,
	PRIMARY KEY(`tenant_id`, `source`, `stock_item_id`, `store_id`, `day`)
);
--> statement-breakpoint
ALTER TABLE `sales_day` ADD `mark` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `product_variant_sku` ON `product_variant` (`tenant_id`,`sku`);