-- Art. 5(1)(e): what a source remembers is counted from when it was last written, whoever writes it, so that an order that
-- is still asked about never looks old.
CREATE FUNCTION source_memory_written() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW."at" := portal_now();
  RETURN NEW;
END $$;
CREATE TRIGGER "source_memory_written" BEFORE UPDATE OF "value" ON "source_memory"
  FOR EACH ROW EXECUTE FUNCTION source_memory_written();
CREATE INDEX "source_memory_at" ON "source_memory"("at");

-- Art. 17(3)(e): a hold on somebody without an account finds their next request by the address, as a pause does.
ALTER TABLE "hold" ADD COLUMN "subjects" BYTEA[] NOT NULL DEFAULT '{}';
