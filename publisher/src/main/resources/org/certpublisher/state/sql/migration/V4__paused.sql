-- Publications whose schedule rests, because a run of theirs was undone.
CREATE TABLE paused (
  publication VARCHAR(200) PRIMARY KEY,
  since BIGINT NOT NULL,
  undone BIGINT NOT NULL,
  operator VARCHAR(200) NOT NULL
);
