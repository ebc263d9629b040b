/** One verb of a type, called with an API that gives prepared answers. */
import { Api } from "../../../../sandbox/stand-in/api";
import { VERBS, type Verbs } from "../../../../sandbox/stand-in/verbs";
import type { ChangeContext, Found } from "../../../../sandbox/stand-in/verbs/verbs";
import { type Scripted, scriptedApi } from "./scripted-api";

/** Calls `run`; answers what it came to, what was asked (`METHOD path body`), what was said to exist, how long it waited. */
export async function scriptedCall<T>(
  type: string,
  answers: readonly Scripted[],
  run: (verbs: Verbs, context: ChangeContext) => Promise<T>,
) {
  const verbs = VERBS[type];
  if (verbs === undefined) throw new Error(`Cannot find "${type}"`);
  const scripted = await scriptedApi(answers);
  const made: Found[] = [];
  const waitsMs: number[] = [];
  const api = new Api({
    ...scripted.settings,
    polling: { intervalMs: undefined, grows: true },
    half: "sdk",
    pause: async (durationMs) => {
      waitsMs.push(durationMs);
    },
    signal: new AbortController().signal,
  });
  const context: ChangeContext = {
    api,
    made: (found) => made.push(found),
    warn: () => undefined,
    nowMs: () => 0,
    random: () => 0,
    config: new Map(),
  };
  const asked = () =>
    scripted.asked.map(
      ({ method, path, body }) => `${method} ${path}${body === null ? "" : ` ${JSON.stringify(body)}`}`,
    );
  try {
    return { result: await run(verbs, context), asked: asked(), made, waitsMs, error: undefined };
  } catch (error) {
    return { result: undefined, asked: asked(), made, waitsMs, error };
  } finally {
    await scripted.close();
  }
}

/** A success. */
export function ok(response: unknown): Scripted {
  return { status: 200, response };
}

/** A refusal of the API. */
export function refused(status: number, code: string): Scripted {
  return { status, response: { error: { code, message: code, details: null } } };
}
