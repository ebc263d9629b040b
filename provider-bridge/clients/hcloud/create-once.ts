/** Creates something once, although the answer to a create may get lost. */
import { type CallContext, type Clock, retrying, type Verdict } from "../transport";
import { HcloudError } from "./hcloud-error";

/** How to create, and how to find again what a lost answer may have created. */
export interface CreateOnce<T> {
  create(): Promise<T>;
  /** Looks for it by labels or name; undefined when it is not there. */
  find(): Promise<T | undefined>;
}

/**
 * Creates; when it stays unclear whether that was done, looks before it tries again.
 * @throws what create throws when it is refused, and the last failure when it stays unclear.
 */
export async function createOnce<T>(
  { create, find }: CreateOnce<T>,
  context: CallContext,
  options: { readonly clock: Clock; readonly random: () => number },
): Promise<T> {
  let inDoubt = false;
  const attempt = async () => {
    const found = inDoubt ? await find() : undefined;
    if (found !== undefined) return found;
    try {
      return await create();
    } catch (error) {
      // A name that is taken after a lost answer is most likely ours.
      if (inDoubt && hasCode(error, "not_unique")) return (await find()) ?? Promise.reject(error);
      throw error;
    }
  };
  const judge = (error: unknown): Verdict => {
    if (!hasCode(error, "unclear", "unavailable")) return { kind: "give_up" };
    inDoubt = true;
    return { kind: "again" };
  };
  return retrying(attempt, judge, context, options);
}

function hasCode(error: unknown, ...codes: readonly HcloudError["code"][]): boolean {
  return error instanceof HcloudError && codes.includes(error.code);
}
