#!/bin/sh
# Loads the rows of this backup into the database that structure.sql made, then makes its triggers and events.
# What stands behind the name of this script goes to each call of the client: its options, then the database.
# MYSQL names the client where it is not called mysql.
set -eu
cd "$(dirname "$0")"
client=${MYSQL:-mysql}

if [ "$#" -eq 0 ]; then
    echo "usage: sh load.sh [OPTIONS OF THE CLIENT] DATABASE" >&2
    exit 2
fi
sha256sum --quiet -c SHA256SUMS

for script in rows/*.sql; do
    [ -e "$script" ] || continue
    expected=$(head -n 1 "$script")
    answer=$(gzip -dc "${script%.sql}.tsv.gz" |
        "$client" "$@" --local-infile=1 --batch --skip-column-names --execute="$(cat "$script")")
    if [ "-- $answer" != "$expected" ]; then
        echo "$script: the server answers $answer, expected was ${expected#-- }. Begin again with an empty database." >&2
        exit 1
    fi
    echo "$script: $answer"
done
"$client" "$@" --binary-mode --comments <triggers.sql
