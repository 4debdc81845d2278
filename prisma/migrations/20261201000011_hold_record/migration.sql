-- Art. 17(3)(e): a hold on one record, for example an order, and on what hangs on it: which one is sealed.
ALTER TABLE "hold" ADD COLUMN "record" BYTEA, ADD CHECK ("record" IS NULL OR "category" IS NOT NULL);
