-- Version 7: articles, which drafts are read from.

CREATE TABLE article (
  id TEXT NOT NULL PRIMARY KEY,
  brought_at INTEGER NOT NULL, -- .NET ticks, UTC
  by TEXT,
  url TEXT,
  publisher TEXT,
  published TEXT, -- EDTF
  title TEXT,
  hash TEXT NOT NULL, -- the SHA-256 of the text
  text TEXT -- where it is kept
);

CREATE INDEX article_by_time ON article (brought_at DESC, id);
CREATE INDEX article_by_url ON article (url) WHERE url IS NOT NULL;

ALTER TABLE draft ADD COLUMN article TEXT;
ALTER TABLE draft ADD COLUMN start INTEGER; -- of the passage, in UTF-16 code units
ALTER TABLE draft ADD COLUMN "end" INTEGER;
ALTER TABLE draft ADD COLUMN because TEXT; -- JSON

CREATE INDEX draft_by_article ON draft (article, id) WHERE article IS NOT NULL;

-- What was ever read from an article, so that it is not proposed again.
CREATE TABLE proposed (
  article TEXT NOT NULL,
  draft TEXT NOT NULL,
  PRIMARY KEY (article, draft)
) WITHOUT ROWID;
