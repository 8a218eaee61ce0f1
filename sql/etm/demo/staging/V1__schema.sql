-- ETModel's staging as it was in October 2013: 23 tables and the migrations table.
-- Structure: db/schema.rb of quintel/etmodel at 306d543ce (2013-10-01), schema version 20130916182918, two months
-- before master dropped comments.
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
  `commentable_type` varchar(255) DEFAULT NULL,
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
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `gquery_key` varchar(255) DEFAULT NULL,
  `group` varchar(25) NOT NULL,
  `position` int DEFAULT NULL,
  `disabled` tinyint(1) DEFAULT '0',
  PRIMARY KEY (`id`),
  KEY `index_constraints_on_disabled` (`disabled`),
  KEY `index_constraints_on_key` (`key`),
  KEY `index_constraints_on_position` (`position`)
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

CREATE TABLE `input_elements` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `share_group` varchar(255) DEFAULT NULL,
  `step_value` float DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `unit` varchar(255) DEFAULT NULL,
  `fixed` tinyint(1) DEFAULT NULL,
  `comments` text,
  `interface_group` varchar(255) DEFAULT NULL,
  `command_type` varchar(255) DEFAULT NULL,
  `related_converter` varchar(255) DEFAULT NULL,
  `slide_id` int DEFAULT NULL,
  `position` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_input_elements_on_command_type` (`command_type`),
  UNIQUE KEY `unique api key` (`key`),
  KEY `index_input_elements_on_position` (`position`),
  KEY `index_input_elements_on_slide_id` (`slide_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `output_element_series` (
  `id` int NOT NULL AUTO_INCREMENT,
  `output_element_id` int DEFAULT NULL,
  `label` varchar(255) DEFAULT NULL,
  `color` varchar(255) DEFAULT NULL,
  `order_by` int DEFAULT NULL,
  `group` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `show_at_first` tinyint(1) DEFAULT NULL,
  `is_target_line` tinyint(1) DEFAULT NULL,
  `target_line_position` varchar(255) DEFAULT NULL,
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
  `output_element_type_id` int DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `under_construction` tinyint(1) DEFAULT '0',
  `unit` varchar(255) DEFAULT NULL,
  `percentage` tinyint(1) DEFAULT NULL,
  `group` varchar(255) DEFAULT NULL,
  `show_point_label` tinyint(1) DEFAULT NULL,
  `growth_chart` tinyint(1) DEFAULT NULL,
  `key` varchar(255) DEFAULT NULL,
  `max_axis_value` float DEFAULT NULL,
  `min_axis_value` float DEFAULT NULL,
  `hidden` tinyint(1) DEFAULT '0',
  PRIMARY KEY (`id`),
  KEY `index_output_elements_on_hidden` (`hidden`),
  KEY `index_output_elements_on_key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

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
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `description` text,
  `title` varchar(255) DEFAULT NULL,
  `area` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_predictions_on_area` (`area`),
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

CREATE TABLE `sessions` (
  `id` int NOT NULL AUTO_INCREMENT,
  `session_id` varchar(255) NOT NULL,
  `data` text,
  `created_at` datetime NOT NULL,
  `updated_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  KEY `index_sessions_on_session_id` (`session_id`),
  KEY `index_sessions_on_updated_at` (`updated_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_bin;

CREATE TABLE `sidebar_items` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `section` varchar(255) DEFAULT NULL,
  `percentage_bar_query` text,
  `nl_vimeo_id` varchar(255) DEFAULT NULL,
  `en_vimeo_id` varchar(255) DEFAULT NULL,
  `tab_id` int DEFAULT NULL,
  `position` int DEFAULT NULL,
  `parent_id` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_sidebar_items_on_key` (`key`),
  KEY `index_sidebar_items_on_parent_id` (`parent_id`),
  KEY `index_sidebar_items_on_position` (`position`),
  KEY `index_sidebar_items_on_tab_id` (`tab_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `slides` (
  `id` int NOT NULL AUTO_INCREMENT,
  `image` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `general_sub_header` varchar(255) DEFAULT NULL,
  `group_sub_header` varchar(255) DEFAULT NULL,
  `subheader_image` varchar(255) DEFAULT NULL,
  `key` varchar(255) DEFAULT NULL,
  `position` int DEFAULT NULL,
  `sidebar_item_id` int DEFAULT NULL,
  `output_element_id` int DEFAULT NULL,
  `alt_output_element_id` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_slides_on_key` (`key`),
  KEY `index_slides_on_position` (`position`),
  KEY `index_slides_on_sidebar_item_id` (`sidebar_item_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `tabs` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `nl_vimeo_id` varchar(255) DEFAULT NULL,
  `en_vimeo_id` varchar(255) DEFAULT NULL,
  `position` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_tabs_on_key` (`key`),
  KEY `index_tabs_on_position` (`position`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `targets` (
  `id` int NOT NULL AUTO_INCREMENT,
  `code` varchar(255) DEFAULT NULL,
  `query` varchar(255) DEFAULT NULL,
  `unit` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `display_format` varchar(255) DEFAULT NULL,
  `reached_query` varchar(255) DEFAULT NULL,
  `target_query` varchar(255) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_policy_goals_on_key` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `texts` (
  `id` int NOT NULL AUTO_INCREMENT,
  `key` varchar(255) DEFAULT NULL,
  `content_en` text,
  `content_nl` text,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `title_en` varchar(255) DEFAULT NULL,
  `title_nl` varchar(255) DEFAULT NULL,
  `short_content_en` text,
  `short_content_nl` text,
  `searchable` tinyint(1) DEFAULT '0',
  PRIMARY KEY (`id`),
  KEY `index_translations_on_key` (`key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

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
  `teacher_id` int DEFAULT NULL,
  `student_id` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `index_users_on_email` (`email`)
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
  ('20110801145543'),
  ('20110805140304'),
  ('20110809133600'),
  ('20110810085118'),
  ('20110812122658'),
  ('20110819093013'),
  ('20110829124127'),
  ('20110829145251'),
  ('20110830071602'),
  ('20110830090524'),
  ('20110830130647'),
  ('20110830131707'),
  ('20110830140315'),
  ('20110831092446'),
  ('20110831102404'),
  ('20110902122601'),
  ('20110930082848'),
  ('20110930090235'),
  ('20110930092147'),
  ('20110930095616'),
  ('20110930132255'),
  ('20111018133023'),
  ('20111026083415'),
  ('20111103141558'),
  ('20111103154307'),
  ('20111109135523'),
  ('20111115201553'),
  ('20111122091457'),
  ('20111123105943'),
  ('20111123140403'),
  ('20111207130122'),
  ('20111208161659'),
  ('20111209144948'),
  ('20111212094813'),
  ('20111215132145'),
  ('20120104141918'),
  ('20120104145715'),
  ('20120105142759'),
  ('20120106110754'),
  ('20120106131122'),
  ('20120120125624'),
  ('20120322120133'),
  ('20120322145930'),
  ('20120402122556'),
  ('20120416124608'),
  ('20120420081045'),
  ('20120424085618'),
  ('20120430084133'),
  ('20120508112717'),
  ('20120516122629'),
  ('20120613085902'),
  ('20120627144510'),
  ('20120628134148'),
  ('20120723115153'),
  ('20120730130234'),
  ('20120806123801'),
  ('20120827063612'),
  ('20120919100037'),
  ('20121008100433'),
  ('20130110142751'),
  ('20130121162617'),
  ('20130506100131'),
  ('20130506110832'),
  ('20130916182918');

SET FOREIGN_KEY_CHECKS=1;
