#!/bin/sh
# Runs once, when the database folder is empty: the three roles and the database. See docs/adr/0002-two-walls.md.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v migrate="$MIGRATE_PASSWORD" -v app="$APP_PASSWORD" -v system="$SYSTEM_PASSWORD" <<'SQL'
CREATE ROLE lonsam_migrate LOGIN BYPASSRLS PASSWORD :'migrate';
CREATE ROLE lonsam_app LOGIN PASSWORD :'app';
CREATE ROLE lonsam_system LOGIN BYPASSRLS PASSWORD :'system';
GRANT lonsam_app, lonsam_system TO lonsam_migrate;
CREATE DATABASE lonsam OWNER lonsam_migrate;
SQL
