CREATE TABLE `order_teller` (
	`tenant_id` text NOT NULL,
	`order_key` text NOT NULL,
	`teller_id` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `order_key`, `teller_id`)
);
--> statement-breakpoint
CREATE TABLE `withdrawn_teller` (
	`tenant_id` text NOT NULL,
	`teller_id` text NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `teller_id`)
);
--> statement-breakpoint
ALTER TABLE `customer_import` ADD `is_remembered` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `customer_import` ADD `undo` text;