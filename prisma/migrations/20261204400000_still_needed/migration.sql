-- Art. 17(1)(a): when the sources are asked again whether what an answered erasure kept is still needed; null where nothing waits for that.
ALTER TABLE "request" ADD COLUMN "need_look_at" TIMESTAMPTZ(3);
CREATE INDEX "request_need_look" ON "request"("need_look_at") WHERE "need_look_at" IS NOT NULL;
