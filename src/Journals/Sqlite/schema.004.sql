-- Version 4: which rows no longer hold.

CREATE INDEX head_by_holds_until ON head (holds_until, stream);
