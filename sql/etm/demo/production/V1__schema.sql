-- ETModel's production as it was in August 2011: 32 tables and the migrations table.
-- Structure: db/schema.rb of quintel/etmodel at b6ae7c0ef (2011-08-01), schema version 20110801145543, the first
-- revision that has comments. Their commentable_type is still an integer, and there is no sessions table.
-- A schema.rb of those years says nothing of engines and charsets. Each table has those of the first schema.rb
-- that does (June 2017); a table that was gone by then is InnoDB with utf8mb4.
SET NAMES utf8mb4;
SET FOREIGN_KEY_CHECKS=0;

CREATE TABLE `area_dependencies` (
  `id` int NOT NULL AUTO_INCREMENT,
  `dependent_on` varchar(255) DEFAULT NULL,
  `description` text,
  `dependable_id` int DEFAULT NULL,
  `dependable_type` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_area_dependencies_on_dependable_id_and_dependable_type` (`dependable_id`,`dependable_type`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `comments` (
  `id` int NOT NULL AUTO_INCREMENT,
  `commentable_id` int DEFAULT NULL,
  `commentable_type` int DEFAULT NULL,
  `user_id` int DEFAULT NULL,
  `email` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `title` varchar(255) DEFAULT NULL,
  `body` text,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_comments_on_commentable_type_and_commentable_id` (`commentable_type`,`commentable_id`),
  KEY `index_comments_on_user_id` (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `constraints` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `extended_title` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `gquery_key` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_constraints_on_key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `descriptions` (
  `id` int NOT NULL AUTO_INCREMENT,
  `content_en` text,
  `short_content_en` text,
  `describable_id` int DEFAULT NULL,
  `describable_type` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `content_nl` text,
  `short_content_nl` text,
  PRIMARY KEY (`id`),
  KEY `index_descriptions_on_describable_id_and_describable_type` (`describable_id`,`describable_type`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `expert_predictions` (
  `id` int NOT NULL AUTO_INCREMENT,
  `input_element_id` int DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `extra_key` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `key` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_expert_predictions_on_input_element_id` (`input_element_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `general_user_notifications` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `notification_nl` varchar(255) DEFAULT NULL,
  `notification_en` varchar(255) DEFAULT NULL,
  `active` tinyint(1) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=latin1;

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

CREATE TABLE `historic_serie_entries` (
  `id` int NOT NULL AUTO_INCREMENT,
  `historic_serie_id` int DEFAULT NULL,
  `year` int DEFAULT NULL,
  `value` float DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_historic_serie_entries_on_historic_serie_id` (`historic_serie_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `historic_series` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `area_code` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `input_elements` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `key` varchar(255) DEFAULT NULL,
  `slide_id` int DEFAULT NULL,
  `share_group` varchar(255) DEFAULT NULL,
  `order_by` float DEFAULT NULL,
  `step_value` decimal(4,2) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `update_type` varchar(255) DEFAULT NULL,
  `unit` varchar(255) DEFAULT NULL,
  `factor` float DEFAULT NULL,
  `input_element_type` varchar(255) DEFAULT NULL,
  `label` varchar(255) DEFAULT NULL,
  `comments` text,
  `complexity` int DEFAULT '1',
  `interface_group` varchar(255) DEFAULT NULL,
  `locked_for_municipalities` tinyint(1) DEFAULT NULL,
  `input_id` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `unique api key` (`key`),
  KEY `index_input_elements_on_slide_id` (`slide_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `interfaces` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `structure` text,
  `enabled` tinyint(1) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_interfaces_on_enabled` (`enabled`),
  KEY `index_interfaces_on_key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `lce_values` (
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
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `output_element_series` (
  `id` int NOT NULL AUTO_INCREMENT,
  `output_element_id` int DEFAULT NULL,
  `key` varchar(255) DEFAULT NULL,
  `label` varchar(255) DEFAULT NULL,
  `color` varchar(255) DEFAULT NULL,
  `order_by` int DEFAULT NULL,
  `group` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `short_label` varchar(255) DEFAULT NULL,
  `show_at_first` tinyint(1) DEFAULT NULL,
  `is_target` tinyint(1) DEFAULT NULL,
  `position` varchar(255) DEFAULT NULL,
  `historic_key` varchar(255) DEFAULT NULL,
  `expert_key` varchar(255) DEFAULT NULL,
  `gquery` varchar(255) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `index_output_element_series_on_output_element_id` (`output_element_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `output_element_types` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `output_elements` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `output_element_type_id` int DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `under_construction` tinyint(1) DEFAULT '0',
  `legend_columns` int DEFAULT NULL,
  `legend_location` varchar(255) DEFAULT NULL,
  `unit` varchar(255) DEFAULT NULL,
  `percentage` tinyint(1) DEFAULT NULL,
  `group` varchar(255) DEFAULT NULL,
  `show_point_label` tinyint(1) DEFAULT NULL,
  `growth_chart` tinyint(1) DEFAULT NULL,
  `key` varchar(255) DEFAULT NULL,
  `max_axis_value` float DEFAULT NULL,
  `min_axis_value` float DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_output_elements_on_key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `page_titles` (
  `id` int NOT NULL AUTO_INCREMENT,
  `controller` varchar(255) DEFAULT NULL,
  `action` varchar(255) DEFAULT NULL,
  `title` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `partners` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `url` varchar(255) DEFAULT NULL,
  `country` varchar(255) DEFAULT NULL,
  `time` int DEFAULT NULL,
  `repeat_any_other` tinyint(1) DEFAULT '0',
  `subheader` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `place` varchar(255) DEFAULT 'right',
  `long_name` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `policy_goals` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `query` varchar(255) DEFAULT NULL,
  `start_value_query` varchar(255) DEFAULT NULL,
  `unit` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `display_format` varchar(255) DEFAULT NULL,
  `reached_query` varchar(255) DEFAULT NULL,
  `target_query` varchar(255) DEFAULT NULL,
  `user_value_query` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_policy_goals_on_key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `prediction_measures` (
  `id` int NOT NULL AUTO_INCREMENT,
  `prediction_id` int DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `impact` int DEFAULT NULL,
  `cost` int DEFAULT NULL,
  `year_start` int DEFAULT NULL,
  `actor` varchar(255) DEFAULT NULL,
  `description` text,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `year_end` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_prediction_measures_on_prediction_id` (`prediction_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_bin;

CREATE TABLE `prediction_values` (
  `id` int NOT NULL AUTO_INCREMENT,
  `prediction_id` int DEFAULT NULL,
  `value` float DEFAULT NULL,
  `year` int DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_prediction_values_on_prediction_id` (`prediction_id`),
  KEY `index_prediction_values_on_year` (`year`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_bin;

CREATE TABLE `predictions` (
  `id` int NOT NULL AUTO_INCREMENT,
  `input_element_id` int DEFAULT NULL,
  `user_id` int DEFAULT NULL,
  `expert` tinyint(1) DEFAULT NULL,
  `curve_type` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `description` text,
  `title` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_predictions_on_input_element_id` (`input_element_id`),
  KEY `index_predictions_on_user_id` (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_bin;

CREATE TABLE `press_releases` (
  `id` int NOT NULL AUTO_INCREMENT,
  `medium` varchar(255) DEFAULT NULL,
  `release_type` varchar(255) DEFAULT NULL,
  `release_date` datetime DEFAULT NULL,
  `link` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `title` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `roles` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `rounds` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `active` tinyint(1) DEFAULT NULL,
  `position` int DEFAULT NULL,
  `value` int DEFAULT NULL,
  `policy_goal_id` int DEFAULT NULL,
  `completed` tinyint(1) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `saved_scenarios` (
  `id` int NOT NULL AUTO_INCREMENT,
  `user_id` int NOT NULL,
  `scenario_id` int NOT NULL,
  `settings` text,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_saved_scenarios_on_scenario_id` (`scenario_id`),
  KEY `index_saved_scenarios_on_user_id` (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `sidebar_items` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) DEFAULT NULL,
  `key` varchar(255) DEFAULT NULL,
  `section` varchar(255) DEFAULT NULL,
  `percentage_bar_query` text,
  `order_by` int DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `nl_vimeo_id` varchar(255) DEFAULT NULL,
  `en_vimeo_id` varchar(255) DEFAULT NULL,
  `additional_info_partial` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_sidebar_items_on_key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `slides` (
  `id` int NOT NULL AUTO_INCREMENT,
  `controller_name` varchar(255) DEFAULT NULL,
  `action_name` varchar(255) DEFAULT NULL,
  `name` varchar(255) DEFAULT NULL,
  `order_by` int DEFAULT NULL,
  `image` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `sub_header` varchar(255) DEFAULT NULL,
  `complexity` int DEFAULT '1',
  `sub_header2` varchar(255) DEFAULT NULL,
  `subheader_image` varchar(255) DEFAULT NULL,
  `key` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_slides_on_key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `tabs` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `nl_vimeo_id` varchar(255) DEFAULT NULL,
  `en_vimeo_id` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_tabs_on_key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `translations` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `content_en` text,
  `content_nl` text,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_translations_on_key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

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
  `phone_number` varchar(255) DEFAULT NULL,
  `group` varchar(255) DEFAULT NULL,
  `trackable` varchar(255) DEFAULT '0',
  `send_score` tinyint(1) DEFAULT '0',
  `new_round` tinyint(1) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_users_on_email` (`email`),
  KEY `index_users_on_trackable` (`trackable`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `versions` (
  `id` int NOT NULL AUTO_INCREMENT,
  `item_type` varchar(255) NOT NULL,
  `item_id` int NOT NULL,
  `event` varchar(255) NOT NULL,
  `whodunnit` varchar(255) DEFAULT NULL,
  `object` text,
  `created_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_versions_on_item_type_and_item_id` (`item_type`,`item_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `year_values` (
  `id` int NOT NULL AUTO_INCREMENT,
  `year` int DEFAULT NULL,
  `value` float DEFAULT NULL,
  `description` text,
  `value_by_year_id` int DEFAULT NULL,
  `value_by_year_type` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_year_values_on_value_by_year_id_and_value_by_year_type` (`value_by_year_id`,`value_by_year_type`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `schema_migrations` (
  `version` varchar(255) NOT NULL,
  UNIQUE KEY `unique_schema_migrations` (`version`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
INSERT INTO `schema_migrations` (`version`) VALUES
  ('20110627113337'),
  ('20110707031154'),
  ('20110707043414'),
  ('20110707090205'),
  ('20110707121314'),
  ('20110707124321'),
  ('20110712122946'),
  ('20110713182430'),
  ('20110714085756'),
  ('20110714185349'),
  ('20110728144206'),
  ('20110801145543');

SET FOREIGN_KEY_CHECKS=1;
