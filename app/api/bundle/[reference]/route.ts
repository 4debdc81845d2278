import { noStore, secureRoute } from "../../../../lib/sign-in/secure-route";
import { exportBundle } from "../../../../lib/steps/export-bundle";

type Params = { reference: string };

/** Hands out the evidence bundle of a request; each time is recorded in its evidence. */
export const POST = secureRoute<Params>("POST /api/bundle/[reference]", async (who, request, { reference }) => {
  const personal = (await request.formData().catch(() => new FormData())).get("personal") === "yes";
  const exported = await exportBundle(who, reference, { personal, handed: true });
  if (!exported.ok) return new Response(null, { status: 404, headers: noStore });
  const { name, bytes } = exported.value;
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...noStore,
      "Content-Type": "application/zip",
      "Content-Disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}"`,
      "X-Content-Type-Options": "nosniff",
    },
  });
});
