CREATE TABLE _dbmerge_run (
    run_id VARCHAR(64) NOT NULL PRIMARY KEY,
    made_as VARCHAR(64) NOT NULL,
    spec VARCHAR(255) NOT NULL,
    version VARCHAR(64) NOT NULL,
    started_at DATETIME(6) NOT NULL,
    pinned_at DATETIME(6) NOT NULL,
    staging TEXT NOT NULL,
    production TEXT NOT NULL,
    production_position VARCHAR(600),
    state VARCHAR(16) NOT NULL,
    finished_at DATETIME(6),
    staging_structure VARCHAR(64) NOT NULL DEFAULT '',
    production_structure VARCHAR(64) NOT NULL DEFAULT '',
    production_ledger VARCHAR(64) NOT NULL DEFAULT '',
    pulse BIGINT NOT NULL DEFAULT 0
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE _dbmerge_step (
    step_id VARCHAR(512) NOT NULL PRIMARY KEY,
    state VARCHAR(16) NOT NULL,
    affected BIGINT NOT NULL,
    source_sum VARCHAR(80) NOT NULL,
    started_at DATETIME(6) NOT NULL,
    finished_at DATETIME(6),
    detail TEXT NOT NULL,
    basis VARCHAR(64) NOT NULL DEFAULT '',
    made VARCHAR(64) NOT NULL DEFAULT '',
    completed VARCHAR(64) NOT NULL DEFAULT ''
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE _dbmerge_chunk (
    step_id VARCHAR(512) NOT NULL,
    chunk INT NOT NULL,
    key_range MEDIUMTEXT NOT NULL,
    row_count BIGINT NOT NULL,
    source_sum VARCHAR(80) NOT NULL,
    PRIMARY KEY (step_id, chunk)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE _dbmerge_object (
    kind VARCHAR(16) NOT NULL,
    name VARCHAR(80) NOT NULL,
    form VARCHAR(64) NOT NULL,
    row_count BIGINT NOT NULL,
    row_sum VARCHAR(80) NOT NULL,
    PRIMARY KEY (kind, name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE _dbmerge_archive (
    archive_id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    rule_id VARCHAR(255) NOT NULL,
    table_name VARCHAR(64) NOT NULL,
    archive_table VARCHAR(64) NOT NULL,
    UNIQUE KEY (rule_id, table_name)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE _dbmerge_event (
    name VARCHAR(64) NOT NULL PRIMARY KEY,
    status VARCHAR(32) NOT NULL
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE _dbmerge_promotion (
    promotion_id VARCHAR(64) NOT NULL PRIMARY KEY,
    run_id VARCHAR(64) NOT NULL,
    live VARCHAR(64) NOT NULL,
    previous VARCHAR(64) NOT NULL,
    way VARCHAR(32) NOT NULL,
    state VARCHAR(16) NOT NULL,
    started_at DATETIME(6) NOT NULL,
    ended_at DATETIME(6),
    pulse BIGINT NOT NULL DEFAULT 0
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE _dbmerge_move (
    promotion_id VARCHAR(64) NOT NULL,
    phase VARCHAR(16) NOT NULL,
    number INT NOT NULL,
    statement LONGTEXT NOT NULL,
    PRIMARY KEY (promotion_id, phase, number)
) ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
