-- Reports over a period (lib/queries/reports) find what ended in it, and the few facts that they count, without reading every
-- chain. Each index holds only the rows of those facts.
CREATE INDEX "request_ended" ON "request"("closed_at") WHERE "closed_at" IS NOT NULL;
CREATE INDEX "event_mailed" ON "event"("request") WHERE "fact" = 'mailed';
CREATE INDEX "event_reported" ON "event"("at") WHERE "fact" IN ('extended', 'wrong-person', 'duty-stopped', 'waits');
