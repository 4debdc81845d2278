import { reportFigures } from "../../../lib/queries/reports/figures";
import { overdueInFile } from "../../../lib/queries/reports/figures-sql";
import { askedPeriod } from "../../../lib/queries/reports/period";
import { csvOf, isReportTable } from "../../../lib/queries/reports/tables";
import { noStore, secureRoute } from "../../../lib/sign-in/secure-route";

/** One table of the report as CSV, for the period in the address; that of the months when none is named. */
export const GET = secureRoute("GET /api/reports", async (who, request) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const table = query.table ?? "months";
  const asked = askedPeriod(query);
  if (asked.unclear) return new Response(null, { status: 400, headers: noStore });
  const figures = isReportTable(table) ? await reportFigures(who, asked, overdueInFile) : null;
  if (!figures || !isReportTable(table)) return new Response(null, { status: 404, headers: noStore });
  return new Response(csvOf(figures, table), {
    headers: {
      ...noStore,
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="report-${table}-${figures.from}-${figures.to}.csv"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
});
