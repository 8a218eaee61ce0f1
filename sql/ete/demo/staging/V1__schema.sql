-- ETEngine's staging as it was in January 2014: 7 tables and the migrations table.
-- Structure: db/schema.rb of quintel/etengine at 40cf81f77 (2014-01-27, tag production-2014-01-29), schema
-- version 20131209134003. Devise had taken AuthLogic's place on 2013-12-10, so users differs from production's.
-- A schema.rb of those years says nothing of engines and charsets. Each table has those of the first schema.rb
-- that does (October 2017), so scenarios is MyISAM; a table that was gone by then is InnoDB with utf8mb4.
SET NAMES utf8mb4;
SET FOREIGN_KEY_CHECKS=0;

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

CREATE TABLE `gquery_groups` (
  `id` int NOT NULL AUTO_INCREMENT,
  `group_key` varchar(255) DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `description` text,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

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
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `user_values` text,
  `end_year` int DEFAULT '2040',
  `in_start_menu` tinyint(1) DEFAULT NULL,
  `user_id` int DEFAULT NULL,
  `preset_scenario_id` int DEFAULT NULL,
  `use_fce` tinyint(1) DEFAULT NULL,
  `present_updated_at` datetime DEFAULT NULL,
  `protected` tinyint(4) DEFAULT NULL,
  `area_code` varchar(255) DEFAULT NULL,
  `source` varchar(255) DEFAULT NULL,
  `balanced_values` text,
  PRIMARY KEY (`id`)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE `users` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(255) NOT NULL,
  `email` varchar(255) NOT NULL,
  `company_school` varchar(255) DEFAULT NULL,
  `allow_news` tinyint(1) DEFAULT '1',
  `heared_first_at` varchar(255) DEFAULT '..',
  `password_salt` varchar(255) DEFAULT NULL,
  `role_id` int DEFAULT NULL,
  `created_at` datetime DEFAULT NULL,
  `updated_at` datetime DEFAULT NULL,
  `openid_identifier` varchar(255) DEFAULT NULL,
  `phone_number` varchar(255) DEFAULT NULL,
  `group` varchar(255) DEFAULT NULL,
  `trackable` varchar(255) DEFAULT '0',
  `send_score` tinyint(1) DEFAULT '0',
  `new_round` tinyint(1) DEFAULT NULL,
  `old_crypted_password` varchar(255) DEFAULT NULL,
  `encrypted_password` varchar(255) NOT NULL DEFAULT '',
  `reset_password_token` varchar(255) DEFAULT NULL,
  `reset_password_sent_at` datetime DEFAULT NULL,
  `remember_created_at` datetime DEFAULT NULL,
  `sign_in_count` int NOT NULL DEFAULT '0',
  `current_sign_in_at` datetime DEFAULT NULL,
  `last_sign_in_at` datetime DEFAULT NULL,
  `current_sign_in_ip` varchar(255) DEFAULT NULL,
  `last_sign_in_ip` varchar(255) DEFAULT NULL,
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
  ('20120127090628'),
  ('20120404082938'),
  ('20120404100419'),
  ('20120413121453'),
  ('20120418141406'),
  ('20120426092807'),
  ('20120501075913'),
  ('20120502132916'),
  ('20120507115216'),
  ('20120608085304'),
  ('20120625100135'),
  ('20120731120607'),
  ('20120806130345'),
  ('20120807092543'),
  ('20120809091419'),
  ('20120814153024'),
  ('20121019111531'),
  ('20130821165553'),
  ('20130912084147'),
  ('20131024134222'),
  ('20131105154914'),
  ('20131209134003');

SET FOREIGN_KEY_CHECKS=1;
