-- Art. 17(1), (3)(e): what a hold kept of an answered erasure is decided about again when the hold has ended.
ALTER TABLE "decision" ADD COLUMN "taken_up_by" TEXT REFERENCES "request"("id");
CREATE INDEX "decision_held" ON "decision"("request") WHERE "norm" IN ('legal hold', 'legal hold in doubt') AND "taken_up_by" IS NULL;
CREATE INDEX "decision_taken_up" ON "decision"("taken_up_by") WHERE "taken_up_by" IS NOT NULL;

-- Until this is set, the worker still has to look what the ended hold let go.
ALTER TABLE "hold" ADD COLUMN "settled_at" TIMESTAMPTZ(3);
CREATE INDEX "hold_ended" ON "hold"("released_at") WHERE "released_at" IS NOT NULL AND "settled_at" IS NULL;
