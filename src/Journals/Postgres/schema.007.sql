-- Version 7: articles, which drafts are read from.

CREATE TABLE article (
  id text COLLATE "C" PRIMARY KEY,
  brought_at timestamptz NOT NULL,
  by text,
  url text,
  publisher text,
  published text, -- EDTF
  title text,
  hash text NOT NULL, -- the SHA-256 of the text
  text text -- where it is kept
);

CREATE INDEX article_by_time ON article (brought_at DESC, id);
CREATE INDEX article_by_url ON article (url) WHERE url IS NOT NULL;

ALTER TABLE draft
  ADD COLUMN article text COLLATE "C",
  ADD COLUMN start integer, -- of the passage, in UTF-16 code units
  ADD COLUMN "end" integer,
  ADD COLUMN because text; -- JSON

CREATE INDEX draft_by_article ON draft (article, id) WHERE article IS NOT NULL;

-- What was ever read from an article, so that it is not proposed again.
CREATE TABLE proposed (
  article text COLLATE "C" NOT NULL,
  draft text COLLATE "C" NOT NULL,
  PRIMARY KEY (article, draft)
);
