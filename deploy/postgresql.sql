-- Roles and rights of a Luodi database; run once, as a superuser, with psql:
--   psql -v owner_password="'…'" -v app_password="'…'" -f deploy/postgresql.sql
--
-- luodi_owner owns the tables and is used for migrations alone. luodi_app works with them and owns nothing, so
-- it can neither drop nor switch off the guards that make the ledger append-only, and may not TRUNCATE.

CREATE ROLE luodi_owner LOGIN PASSWORD :owner_password;
CREATE ROLE luodi_app LOGIN PASSWORD :app_password;
CREATE DATABASE luodi OWNER luodi_owner ENCODING 'UTF8' TEMPLATE template0;

\connect luodi
REVOKE ALL ON DATABASE luodi FROM PUBLIC;
GRANT CONNECT ON DATABASE luodi TO luodi_app;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO luodi_owner;
GRANT USAGE ON SCHEMA public TO luodi_app;

-- What luodi_owner will make, luodi_app may use.
ALTER DEFAULT PRIVILEGES FOR ROLE luodi_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO luodi_app;
ALTER DEFAULT PRIVILEGES FOR ROLE luodi_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO luodi_app;

ALTER ROLE luodi_app IN DATABASE luodi SET statement_timeout = '60s';
ALTER ROLE luodi_app IN DATABASE luodi SET idle_in_transaction_session_timeout = '60s';
