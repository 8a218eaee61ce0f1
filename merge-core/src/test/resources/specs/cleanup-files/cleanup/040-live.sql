DELETE FROM
    ete_production.scenarios
