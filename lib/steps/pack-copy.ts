import type { Claim } from "./claim";
import type { Loaded } from "./load";
export async function packCopy(request: Loaded, claimed: Claim): Promise<void> {
  throw new Error(`${request.id} ${claimed.fence}`);
}
