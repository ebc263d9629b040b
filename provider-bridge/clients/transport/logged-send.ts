/** The second link: one line for each exchange, without bodies and without what a query may carry. */
import type { Clock } from "./clock";
import type { HttpRequest, Send } from "./http-exchange";

/** Tells of each exchange at debug level: method, path, status or failure, and how long it took. */
export function loggedSend(peer: string, send: Send, clock: Clock): Send {
  return async (request, context) => {
    const startMs = clock.now();
    const fields = () => ({ ...told(request), duration_ms: Math.round(clock.now() - startMs) });
    try {
      const answer = await send(request, context);
      context.log.debug(`${peer} answered`, { ...fields(), status: answer.status });
      return answer;
    } catch (error) {
      context.log.debug(`${peer} did not answer`, { ...fields(), failure: String(error) });
      throw error;
    }
  };
}

/** Header fields and bodies may hold secrets; method and path never do. */
function told({ method, url }: HttpRequest) {
  return { method, path: url.pathname };
}
