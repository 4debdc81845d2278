-- Art. 15(3): downloads that reviewers allowed beyond the policy's number.
ALTER TABLE "package" ADD COLUMN "further" INTEGER NOT NULL DEFAULT 0 CHECK ("further" >= 0);
