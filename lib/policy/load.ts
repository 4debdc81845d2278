/** Reads `policy.yaml`. Nothing works on a policy with problems. */
import { readFileSync } from "node:fs";
import { brandFindings } from "./brand";
import { policyDocument, type PolicyDocument } from "./document";
import { httpFindings } from "./http";
import { letterheadFindings } from "./letterhead";
import { letterFindings } from "./letters";
import { logFindings } from "./logs";
import { mailboxFindings } from "./mailboxes";
import { manualFindings } from "./manual";
import { mappingFindings } from "./mapping";
import { opendsrFindings } from "./opendsr";
import { pathFindings } from "./paths";
import { PolicyProblems, type Finding, type Problem } from "./problem";
import { withMarks } from "./marks";
import { withPresets } from "./presets";
import { referenceFindings } from "./references";
import { policySchema, type Policy } from "./schema";
import { shapeFindings } from "./shape";
import { voucherFindings } from "./vouchers";
import { zendeskFindings } from "./zendesk";

export { PolicyProblems, type Problem };

export type Reading = { policy: Policy | null; document: PolicyDocument; problems: Problem[] };

/** The policy of a file. Throws `PolicyProblems` with every problem that can be seen without a database. */
export function loadPolicy(file: string): Policy {
  const { policy, problems } = readPolicy(readFileSync(file, "utf8"));
  if (!policy || problems.length > 0) throw new PolicyProblems(file, problems);
  return policy;
}

/** The policy of a text, as far as it has one: null when its shape is wrong. */
export function readPolicy(text: string): Reading {
  const document = policyDocument(text);
  if (document.problems.length > 0) return { policy: null, document, problems: document.problems };
  const { value, findings } = withPresets(document.value);
  if (findings.length > 0) return { policy: null, document, problems: document.place(findings) };
  const parsed = policySchema.safeParse(value, { reportInput: true });
  if (!parsed.success) return { policy: null, document, problems: document.place(shapeFindings(parsed.error.issues)) };
  const policy = withMarks(parsed.data);
  return { policy, document, problems: document.place(staticFindings(policy)) };
}

function staticFindings(policy: Policy): Finding[] {
  const sources = Object.entries(policy.sources).flatMap(([id, source]) => {
    if (source.kind === "zendesk") return zendeskFindings(policy, id, source);
    if (source.kind === "http") return httpFindings(policy, id, source);
    if (source.kind === "files") return logFindings(policy, id, source);
    if (source.kind === "mailbox") return mailboxFindings(policy, id, source);
    if (source.kind === "manual") return manualFindings(policy, id, source);
    if (source.kind === "opendsr") return opendsrFindings(policy, id, source);
    if (source.kind !== "postgres") return [];
    return [
      ...mappingFindings(policy, id, source),
      ...pathFindings(policy, id, source),
      ...voucherFindings(policy, id, source),
    ];
  });
  return [
    ...referenceFindings(policy),
    ...brandFindings(policy),
    ...letterFindings(policy),
    ...letterheadFindings(policy),
    ...sources,
  ];
}
