import createNextIntlPlugin from "next-intl/plugin";

const always = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), interest-cohort=()",
  },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Drivers and the job queue are loaded by Node itself, never bundled.
  serverExternalPackages: [
    "pg",
    "pg-boss",
    "@prisma/client",
    "@prisma/adapter-pg",
    "nodemailer",
    "archiver",
    "yauzl",
    "undici",
    "pdfkit",
  ],
  // The test of lint and types runs on its own; a build only builds.
  typescript: { ignoreBuildErrors: true },
  // Both for pages with a field for files; `lib/server/body-limit.ts` holds all others to much less.
  experimental: { serverActions: { bodySizeLimit: 16_000_000 }, proxyClientMaxBodySize: 16_000_000 },
  headers: async () => [{ source: "/:path*", headers: always }],
};

export default createNextIntlPlugin("./i18n/request.ts")(config);
