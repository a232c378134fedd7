-- Why a change was planned: a sentence a line, for each certificate that came or went.
ALTER TABLE journal ADD COLUMN reason VARCHAR(4000);
