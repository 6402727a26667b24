# Run once, by the image, when the data directory is empty.
set -e
make_database() {
  psql --set=ON_ERROR_STOP=1 --set=name="$1" --set=password="$2" --username "$POSTGRES_USER" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
SQL
}
make_database customer "$CUSTOMER_PASSWORD"
make_database segment "$SEGMENT_PASSWORD"
make_database campaign "$CAMPAIGN_PASSWORD"
