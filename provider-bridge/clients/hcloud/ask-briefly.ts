/** Questions to Hetzner on which nothing hangs but what somebody is shown: a refresh, a plan, a look at labels. */
import { type CallContext, type Clock, within } from "../transport";
import { HcloudError } from "./hcloud-error";

/** As long as one attempt may take, milliseconds: with its repetitions, a Hetzner that hangs would hold up a plan for minutes. */
const longestMs = 30_000;

/** Asks for at most so long. @throws HcloudError "unreachable" afterwards, what `ask` throws, and the signal's reason */
export function askBriefly<Answer>(
  clock: Clock,
  context: CallContext,
  ask: (context: CallContext) => Promise<Answer>,
): Promise<Answer> {
  return within(clock, context, { limitMs: longestMs, why: tooLong }, ask);
}

function tooLong(): HcloudError {
  return new HcloudError("unreachable", `Cannot ask the Hetzner Cloud API: no answer within ${longestMs / 1000} s`);
}
