-- The newest issue of each revocation list that was used; a number has up to 50 digits, or none.
CREATE TABLE editions (
  list_id BYTEA PRIMARY KEY,
  list_name VARCHAR(4000) NOT NULL,
  list_number VARCHAR(60) NOT NULL,
  made BIGINT NOT NULL
);
