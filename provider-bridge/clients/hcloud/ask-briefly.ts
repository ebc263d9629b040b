/** Questions to Hetzner on which nothing hangs but what somebody is shown: a refresh, a plan, a look at labels. */
import type { CallContext, Clock } from "../transport";
import { HcloudError } from "./hcloud-error";

/** As long as one attempt may take, milliseconds: with its repetitions, a Hetzner that hangs would hold up a plan for minutes. */
const longestMs = 30_000;

/** Asks for at most so long. @throws HcloudError "unreachable" afterwards, what `ask` throws, and the signal's reason */
export async function askBriefly<Answer>(
  clock: Clock,
  context: CallContext,
  ask: (context: CallContext) => Promise<Answer>,
): Promise<Answer> {
  const limit = new AbortController();
  const over = new AbortController();
  clock
    .sleep(longestMs, AbortSignal.any([context.signal, over.signal]))
    .then(() => limit.abort(tooLong()))
    .catch(() => undefined);
  try {
    return await ask({ ...context, signal: AbortSignal.any([context.signal, limit.signal]) });
  } finally {
    over.abort();
  }
}

function tooLong(): HcloudError {
  return new HcloudError("unreachable", `Cannot ask the Hetzner Cloud API: no answer within ${longestMs / 1000} s`);
}
