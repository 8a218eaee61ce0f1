-- ETEngine's production as it was in February 2012: 21 tables and the migrations table.
-- Structure: db/schema.rb of quintel/etengine at 6543cc653 (2012-02-23), schema version 20120127090628, the
-- revision whose merge of the staging branch became the release of that month.
-- A schema.rb of those years says nothing of engines and charsets. Each table has those of the first schema.rb
-- that does (October 2017), so scenarios is MyISAM; a table that was gone by then is InnoDB with utf8mb4.
SET NAMES utf8mb4;
SET FOREIGN_KEY_CHECKS=0;

CREATE TABLE `areas` (
  `id` int NOT NULL AUTO_INCREMENT,
  `country` varchar(255) DEFAULT NULL,
  `co2_price` float DEFAULT NULL,
  `co2_percentage_free` float DEFAULT NULL,
  `el_import_capacity` float DEFAULT NULL,
  `el_export_capacity` float DEFAULT NULL,
  `co2_emission_1990` float DEFAULT NULL,
  `co2_emission_2009` float DEFAULT NULL,
  `co2_emission_electricity_1990` float DEFAULT NULL,
  `roof_surface_available_pv` float DEFAULT NULL,
  `coast_line` float DEFAULT NULL,
  `offshore_suitable_for_wind` float DEFAULT NULL,
  `onshore_suitable_for_wind` float DEFAULT NULL,
  `areable_land` float DEFAULT NULL,
  `available_land` float DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `land_available_for_solar` float DEFAULT NULL,
  `km_per_car` float DEFAULT NULL,
  `import_electricity_primary_demand_factor` float DEFAULT '1.82',
  `export_electricity_primary_demand_factor` float DEFAULT '1.0',
  `capacity_buffer_in_mj_s` float DEFAULT NULL,
  `capacity_buffer_decentral_in_mj_s` float DEFAULT NULL,
  `km_per_truck` float DEFAULT NULL,
  `annual_infrastructure_cost_electricity` float DEFAULT NULL,
  `number_households` float DEFAULT NULL,
  `number_inhabitants` float DEFAULT NULL,
  `use_network_calculations` tinyint(1) DEFAULT NULL,
  `has_coastline` tinyint(1) DEFAULT NULL,
  `has_mountains` tinyint(1) DEFAULT NULL,
  `has_lignite` tinyint(1) DEFAULT NULL,
  `annual_infrastructure_cost_gas` float DEFAULT NULL,
  `entity` varchar(255) DEFAULT NULL,
  `percentage_of_new_houses` float DEFAULT NULL,
  `recirculation` float DEFAULT NULL,
  `heat_recovery` float DEFAULT NULL,
  `ventilation_rate` float DEFAULT NULL,
  `market_share_daylight_control` float DEFAULT NULL,
  `market_share_motion_detection` float DEFAULT NULL,
  `buildings_heating_share_offices` float DEFAULT NULL,
  `buildings_heating_share_schools` float DEFAULT NULL,
  `buildings_heating_share_other` float DEFAULT NULL,
  `roof_surface_available_pv_buildings` float DEFAULT NULL,
  `insulation_level_existing_houses` float DEFAULT NULL,
  `insulation_level_new_houses` float DEFAULT NULL,
  `insulation_level_schools` float DEFAULT NULL,
  `insulation_level_offices` float DEFAULT NULL,
  `has_buildings` tinyint(1) DEFAULT NULL,
  `has_agriculture` tinyint(1) DEFAULT '1',
  `current_electricity_demand_in_mj` bigint DEFAULT '1',
  `has_solar_csp` tinyint(1) DEFAULT NULL,
  `has_old_technologies` tinyint(1) DEFAULT NULL,
  `parent_id` int DEFAULT NULL,
  `has_cold_network` tinyint(1) DEFAULT NULL,
  `cold_network_potential` float DEFAULT NULL,
  `has_heat_import` tinyint(1) DEFAULT NULL,
  `has_industry` tinyint(1) DEFAULT NULL,
  `has_other` tinyint(1) DEFAULT NULL,
  `has_fce` tinyint(1) DEFAULT NULL,
  `input_values` text,
  PRIMARY KEY (`id`),
  KEY `index_areas_on_parent_id` (`parent_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `blueprint_layouts` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `blueprint_models` (
  `id` int NOT NULL AUTO_INCREMENT,
  `title` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `carriers` (
  `id` int NOT NULL AUTO_INCREMENT,
  `carrier_id` int DEFAULT NULL,
  `key` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `infinite` tinyint(1) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `carrier_color` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_carriers_on_carrier_id` (`carrier_id`),
  KEY `index_carriers_on_key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `converter_positions` (
  `id` int NOT NULL AUTO_INCREMENT,
  `converter_id` int DEFAULT NULL,
  `x` int DEFAULT NULL,
  `y` int DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `hidden` tinyint(1) DEFAULT NULL,
  `blueprint_layout_id` int DEFAULT NULL,
  `converter_key` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_converter_positions_on_converter_id` (`converter_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `converters` (
  `id` int NOT NULL AUTO_INCREMENT,
  `converter_id` int DEFAULT NULL,
  `key` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `use_id` int DEFAULT NULL,
  `sector_id` int DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `energy_balance_group_id` int DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `converters_groups` (
  `converter_id` int DEFAULT NULL,
  `group_id` int DEFAULT NULL,
  KEY `index_converters_groups_on_converter_id_and_group_id` (`converter_id`,`group_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `energy_balance_groups` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `graphviz_color` varchar(255) DEFAULT NULL,
  `graphviz_default_x` int DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `fce_values` (
  `id` int NOT NULL AUTO_INCREMENT,
  `using_country` varchar(255) DEFAULT NULL,
  `origin_country` varchar(255) DEFAULT NULL,
  `co2_exploration_per_mj` float DEFAULT NULL,
  `co2_extraction_per_mj` float DEFAULT NULL,
  `co2_treatment_per_mj` float DEFAULT NULL,
  `co2_transportation_per_mj` float DEFAULT NULL,
  `co2_conversion_per_mj` float DEFAULT NULL,
  `co2_waste_treatment_per_mj` float DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `carrier` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

CREATE TABLE `gql_test_cases` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `instruction` longtext,
  `description` text,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `settings` longtext,
  `inputs` longtext,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `gqueries` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `query` text,
  `name` varchar(255) DEFAULT NULL,
  `description` text,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `not_cacheable` tinyint(1) DEFAULT '0',
  `unit` varchar(255) DEFAULT NULL,
  `deprecated_key` varchar(255) DEFAULT NULL,
  `gquery_group_id` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_gqueries_on_gquery_group_id` (`gquery_group_id`),
  KEY `index_gqueries_on_key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `gquery_groups` (
  `id` int NOT NULL AUTO_INCREMENT,
  `group_key` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `description` text,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `graphs` (
  `id` int NOT NULL AUTO_INCREMENT,
  `blueprint_id` int DEFAULT NULL,
  `dataset_id` int DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_graphs_on_blueprint_id` (`blueprint_id`),
  KEY `index_user_graphs_on_graph_data_id` (`dataset_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `groups` (
  `id` int NOT NULL AUTO_INCREMENT,
  `title` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `key` varchar(255) DEFAULT NULL,
  `shortcut` varchar(255) DEFAULT NULL,
  `group_id` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_groups_on_group_id` (`group_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `input_tool_forms` (
  `id` int NOT NULL AUTO_INCREMENT,
  `area_code` varchar(255) DEFAULT NULL,
  `code` varchar(255) DEFAULT NULL,
  `values` text,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `inputs` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `key` varchar(255) DEFAULT NULL,
  `keys` text,
  `attr_name` varchar(255) DEFAULT NULL,
  `share_group` varchar(255) DEFAULT NULL,
  `start_value_gql` varchar(255) DEFAULT NULL,
  `min_value_gql` varchar(255) DEFAULT NULL,
  `max_value_gql` varchar(255) DEFAULT NULL,
  `min_value` float DEFAULT NULL,
  `max_value` float DEFAULT NULL,
  `start_value` float DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `update_type` varchar(255) DEFAULT NULL,
  `unit` varchar(255) DEFAULT NULL,
  `factor` float DEFAULT NULL,
  `label` varchar(255) DEFAULT NULL,
  `comments` text,
  `label_query` varchar(255) DEFAULT NULL,
  `updateable_period` varchar(255) NOT NULL DEFAULT 'future',
  `query` text,
  `v1_legacy_unit` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `unique api key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `query_table_cells` (
  `id` int NOT NULL AUTO_INCREMENT,
  `query_table_id` int DEFAULT NULL,
  `row` int DEFAULT NULL,
  `column` int DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `gquery` text,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_query_table_cells_on_query_table_id` (`query_table_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `query_tables` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `description` text,
  `row_count` int DEFAULT NULL,
  `column_count` int DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `roles` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `scenarios` (
  `id` int NOT NULL AUTO_INCREMENT,
  `author` varchar(255) DEFAULT NULL,
  `title` varchar(255) DEFAULT NULL,
  `description` text,
  `user_updates` text,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `user_values` text,
  `end_year` int DEFAULT '2040',
  `country` varchar(255) DEFAULT NULL,
  `in_start_menu` tinyint(1) DEFAULT NULL,
  `region` varchar(255) DEFAULT NULL,
  `user_id` int DEFAULT NULL,
  `complexity` int DEFAULT '3',
  `scenario_type` varchar(255) DEFAULT NULL,
  `preset_scenario_id` int DEFAULT NULL,
  `type` varchar(255) DEFAULT NULL,
  `use_fce` tinyint(1) DEFAULT NULL,
  `present_updated_at` datetime DEFAULT NULL,
  `protected` tinyint(4) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `users` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) NOT NULL,
  `email` varchar(255) NOT NULL,
  `company_school` varchar(255) DEFAULT NULL,
  `allow_news` tinyint(1) DEFAULT '1',
  `heared_first_at` varchar(255) DEFAULT '..',
  `crypted_password` varchar(255) DEFAULT NULL,
  `password_salt` varchar(255) DEFAULT NULL,
  `persistence_token` varchar(255) NOT NULL,
  `perishable_token` varchar(255) NOT NULL,
  `login_count` int NOT NULL DEFAULT '0',
  `failed_login_count` int NOT NULL DEFAULT '0',
  `last_request_at` datetime DEFAULT NULL,
  `current_login_at` datetime DEFAULT NULL,
  `last_login_at` datetime DEFAULT NULL,
  `current_login_ip` varchar(255) DEFAULT NULL,
  `last_login_ip` varchar(255) DEFAULT NULL,
  `role_id` int DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `openid_identifier` varchar(255) DEFAULT NULL,
  `phone_number` varchar(255) DEFAULT NULL,
  `group` varchar(255) DEFAULT NULL,
  `trackable` varchar(255) DEFAULT '0',
  `send_score` tinyint(1) DEFAULT '0',
  `new_round` tinyint(1) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_users_on_trackable` (`trackable`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `schema_migrations` (
  `version` varchar(255) NOT NULL,
  UNIQUE KEY `unique_schema_migrations` (`version`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
INSERT INTO `schema_migrations` (`version`) VALUES
  ('20111102095022'),
  ('20111107082350'),
  ('20111109105129'),
  ('20111118105304'),
  ('20111124155441'),
  ('20111206100559'),
  ('20111220093224'),
  ('20120104152354'),
  ('20120106055413'),
  ('20120118111249'),
  ('20120127062850'),
  ('20120127090628');

SET FOREIGN_KEY_CHECKS=1;
